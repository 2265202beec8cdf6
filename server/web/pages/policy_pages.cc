#include <charconv>

#include "server/auth/access.h"
#include "server/casework/policy_migration.h"
#include "server/casework/policy_studio.h"
#include "server/web/pages/pages.h"
#include "server/web/policy_view.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr std::string_view kNav = "/policies";

DefinitionKey key_of(const Request& request) {
  return {request.part("workflow"), request.part("version")};
}

/// 0, which no edition has, for anything but a number.
std::int64_t edition_of(const Request& request) {
  const std::string text = request.form.text("edition");
  std::int64_t edition = 0;
  std::from_chars(text.data(), text.data() + text.size(), edition);
  return edition;
}

/// Browsers send a text's lines with CR LF.
std::string with_plain_lines(const std::string& sent) {
  std::string text;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    if (sent[i] == '\r' && i + 1 < sent.size() && sent[i + 1] == '\n') continue;
    text += sent[i];
  }
  return text;
}

bool writes(const Person& person) {
  for (const Role role : PolicyStudio::writers()) {
    if (person.has(role)) return true;
  }
  return false;
}

Response not_there(const Pages& pages, const Request& request) {
  return pages.site->problem(request,
                             404,
                             Problem{"there is no version " + request.part("version") + " of “" +
                                         request.part("workflow") + "”",
                                     "Find it under Policies.",
                                     {}});
}

/// What was asked and not done, so that the page says why and keeps what was typed.
struct Answered {
  StudioOutcome outcome{};
  std::string heading{};
  std::string reason{};
  std::string live_from{};
  int code = 200;
};

