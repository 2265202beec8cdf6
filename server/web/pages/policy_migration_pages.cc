#include "server/auth/access.h"
#include "server/casework/policy_migration.h"
#include "server/web/pages/pages.h"
#include "server/web/pages/policy_answer.h"
#include "server/web/policy_view.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr std::string_view kNav = "/policies";

View migration_line_view(const MigrationLine& line) {
  View view;
  view.set("ref", line.reference)
      .set("href", "/cases/" + line.reference)
      .set("from", line.from)
      .set_if_any("to", line.to)
      .set_if_any("refused", line.refused ? capital(line.refused->what) : "")
      .set_if_any("fix", line.refused ? line.refused->fix : "");
  View::List changes;
  for (const TimerChange& each : line.timers) {
    const std::string was = each.before ? short_day(*each.before) : "not set";
    const std::string now = each.after ? short_day(*each.after) : "dropped";
    changes.push_back(View{}.set("t",
                                 was == now
                                     ? plain_words(each.name) + " stays on " + now
                                     : plain_words(each.name) + ": was " + was + ", now " + now));
  }
  for (const std::string& each : line.tasks_opened)
    changes.push_back(View{}.set("t", "Task opens: " + each));
  for (const std::string& each : line.tasks_closed)
    changes.push_back(View{}.set("t", "Task closes: " + each));
  return view.set("changes", std::move(changes));
}

/// What moving the cases would do, or has done, and the way back of one case.
Response show_migration(const Pages& pages,
                        const Request& request,
                        const Result<MigrationLedger>* done = nullptr,
                        const PolicyAnswer& answered = {}) {
  const DefinitionKey key = asked_version(request);
  const auto version = pages.casework.studio().version(key, request.person());
  if (!version) return no_such_version(pages, request);
  View view = policy_answer_view(answered);
  view.set("title", version->definition ? version->definition->title : key.workflow)
      .set("version", key.version)
      .set("href", policy_address(key));
  int code = answered.code;
  const std::string from =
      version->definition && version->definition->migrate ? version->definition->migrate->from : "";
  view.set_if_any("from", from);
  const Result<MigrationLedger> ledger =
      done != nullptr ? *done : pages.casework.migration().plan({key.workflow, from}, key.version);
  std::optional<View> problem;
  if (!ledger) {
    problem = View{}.set("what", capital(ledger.error().what)).set("fix", ledger.error().fix);
    if (done != nullptr) code = 409;
  }
  view.set("problem", std::move(problem));
  std::optional<View> shown;
  if (ledger) {
    View::List lines;
    for (const MigrationLine& line : ledger->lines) lines.push_back(migration_line_view(line));
    shown =
        View{}
            .set("dry", ledger->dry)
            .set("moved", count_of(ledger->moved, "case", "cases"))
            .set("refused", count_of(ledger->refused, "case", "cases"))
            .set("may_move", ledger->dry && ledger->moved > 0 && writes_policies(request.person()))
            .set("any", !lines.empty())
            .set("lines", std::move(lines));
  }
  view.set("ledger", std::move(shown)).set("may_reverse", writes_policies(request.person()));
  view.set_if_any("done", request.query.text("done").empty() ? "" : "Moved back.");
  return pages.site->page(request,
                          "policy_migration",
                          PageHead{"Move cases to " + key.workflow + " " + key.version, kNav},
                          std::move(view),
                          code);
}

Response migrate(const Pages& pages, const Request& request) {
  const DefinitionKey key = asked_version(request);
  const Result<MigrationLedger> ledger = pages.casework.migration().migrate(
      {key.workflow, request.form.text("from")}, key.version, request.person());
  return show_migration(pages, request, &ledger);
}

Response move_back(const Pages& pages, const Request& request) {
  const Outcome outcome =
      pages.casework.migration().reverse(request.form.text("ref"), request.person());
  if (outcome.applied())
    return redirect(policy_address(asked_version(request)) + "/migration?done=back");
  PolicyAnswer answered{.heading = "The case was not moved back", .code = 409};
  answered.outcome.fate = Fate::refused;
  answered.outcome.reasons = outcome.decision.reasons;
  if (outcome.fate == Fate::not_yours)
    answered.outcome.reasons.push_back({.rule = "patch",
                                        .passed = Verdict::no,
                                        .because = not_your_patch(outcome.patch).what,
                                        .law = "",
                                        .fact = "",
                                        .fix = not_your_patch(outcome.patch).fix});
  return show_migration(pages, request, nullptr, answered);
}

}  // namespace

void add_policy_migration_pages(Router& router, const Pages& pages) {
  const Access readers = only(PolicyStudio::readers());
  const Access writers = only(PolicyStudio::writers());
  const std::string version = "/policies/{workflow}/v/{version}";
  router.get(version + "/migration", readers, [pages](const Request& request) {
    return show_migration(pages, request);
  });
  router.post(version + "/migration", writers, [pages](const Request& request) {
    return migrate(pages, request);
  });
  router.post(version + "/migration/back", writers, [pages](const Request& request) {
    return move_back(pages, request);
  });
}

}  // namespace lintel
