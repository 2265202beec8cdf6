#include "server/auth/access.h"
#include "server/casework/policy_simulations.h"
#include "server/casework/policy_studio.h"
#include "server/web/pages/pages.h"
#include "server/web/pages/policy_answer.h"
#include "server/web/policy_view.h"
#include "server/web/say.h"
#include "server/web/simulation_view.h"

namespace lintel {
namespace {

constexpr std::string_view kNav = "/policies";
constexpr int kSimulationsShown = 5;

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
  const DraftState state = draft.draft.state;
  const bool may_write = writes_policies(person);
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

Response show_version(const Pages& pages,
                      const Request& request,
                      const PolicyAnswer& answered = {}) {
  const auto version = pages.casework.studio().version(asked_version(request), request.person());
  if (!version) return no_such_version(pages, request);
  const Date today = pages.casework.today();
  View view = policy_answer_view(answered);
  view.set("title", version->definition ? version->definition->title : version->key.workflow)
      .set("version", version->key.version)
      .set("standing", standing_words(*version))
      .set("href", policy_address(version->key));
  view.set("migrates",
           version->definition && version->definition->migrate && version->published != nullptr);
  view.set("is_draft", version->published == nullptr)
      .set("may_begin", version->published != nullptr && writes_policies(request.person()));
  view.set_if_any("compared_with", version->compared_with);
  view.add(changes_view(version->changes));
  view.add(drawing_view(*version, request.query.text("state")));
  view.add(versions_view(*version));
  view.add(simulation_lines_view(
      version->key, pages.casework.simulations().of_version(version->key, kSimulationsShown)));
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

Response begin(const Pages& pages, const Request& request) {
  const StudioOutcome outcome =
      pages.casework.studio().begin(asked_version(request), request.person());
  if (outcome.fate == Fate::unknown) return no_such_version(pages, request);
  if (!outcome.applied())
    return show_version(pages,
                        request,
                        {.outcome = outcome,
                         .heading = "No draft was begun",
                         .code = policy_answer_code(outcome.fate)});
  return redirect(policy_address({outcome.draft->workflow, outcome.draft->version}) + "/edit");
}

Response answer(const Pages& pages,
                const Request& request,
                const StudioOutcome& outcome,
                const std::string& done,
                const std::string& heading) {
  if (outcome.fate == Fate::unknown) return no_such_version(pages, request);
  if (outcome.applied()) return redirect(policy_address(asked_version(request)) + "?done=" + done);
  return show_version(pages,
                      request,
                      {.outcome = outcome,
                       .heading = heading,
                       .reason = request.form.text("reason"),
                       .live_from = request.form.text("live_from"),
                       .code = policy_answer_code(outcome.fate)});
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
  return answer(pages,
                request,
                pages.casework.studio().submit(
                    asked_version(request), asked_edition(request), *from, request.person()),
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
                pages.casework.studio().decide({.key = asked_version(request),
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
                    asked_version(request), request.form.text("reason"), request.person()),
                "withdrawn",
                "It was not withdrawn");
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
  router.post(version + "/draft", writers, [pages](const Request& request) {
    return begin(pages, request);
  });
  router.post(version + "/submit", writers, [pages](const Request& request) {
    return submit(pages, request);
  });
  router.post(version + "/decision", writers, [pages](const Request& request) {
    return decide(pages, request);
  });
  router.post(version + "/withdraw", writers, [pages](const Request& request) {
    return withdraw(pages, request);
  });
}

}  // namespace lintel
