#include "server/api/answers.h"

namespace lintel {

Response not_found(const std::string& what) {
  return api_problem(404,
                     Problem{"there is no such " + what + " in your patches",
                             "Check the reference, or ask someone who covers the patch.",
                             {}});
}

Response bad_request(const Problem& wrong) {
  return api_problem(400, wrong);
}

Response answer_outcome(const Outcome& outcome) {
  switch (outcome.fate) {
    case Fate::applied:
      return json(to_json(outcome));
    case Fate::refused:
      return json(to_json(outcome), 422);
    case Fate::conflict: {
      std::string what = "the case was changed since you read it";
      if (outcome.conflict) {
        what += ": " + outcome.conflict->event_label + ", by " + outcome.conflict->by + ", " +
                london_words(outcome.conflict->at);
      }
      return api_problem(409, Problem{what, "Read the case again and decide again.", {}});
    }
    case Fate::invalid:
      return bad_request(outcome.problems.empty() ? Problem{"the request could not be read", "", {}}
                                                  : outcome.problems.front());
    case Fate::unknown:
    case Fate::not_yours:
      return not_found("case, approval or document");
  }
  return not_found("case");
}

}  // namespace lintel