int code_of(Fate fate) {
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

View answered_view(const Answered& answered) {
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

View draft_view(const DraftView& draft, const Person& person, Date today) {
  View view;
  view.add(faults_view(draft.check));
  view.set("edition", std::to_string(draft.draft.edition))
      .set("bound", draft.draft.text_hash().to_hex());
  View::List failed;
  std::int64_t passed = 0;
  for (const StoryLine& story : draft.stories) {
    if (story.passed) {
      ++passed;
      continue;
    }
    View::List words;
    for (const std::string& each : story.words) words.push_back(View{}.set("t", each));
    failed.push_back(
        View{}.set("title", story.title).set("file", story.file).set("words", std::move(words)));
  }
  view.set("stories_any", !draft.stories.empty());
  view.set("stories_words",
           failed.empty()
               ? "All " + count_of(passed, "story comes", "stories come") + " out as told"
               : count_of(static_cast<std::int64_t>(failed.size()), "story", "stories") + " of " +
                     figure(static_cast<std::int64_t>(draft.stories.size())) +
                     " come out otherwise");
  view.set("stories_failed", !failed.empty()).set("failed", std::move(failed));
  std::optional<View> trial;
  if (draft.trial)
    trial = View{}
                .set("cases", count_of(draft.trial->cases, "open case", "open cases"))
                .set("on", london_words(draft.trial->ran_at))
                .set("blocked", figure(draft.trial->blocked_by_law))
                .set("k", draft.trial->blocked_by_law == 0 ? "ok" : "bad");
  view.set("trial", std::move(trial));
  const DraftState state = draft.draft.state;
  const bool may_write = writes(person);
  const bool open = state == DraftState::draft || state == DraftState::returned;
  view.set("may_edit", may_write && draft.draft.may_change());
  view.set("submits", may_write && open)
      .set("may_submit", may_write && open && draft.to_submit.open());
  view.set("gate", gate_view(draft.to_submit));
  view.set("waits", state == DraftState::submitted)
      .set("may_decide", state == DraftState::submitted && draft.to_approve.open())
      .set("decide_gate", gate_view(draft.to_approve));
  view.set("may_withdraw", may_write && draft.draft.may_change());
  view.set_if_any("submitted_by", draft.submitted_by);
  view.set_if_any("decided_by", draft.decided_by);
  view.set_if_any("said", draft.draft.reason);
  view.set("returned", state == DraftState::returned)
      .set("approved", state == DraftState::approved);
  view.set_if_any("asked_for", draft.draft.live_from ? short_day(*draft.draft.live_from) : "");
  view.set("today_iso", today.to_iso());
  return view;
}

Response show_version(const Pages& pages, const Request& request, const Answered& answered = {}) {
  const auto version = pages.casework.studio().version(key_of(request), request.person());
  if (!version) return not_there(pages, request);
  const Date today = pages.casework.today();
  View view = answered_view(answered);
  view.set("title", version->definition ? version->definition->title : version->key.workflow)
      .set("version", version->key.version)
      .set("standing", standing_words(*version))
      .set("href", policy_address(version->key));
  view.set("migrates",
           version->definition && version->definition->migrate && version->published != nullptr);
  view.set("is_draft", version->published == nullptr)
      .set("may_begin", version->published != nullptr && writes(request.person()));
  view.set_if_any("compared_with", version->compared_with);
  view.add(changes_view(version->changes));
  view.add(drawing_view(*version, request.query.text("state")));
  view.add(versions_view(*version, today));
  std::optional<View> draft;
  if (version->draft && version->published == nullptr)
    draft = draft_view(*version->draft, request.person(), today);
  if (draft && answered.live_from.empty()) view.set("live_from", today.plus_days(1).to_iso());
  view.set("draft", std::move(draft));
  const std::string done = request.query.text("done");
  view.set_if_any("done",
                  done == "submitted"   ? "Submitted. Another person decides."
                  : done == "approved"  ? "Approved. It goes live on its day."
                  : done == "returned"  ? "Returned to its author, with your reason."
                  : done == "withdrawn" ? "Withdrawn."
                  : done == "simulated" ? "Simulated. Nothing was changed on any case."
                  : done == "saved"     ? "Saved."
                                        : "");
  return pages.site->page(request,
                          "policy",
                          PageHead{view.text("title") + " " + version->key.version, kNav},
                          std::move(view),
                          answered.code);
}

Response show_policies(const Pages& pages, const Request& request) {
  View::List rows;
  for (const PolicyLine& line : pages.casework.studio().policies())
    rows.push_back(policy_line_view(line, pages.casework.today()));
  View view;
  view.set("total_words", count_of(static_cast<std::int64_t>(rows.size()), "workflow", "workflows"))
      .set("rows", std::move(rows));
  return pages.site->page(request, "policies", PageHead{"Policies", kNav}, std::move(view));
}

/// The editor with a text that need not be the saved one.
Response show_editor(const Pages& pages,
                     const Request& request,
                     const std::optional<std::string>& typed,
                     const StudioOutcome& outcome = {}) {
  const DefinitionKey key = key_of(request);
  const auto draft = pages.casework.studio().draft(key, request.person());
  if (!draft) return not_there(pages, request);
  const std::string text = typed.value_or(draft->draft.text);
  const PolicyCheck check = typed ? pages.casework.studio().check(key, text) : draft->check;
  View view = answered_view({.outcome = outcome, .heading = "It was not saved"});
  view.add(faults_view(check));
  view.add(lines_view(text));
  const bool stale = outcome.fate == Fate::conflict;
  view.set("title", draft->draft.workflow + " " + draft->draft.version)
      .set("href", policy_address(key))
      .set("text", text)
      .set("edition", std::to_string(draft->draft.edition))
      .set("saved", draft->saved_by + ", " + london_words(draft->draft.saved_at));
  std::optional<View> theirs;
  if (stale) theirs = View{}.set("by", draft->saved_by).set("text", draft->draft.text);
  view.set("theirs", std::move(theirs));
  view.set("checked", typed.has_value());
  return pages.site->page(request,
                          "policy_edit",
                          PageHead{"Edit " + view.text("title"), kNav},
                          std::move(view),
                          code_of(outcome.fate));
}

Response check(const Pages& pages, const Request& request) {
  const std::string text = with_plain_lines(request.form.text("text"));
  if (!request.wants_part()) return show_editor(pages, request, text);
  return pages.site->part("policy_faults",
                          faults_view(pages.casework.studio().check(key_of(request), text)));
}

Response save(const Pages& pages, const Request& request) {
  const PolicyStudio::Save asked{.key = key_of(request),
                                 .text = with_plain_lines(request.form.text("text")),
                                 .edition = edition_of(request)};
  const StudioOutcome outcome = pages.casework.studio().save(asked, request.person());
  if (outcome.fate == Fate::unknown) return not_there(pages, request);
  if (!outcome.applied()) return show_editor(pages, request, asked.text, outcome);
  const bool sound = pages.casework.studio().check(asked.key, asked.text).sound();
  return redirect(policy_address(asked.key) + (sound ? "?done=saved" : "/edit"));
}

Response begin(const Pages& pages, const Request& request) {
  const StudioOutcome outcome = pages.casework.studio().begin(key_of(request), request.person());
  if (outcome.fate == Fate::unknown) return not_there(pages, request);
  if (!outcome.applied())
    return show_version(
        pages,
        request,
        {.outcome = outcome, .heading = "No draft was begun", .code = code_of(outcome.fate)});
  return redirect(policy_address({outcome.draft->workflow, outcome.draft->version}) + "/edit");
}

Response answer(const Pages& pages,
                const Request& request,
                const StudioOutcome& outcome,
                const std::string& done,
                const std::string& heading) {
  if (outcome.fate == Fate::unknown) return not_there(pages, request);
  if (outcome.applied()) return redirect(policy_address(key_of(request)) + "?done=" + done);
  return show_version(pages,
                      request,
                      {.outcome = outcome,
                       .heading = heading,
                       .reason = request.form.text("reason"),
                       .live_from = request.form.text("live_from"),
                       .code = code_of(outcome.fate)});
}

constexpr int kDaysAhead = 90;

/// Walks every open case by the draft and by the live version. Nothing of it is written but what
/// the gate of submission asks for.
Response simulate(const Pages& pages, const Request& request) {
  const DefinitionKey key = key_of(request);
  const auto draft = pages.casework.studio().draft(key, request.person());
  if (!draft) return not_there(pages, request);
  const Date today = pages.casework.today();
  const Definition* live = pages.casework.workflows().live(key.workflow, today);
  StudioOutcome outcome;
  if (!draft->check.definition || live == nullptr) {
    outcome.fate = Fate::refused;
    outcome.reasons = draft->to_submit.closed();
  } else {
    const RuleBook& book = pages.casework.policy().rules();
    const CaseloadDiff diff = pages.casework.compare_caseload(
        {*live,
         book,
         *draft->check.definition,
         book,
         {.today = today, .days = kDaysAhead, .nothing_is_paid = false}},
        [](const AffectedPerson&) {});
    PolicyTrial trial;
    trial.text = draft->draft.text_hash();
    trial.against = live->key.version;
    trial.on = today;
    trial.cases = diff.cases;
    trial.blocked_by_law = diff.against_law_draft;
    trial.figures = to_canonical(to_json(diff));
    outcome = pages.casework.studio().tried(key, trial, request.person());
  }
  return answer(pages, request, outcome, "simulated", "It was not simulated");
}

Response submit(const Pages& pages, const Request& request) {
  const Result<Date> from = Date::parse(request.form.text("live_from"));
  if (!from) {
    Problem wrong = from.error();
    wrong.place.field = "live_from";
    return answer(pages,
                  request,
                  {.fate = Fate::invalid, .problems = {std::move(wrong)}},
                  "",
                  "It was not submitted");
  }
  return answer(
      pages,
      request,
      pages.casework.studio().submit(key_of(request), edition_of(request), *from, request.person()),
      "submitted",
      "It was not submitted");
}

Response decide(const Pages& pages, const Request& request) {
  const std::string decision = request.form.text("decision");
  if (decision != "approve" && decision != "return")
    return answer(
        pages,
        request,
        {.fate = Fate::invalid,
         .problems = {Problem{
             "choose whether to approve it or to return it", "", Place{"", 0, 0, "decision"}}}},
        "",
        "");
  return answer(pages,
                request,
                pages.casework.studio().decide({.key = key_of(request),
                                                .approve = decision == "approve",
                                                .reason = request.form.text("reason"),
                                                .bound_to = request.form.text("bound_to")},
                                               request.person()),
                decision == "approve" ? "approved" : "returned",
                "Your decision was not taken");
}

Response withdraw(const Pages& pages, const Request& request) {
  return answer(pages,
                request,
                pages.casework.studio().withdraw(
                    key_of(request), request.form.text("reason"), request.person()),
                "withdrawn",
                "It was not withdrawn");
}

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
                        const Answered& answered = {}) {
  const DefinitionKey key = key_of(request);
  const auto version = pages.casework.studio().version(key, request.person());
  if (!version) return not_there(pages, request);
  View view = answered_view(answered);
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
    shown = View{}
                .set("dry", ledger->dry)
                .set("moved", count_of(ledger->moved, "case", "cases"))
                .set("refused", count_of(ledger->refused, "case", "cases"))
                .set("may_move", ledger->dry && ledger->moved > 0 && writes(request.person()))
                .set("any", !lines.empty())
                .set("lines", std::move(lines));
  }
  view.set("ledger", std::move(shown)).set("may_reverse", writes(request.person()));
  view.set_if_any("done", request.query.text("done").empty() ? "" : "Moved back.");
  return pages.site->page(request,
                          "policy_migration",
                          PageHead{"Move cases to " + key.workflow + " " + key.version, kNav},
                          std::move(view),
                          code);
}

