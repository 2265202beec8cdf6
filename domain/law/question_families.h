#pragma once

#include <span>
#include <string_view>

#include "domain/canonical_json.h"
#include "domain/law/law.h"
#include "domain/law/question_input.h"

namespace lintel {

/// One question of `lintel law`: reads its input, asks the law, writes the answer's fields.
struct Question {
  std::string_view name;
  Result<Placed<Json>> (*ask)(const QuestionInput& in, const LawBook& law);
};

// Each family is a file of its own (questions_notice.cc), with its questions in order of name.
std::span<const Question> notice_questions();    ///< regime, form, service and dates of a notice
std::span<const Question> court_questions();     ///< the claim, the order, and what follows it
std::span<const Question> debt_questions();      ///< what bars or freezes a debt
std::span<const Question> protocol_questions();  ///< the steps before a notice and a claim
std::span<const Question> rent_questions();      ///< rent, its limits and its changes

}  // namespace lintel
