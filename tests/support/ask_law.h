#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "domain/law/questions.h"
#include "tests/support/shipped_law.h"

namespace lintel {

/// The answer of the law as it ships, or of another book. Throws when the question is malformed.
inline Json ask(std::string_view question,
                std::string_view input,
                const LawBook& law = shipped_law()) {
  const Result<Json> read = parse_json(input);
  if (!read) throw std::runtime_error(read.error().to_string());
  const Result<Json> answer = answer_question(question, *read, law);
  if (!answer) throw std::runtime_error(answer.error().to_string());
  return *answer;
}

/// What is wrong with a malformed question. Throws when it is answered.
inline Problem refused(std::string_view question, std::string_view input) {
  const Result<Json> answer = answer_question(question, parse_json(input).value(), shipped_law());
  if (answer) throw std::runtime_error("answered: " + to_canonical(*answer));
  return answer.error();
}

/// The answer names a rule of that id.
inline bool leans_on(const Json& answer, std::string_view rule) {
  for (const Json& each : answer.find("rules")->as_array()) {
    if (each.text("id") == rule) return true;
  }
  return false;
}

/// The fields of an answer as one line, without `rules`: what a table of expected answers holds.
inline std::string without_rules(Json answer) {
  answer.as_object().erase("rules");
  return to_canonical(answer);
}

}  // namespace lintel