Response migrate(const Pages& pages, const Request& request) {
  const DefinitionKey key = key_of(request);
  const Result<MigrationLedger> ledger = pages.casework.migration().migrate(
      {key.workflow, request.form.text("from")}, key.version, request.person());
  return show_migration(pages, request, &ledger);
}

Response move_back(const Pages& pages, const Request& request) {
  const Outcome outcome =
      pages.casework.migration().reverse(request.form.text("ref"), request.person());
  if (outcome.applied()) return redirect(policy_address(key_of(request)) + "/migration?done=back");
  Answered answered{.heading = "The case was not moved back", .code = 409};
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

void add_policy_pages(Router& router, const Pages& pages) {
  const Access readers = only(PolicyStudio::readers());
  const Access writers = only(PolicyStudio::writers());
  const std::string version = "/policies/{workflow}/v/{version}";
  router.get("/policies", readers, [pages](const Request& request) {
    return show_policies(pages, request);
  });
  router.get(
      version, readers, [pages](const Request& request) { return show_version(pages, request); });
  router.get(version + "/edit", writers, [pages](const Request& request) {
    return show_editor(pages, request, std::nullopt);
  });
  router.post(
      version + "/edit", writers, [pages](const Request& request) { return save(pages, request); });
  router.post(version + "/check", writers, [pages](const Request& request) {
    return check(pages, request);
  });
  router.post(version + "/draft", writers, [pages](const Request& request) {
    return begin(pages, request);
  });
  router.post(version + "/simulate", writers, [pages](const Request& request) {
    return simulate(pages, request);
  });
  router.post(version + "/submit", writers, [pages](const Request& request) {
    return submit(pages, request);
  });
  router.post(version + "/decision", writers, [pages](const Request& request) {
    return decide(pages, request);
  });
  router.get(version + "/migration", readers, [pages](const Request& request) {
    return show_migration(pages, request);
  });
  router.post(version + "/migration", writers, [pages](const Request& request) {
    return migrate(pages, request);
  });
  router.post(version + "/migration/back", writers, [pages](const Request& request) {
    return move_back(pages, request);
  });
  router.post(version + "/withdraw", writers, [pages](const Request& request) {
    return withdraw(pages, request);
  });
}

}  // namespace lintel
