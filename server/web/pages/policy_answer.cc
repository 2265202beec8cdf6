#include "server/web/pages/policy_answer.h"

#include <charconv>

#include "server/web/policy_view.h"
#include "server/web/say.h"

namespace lintel {

DefinitionKey asked_version(const Request& request) {
  return {request.part("workflow"), request.part("version")};
}

std::int64_t asked_edition(const Request& request) {
  const std::string text = request.form.text("edition");
  std::int64_t edition = 0;
  std::from_chars(text.data(), text.data() + text.size(), edition);
  return edition;
}

Response no_such_version(const Pages& pages, const Request& request) {
  return pages.site->problem(request,
                             404,
                             Problem{"there is no version " + request.part("version") + " of “" +
                                         request.part("workflow") + "”",
                                     "Find it under Policies.",
                                     {}});
}

int policy_answer_code(Fate fate) {
  switch (fate) {
    case Fate::applied:
      return 200;
    case Fate::invalid:
      return 422;
    case Fate::refused:
    case Fate::conflict:
      return 409;
    case Fate::not_yours:
      return 403;
    case Fate::unknown:
      return 404;
  }
  return 409;
}

View policy_answer_view(const PolicyAnswer& answered) {
  View view;
  View::List errors;
  for (const Problem& each : answered.outcome.problems)
    errors.push_back(View{}
                         .set("what", capital(each.what))
                         .set_if_any("fix", each.fix)
                         .set("field", each.place.field.empty() ? "main" : each.place.field));
  view.set("errors_any", !errors.empty()).set("errors", std::move(errors));
  const bool refused = answered.outcome.fate == Fate::refused;
  std::optional<View> why;
  if (refused)
    why = gate_view({.lines = answered.outcome.reasons}).set("heading", answered.heading);
  view.set("refused", std::move(why));
  view.set("stale", answered.outcome.fate == Fate::conflict);
  view.set("reason", answered.reason).set("live_from", answered.live_from);
  return view;
}

}  // namespace lintel
