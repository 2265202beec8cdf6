#pragma once

#include <string_view>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/law/law.h"

namespace lintel {

/// The names of the questions that answer_question() knows, in alphabetical order.
const std::vector<std::string_view>& law_questions();

/// One answer to one question of law, in the shapes of `lintel law`: the input's id echoed, the
/// answer's fields, and `rules`. Where the rules cannot place it: "answer": "manual" and "because";
/// where a figure is not known: "answer": "unknown", and what to load and from whom.
/// Problem (place.field says which): the question is malformed, or there is no such question.
Result<Json> answer_question(std::string_view question, const Json& input, const LawBook& law);

}  // namespace lintel
