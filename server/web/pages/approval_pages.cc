#include <algorithm>

#include "server/web/case_links.h"
#include "server/web/notice_view.h"
#include "server/web/pages/pages.h"
#include "server/web/reason_view.h"
#include "server/web/say.h"
#include "server/web/timeline_view.h"

namespace lintel {
namespace {

constexpr std::size_t kQueueAtOnce = 50;

std::string approval_address(const Approval& approval) {
  return "/approvals/" + to_string(approval.id);
}

View queue_view(const std::vector<ApprovalLine>& lines,
                const std::string& open,
                const Request& request) {
  const std::string text = request.query.text("skip");
  std::size_t skip = 0;
  if (!text.empty() && text.size() < 7 && text.find_first_not_of("0123456789") == std::string::npos)
    skip = std::stoul(text);
  if (skip >= lines.size()) skip = 0;
  View::List queue;
  for (std::size_t i = skip; i < std::min(lines.size(), skip + kQueueAtOnce); ++i) {
    const ApprovalLine& line = lines[i];
    View row;
    row.set("href",
            approval_address(line.approval) + (skip == 0 ? "" : "?skip=" + std::to_string(skip)));
    row.set("on", to_string(line.approval.id) == open)
        .set("kind", line.title)
        .set("sum", line.balance_now.to_string());
    row.set("who", line.names)
        .set("by", line.proposed_by + ", " + london_words(line.approval.proposed_at));
    row.set_if_any("changed",
                   line.balance_then == line.balance_now
                       ? ""
                       : "Balance changed since asked: was " + line.balance_then.to_string());
    row.set("own", line.own);
    queue.push_back(std::move(row));
  }
  const std::size_t last = skip + queue.size();
  View view;
  view.set("queue_any", !lines.empty());
  view.set("queue_range",
           figure(static_cast<std::int64_t>(skip) + 1) + " to " +
               figure(static_cast<std::int64_t>(last)) + " of " +
               figure(static_cast<std::int64_t>(lines.size())));
  view.set_if_any("queue_next",
                  last < lines.size() ? "/approvals?skip=" + std::to_string(last) : "");
  view.set_if_any("queue_first", skip > 0 ? "/approvals" : "");
  view.set("queue", std::move(queue));
  return view;
}

/// What was sent and came back, so that nothing typed is lost.
struct Answered {
  std::string decision;
  std::string reason;
  Problems problems;
  std::vector<Reason> refused;
  int code = 200;
};

View ask_view(const ApprovalPage& page, const Answered& answered) {
  const ApprovalLine& line = page.row;
  View view;
  view.set("kind", line.title)
      .set("by", line.proposed_by)
      .set("asked_on", london_words(line.approval.proposed_at));
  view.set("title", line.title + " for " + line.balance_now.to_string())
      .set("who", line.names)
      .set("address", line.address);
  view.set("ref", line.reference).set("case_href", case_address(line.reference));
  view.set("balance_changed", line.balance_then != line.balance_now || !page.changed.empty());
  view.set("then", line.balance_then.to_string()).set("now", line.balance_now.to_string());
  std::string changed;
  for (const std::string& fact : page.changed) changed += (changed.empty() ? "" : "; ") + fact;
  view.set("changed_words",
           changed.empty() ? "Look at the account before you decide." : plain_words(changed) + ".");

  View::List reasons;
  for (const Reason& reason : page.reasons) {
    View row;
    row.set("k",
            reason.passed == Verdict::yes  ? "g-ok"
            : reason.passed == Verdict::no ? "g-no"
                                           : "g-un");
    row.set("because", plain_words(reason.because))
        .set_if_any("law", reason.law)
        .set_if_any("rule", reason.rule);
    reasons.push_back(std::move(row));
  }
  std::int64_t unread = 0;
  View::List documents;
  for (const DocumentView& document : page.documents) {
    unread += document.read ? 0 : 1;
    View row = document_view(document);
    row.set("t", document.document.title);
    documents.push_back(std::move(row));
  }
  view.set("reasons", std::move(reasons)).set("documents", std::move(documents));
  view.set("bound", line.approval.bound_to.to_hex());
  std::optional<View> notice;
  if (page.notice) notice = notice_view(*page.notice, page.notice->notice.drafted_on);
  view.set("notice", std::move(notice));
  view.set("two_people",
           line.own ? "You asked for this or took part in it, so you cannot decide it. Another "
                      "manager of the patch can."
                    : line.proposed_by + " asked, so " + line.proposed_by +
                          " cannot decide. You have not taken part in it.");
  view.set("may_decide", page.may_decide || unread > 0)
      .set("action", approval_address(line.approval))
      .set("key", new_form_key());
  view.set("reason", answered.reason)
      .set("d_approve", answered.decision == "approve")
      .set("d_return", answered.decision == "return");
  view.set_if_any(
      "unread",
      unread == 0 ? ""
                  : "Open what is not opened yet: " + count_of(unread, "document", "documents") +
                        ". Approving asks you to have read all of them.");
  View::List errors;
  for (const Problem& problem : answered.problems)
    errors.push_back(View{}.set("what", plain_words(problem.what)));
  view.set("errors_any", !errors.empty()).set("errors", std::move(errors));
  view.set_if_any("refused", answered.refused.empty() ? "" : "Your decision was not taken");
  view.add(reason_cards(answered.refused));
  View::List why_not;
  for (const Reason& reason : page.why_not) {
    if (reason.passed == Verdict::yes) continue;
    why_not.push_back(View{}
                          .set("because", plain_words(reason.because) + ".")
                          .set_if_any("law", reason.law)
                          .set_if_any("fix", reason.fix));
  }
  const bool only_unread =
      unread > 0 && static_cast<std::int64_t>(why_not.size()) == unread && !line.own;
  view.set("may_decide", page.may_decide || only_unread).set("why_not", std::move(why_not));
  return view;
}

Response show_queue(const Pages& pages,
                    const Request& request,
                    const std::optional<ApprovalPage>& open,
                    const Answered& answered) {
  const std::vector<ApprovalLine> lines = pages.casework.approvals_for(request.person());
  std::int64_t mine = 0;
  for (const ApprovalLine& line : lines) mine += line.own ? 0 : 1;
  const std::int64_t waiting = pages.casework.approvals_waiting(request.person());
  View view = queue_view(lines, open ? to_string(open->row.approval.id) : "", request);
  view.set("waiting_words", waiting > 0 ? figure(waiting) + " wait for you" : "none wait for you");
  const std::string done = request.query.text("done");
  view.set_if_any("done",
                  done == "approved"   ? "Approved. The notice may be served."
                  : done == "returned" ? "Returned, with your reason."
                                       : "");
  std::optional<View> ask;
  if (open) ask = ask_view(*open, answered);
  view.set("ask", std::move(ask));
  return pages.site->page(
      request, "approvals", PageHead{"Approvals", "/approvals"}, std::move(view), answered.code);
}

Response show_approvals(const Pages& pages, const Request& request) {
  const std::vector<ApprovalLine> lines = pages.casework.approvals_for(request.person());
  std::optional<ApprovalPage> first;
  if (!lines.empty() && !request.query.has("skip"))
    first = pages.casework.approval(lines.front().approval.id, request.person()).page;
  return show_queue(pages, request, first, {});
}

Response show_approval(const Pages& pages, const Request& request) {
  const Result<ApprovalId> id = ApprovalId::parse(request.part("id"));
  if (!id) return pages.site->not_shown(request, Fate::unknown, "", "approval");
  auto seen = pages.casework.approval(*id, request.person());
  if (!seen.page) return pages.site->not_shown(request, seen.fate, seen.patch, "approval");
  return show_queue(pages, request, seen.page, {});
}

Response decide(const Pages& pages, const Request& request) {
  const Result<ApprovalId> id = ApprovalId::parse(request.part("id"));
  if (!id) return pages.site->not_shown(request, Fate::unknown, "", "approval");
  Answered answered;
  answered.decision = request.form.text("decision");
  answered.reason = request.form.text("reason");
  Outcome outcome;
  if (answered.decision != "approve" && answered.decision != "return") {
    outcome.problems.push_back(Problem{"choose whether to approve it or to return it", "", {}});
  } else {
    DecideApproval asked;
    asked.id = *id;
    asked.approve = answered.decision == "approve";
    asked.reason = answered.reason;
    asked.bound_to = request.form.text("bound_to");
    asked.actor = request.person();
    asked.command_key = request.form.text("_key");
    outcome = pages.casework.decide_approval(asked);
  }
  if (outcome.applied())
    return redirect(std::string("/approvals?done=") +
                    (answered.decision == "approve" ? "approved" : "returned"));

  auto seen = pages.casework.approval(*id, request.person());
  if (!seen.page) return pages.site->not_shown(request, seen.fate, seen.patch, "approval");
  answered.problems = outcome.problems;
  answered.refused = outcome.decision.reasons;
  answered.code = outcome.fate == Fate::invalid ? 422 : 409;
  if (outcome.fate == Fate::conflict && answered.refused.empty()) {
    answered.problems.push_back(Problem{
        "what this approval is bound to has changed since you opened it; read it again", "", {}});
  }
  return show_queue(pages, request, seen.page, answered);
}

}  // namespace

void add_approval_pages(Router& router, const Pages& pages) {
  const Access readers = only(kCaseRoles);
  router.get("/approvals", readers, [pages](const Request& request) {
    return show_approvals(pages, request);
  });
  router.get("/approvals/{id}", readers, [pages](const Request& request) {
    return show_approval(pages, request);
  });
  router.post(
      "/approvals/{id}",
      only({Role::team_manager, Role::head_of_income, Role::legal_officer, Role::income_officer}),
      [pages](const Request& request) { return decide(pages, request); });
}

}  // namespace lintel
