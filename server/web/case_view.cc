#include "server/web/case_view.h"

#include <algorithm>

#include "server/web/case_head.h"
#include "server/web/case_links.h"
#include "server/web/chart_drawing.h"
#include "server/web/notice_view.h"
#include "server/web/say.h"
#include "server/web/timeline_view.h"

namespace lintel {
namespace {

View::List stage_strip(const CasePage& page) {
  View::List steps;
  for (const StageStep& step : page.stages) {
    const bool now = step.place == StageStep::Place::now;
    const bool broken = step.note.starts_with("Broken");
    std::string words = step.note;
    if (words.empty() && step.reached_on) words = short_day(*step.reached_on);
    if (words.empty())
      words = now ? "Now" : step.place == StageStep::Place::past ? "Passed over" : "Not started";
    View view;
    view.set("t", stage_label(step.stage)).set("d", words).set("now", now);
    view.set("k",
             now                ? std::string("now now-") + std::string(stage_style(step.stage))
             : broken           ? "broken"
             : !step.reached_on ? "todo"
                                : "done");
    steps.push_back(std::move(view));
  }
  return steps;
}

View next_step_view(const CasePage& page) {
  View view;
  std::optional<Date> due;
  for (const TaskView& task : page.tasks) {
    if (task.task.due && (!due || *task.task.due < *due)) due = task.task.due;
  }
  view.set("next_title", page.next_step.empty() ? page.state_label : page.next_step);
  view.set("next_words", capital(page.next_why.empty() ? page.state_meaning : page.next_why));
  view.set_if_any("next_due", due ? due_words(*due, page.today) : "")
      .set("next_due_k", due ? due_style(*due, page.today) : "");
  view.set_if_any("waiting_href",
                  page.waiting_approval ? "/approvals/" + *page.waiting_approval : "");

  View::List offers;
  View::List blocked;
  for (const EventOffer& offer : page.events) {
    const std::string href = event_href(page, offer.event);
    if (offer.event == "approved" || offer.event == "returned")
      continue;  // decided on the approval's own page
    if (offer.allowed && offer.for_this_person) {
      if (offer.event == "record_contact" || offers.size() == 3)
        continue;  // in the bar above, or under More actions
      offers.push_back(View{}
                           .set("href", href)
                           .set("t", offer.label)
                           .set("main", offer.label == page.next_step));
      continue;
    }
    std::string because;
    for (const Reason& reason : offer.reasons) {
      if (reason.passed == Verdict::yes) continue;
      because = capital(reason.because);
      break;
    }
    blocked.push_back(View{}.set("href", href).set("t", offer.label).set("because", because));
  }
  view.set("offers_any", !offers.empty()).set("offers", std::move(offers));
  view.set("blocked_any", !blocked.empty()).set("blocked", std::move(blocked));
  return view;
}

View::List task_views(const CasePage& page) {
  View::List tasks;
  for (const TaskView& task : page.tasks) {
    View view;
    view.set("t", task.task.label).set("role", role_label(task.task.role));
    view.set("due", task.task.due ? due_words(*task.task.due, page.today) : "No date");
    view.set("due_k", task.task.due ? due_style(*task.task.due, page.today) : "none");
    tasks.push_back(std::move(view));
  }
  return tasks;
}

View chart_views(const CasePage& page, int weeks) {
  const std::string here = case_address(page.kase.reference);
  View::List charts;
  charts.push_back(draw_balance_chart(page.chart, ChartFrame{"c1", 780, 250, weeks}));
  charts.push_back(draw_balance_chart(page.chart, ChartFrame{"c2", 340, 210, std::min(weeks, 26)}));
  View::List ranges;
  for (const int choice : {13, 26, 60}) {
    ranges.push_back(View{}
                         .set("t", std::to_string(choice) + " wks")
                         .set("on", choice == weeks)
                         .set("href", here + "?weeks=" + std::to_string(choice)));
  }
  View view;
  view.set("charts", std::move(charts))
      .set("ranges", std::move(ranges))
      .set("figures", balance_table(page.chart, weeks));
  return view;
}

/// While a served notice runs there is nothing to ask: it stands on the page with its dates.
bool gate_matters(const CasePage& page) {
  const bool served =
      !page.notices.empty() && page.notices.front().notice.state == NoticeState::served;
  return !page.gate.event.empty() && !served;
}

}  // namespace

View case_body_view(const CasePage& page, int weeks, const std::string& kind, bool all_entries) {
  View view = next_step_view(page);
  view.set("stages", stage_strip(page)).set("tabs", case_tabs_view(page, ""));
  view.set_if_any(
      "closed",
      page.kase.stage == Stage::closed
          ? "Closed on " + short_day(page.kase.state_since) + ": " + page.state_label + "."
          : "");
  std::optional<View> gate;
  if (gate_matters(page)) gate = gate_view(page.gate, fix_links(page), page.laws);
  view.set("gate", std::move(gate));
  std::optional<View> notice;
  if (!page.notices.empty()) notice = notice_view(page.notices.front(), page.today);
  view.set("notice", std::move(notice));
  view.set("tasks_any", !page.tasks.empty()).set("tasks", task_views(page));
  View::List linked;
  const auto add_linked = [&](const char* words, const LinkedCase& each) {
    linked.push_back(View{}
                         .set("words", words)
                         .set("href", case_address(each.reference))
                         .set("t", each.title)
                         .set("ref", each.reference)
                         .set("state", each.state_label));
  };
  if (page.begun_by) add_linked("Begun by", *page.begun_by);
  for (const LinkedCase& each : page.started) add_linked("Began", each);
  view.set("linked_any", !linked.empty()).set("linked", std::move(linked));
  view.add(chart_views(page, weeks));
  view.add(timeline_view(page, kind, all_entries));
  return view;
}

}  // namespace lintel
