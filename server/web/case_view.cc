#include "server/web/case_view.h"

#include <algorithm>

#include "server/web/chart_drawing.h"
#include "server/web/notice_view.h"
#include "server/web/say.h"
#include "server/web/site.h"

namespace lintel {
namespace {

constexpr int kEntriesAtFirst = 12;

std::string joint_words(const Tenancy& tenancy) {
  if (tenancy.tenants.size() < 2) return "";
  std::string names;
  for (std::size_t i = 1; i < tenancy.tenants.size(); ++i) {
    const bool last = i + 1 == tenancy.tenants.size();
    names += (i == 1 ? (last ? "and " : "")
              : last ? " and "
                     : ", ") +
             tenancy.tenants[i].name.in_full();
  }
  return names + " (joint)";
}

std::string tenancy_words(const Tenancy& tenancy) {
  std::string words(tenancy_type_label(tenancy.type));
  if (!tenancy.social) words += ", market rent";
  words += " from " + short_day(tenancy.start);
  if (tenancy.end) words += ", ended " + short_day(*tenancy.end);
  return words;
}

std::string rent_every(RentFrequency frequency) {
  switch (frequency) {
    case RentFrequency::weekly:
      return "a week";
    case RentFrequency::fortnightly:
      return "a fortnight";
    case RentFrequency::four_weekly:
      return "every 4 weeks";
    case RentFrequency::monthly:
      return "a month";
    case RentFrequency::quarterly:
      return "a quarter";
    case RentFrequency::yearly:
      return "a year";
  }
  return "";
}

std::string benefit_words(Benefit benefit) {
  switch (benefit) {
    case Benefit::none:
      return "None on file";
    case Benefit::universal_credit:
      return "Universal Credit";
    case Benefit::housing_benefit:
      return "Housing Benefit";
  }
  return "";
}

std::string tenths(std::int64_t number) {
  return figure(number / 10) + "." + std::to_string(number % 10);
}

const EventOffer* pressable(const CasePage& page, const std::string& event) {
  const EventOffer* offer = find_offer(page, event);
  return offer != nullptr && offer->allowed && offer->for_this_person ? offer : nullptr;
}

std::string event_href(const CasePage& page, const std::string& event) {
  return case_address(page.kase.reference) + "/events/" + event;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

/// "From 16 Nov 2026 to 14 Jan 2027, day 8 of 60"
std::string hold_fact(const HoldView& held) {
  std::string words = "From " + short_day(held.hold.from);
  if (held.hold.until) words += " to " + short_day(*held.hold.until);
  if (held.day > 0 && held.of)
    words += ", day " + std::to_string(held.day) + " of " + std::to_string(*held.of);
  return words;
}

View hold_view(const CasePage& page, const HoldView& held) {
  const bool begun = held.hold.from <= page.today;
  std::string title = capital(held.label);
  if (!begun) title += " from " + held.hold.from.to_long_words();
  if (held.hold.until) title += " until " + held.hold.until->to_long_words();
  if (begun && !held.hold.until) title += ", since " + held.hold.from.to_long_words();
  std::string words = held.stops.empty()
                          ? "This case is held."
                          : "Stopped on the server until it ends: " + joined(held.stops) + ".";
  const EventOffer* end =
      held.hold.name == "breathing_space" ? pressable(page, "moratorium_ended") : nullptr;
  View view;
  view.set("label", capital(held.label))
      .set("title", title)
      .set("words", words)
      .set_if_any("law", held.law);
  view.set_if_any("reason", held.hold.reason).set_if_any("stops", joined(held.stops));
  view.set("holds_href", case_address(page.kase.reference) + "/holds");
  view.set_if_any("end_href", end == nullptr ? "" : event_href(page, end->event))
      .set("end_words", "Record an early end");
  std::optional<View> bar;
  if (begun && held.of && held.hold.until) {
    const int width = std::clamp(240 * held.day / std::max(1, *held.of), 4, 240);
    bar =
        View{}
            .set("w", std::to_string(width))
            .set("day_words", "Day " + std::to_string(held.day) + " of " + std::to_string(*held.of))
            .set("ends", day_and_month(*held.hold.until));
  }
  view.set("bar", std::move(bar));
  return view;
}

View::List hold_views(const CasePage& page) {
  View::List views;
  for (const HoldView& held : page.holds) views.push_back(hold_view(page, held));
  return views;
}

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

View::List people_views(const Tenancy& tenancy) {
  View::List people;
  for (const Tenant& tenant : tenancy.tenants) {
    people.push_back(View{}
                         .set("name", tenant.name.in_full())
                         .set("position", tenant.position == 1 ? "Tenant" : "Joint tenant"));
  }
  return people;
}

std::string entry_style(const TimelineEntry& entry) {
  if (entry.kind == "legal")
    return entry.title.find("reathing") != std::string::npos ? "bs" : "bad";
  if (entry.kind == "money") return "ok";
  if (entry.kind == "letter") return "letter";
  return "v";
}

View timeline_view(const CasePage& page, const std::string& kind, bool all_entries) {
  static constexpr std::pair<const char*, const char*> kKinds[] = {{"", "All"},
                                                                   {"contact", "Contact"},
                                                                   {"money", "Money"},
                                                                   {"legal", "Legal"},
                                                                   {"letter", "Letters"},
                                                                   {"system", "System"}};
  const std::string here = case_address(page.kase.reference);
  View::List kinds;
  for (const auto& [word, label] : kKinds) {
    kinds.push_back(View{}
                        .set("t", label)
                        .set("on", kind == word)
                        .set("href", here + query_string({{"show", word}}) + "#record"));
  }
  View::List entries;
  std::int64_t matching = 0;
  for (const TimelineEntry& entry : page.timeline) {
    if (!kind.empty() && entry.kind != kind) continue;
    ++matching;
    if (!all_entries && matching > kEntriesAtFirst) continue;
    View::List documents;
    for (const DocumentView& document : entry.documents)
      documents.push_back(document_view(document));
    View view;
    view.set("t", entry.title).set("k", entry_style(entry)).set("seq", std::to_string(entry.seq));
    view.set("when", short_day(entry.on))
        .set("by", entry.by)
        .set_if_any("words", capital(entry.words));
    view.set_if_any("law", entry.law).set_if_any("rule", entry.rule);
    view.set("documents_any", !documents.empty()).set("documents", std::move(documents));
    entries.push_back(std::move(view));
  }
  const std::int64_t older = matching - static_cast<std::int64_t>(entries.size());
  View view;
  view.set("kinds", std::move(kinds))
      .set("timeline_any", !entries.empty())
      .set("timeline", std::move(entries));
  view.set_if_any("older", older > 0 ? figure(older) : "");
  view.set("older_href", here + query_string({{"show", kind}, {"entries", "all"}}) + "#record");
  return view;
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

}  // namespace

std::string case_address(const std::string& reference) {
  return "/cases/" + reference;
}

const EventOffer* find_offer(const CasePage& page, const std::string& event) {
  for (const EventOffer& offer : page.events) {
    if (offer.event == event) return &offer;
  }
  return nullptr;
}

std::vector<FixLink> fix_links(const CasePage& page) {
  std::vector<FixLink> links;
  const auto add =
      [&](const std::string& rule, const std::string& fact, const char* event, const char* words) {
        const EventOffer* offer = pressable(page, event);
        if (offer != nullptr || !fact.empty())
          links.push_back({rule, fact, offer == nullptr ? "" : event_href(page, event), words});
      };
  for (const HoldView& held : page.holds) {
    const bool moratorium = held.hold.name == "breathing_space";
    add(held.hold.name,
        hold_fact(held),
        moratorium ? "moratorium_ended" : "",
        "Record an early end");
  }
  add("contact", "", "record_contact", "Record contact");
  add("assess", "", "record_assessment", "Record the assessment");
  add("protocol", "", "record_contact", "Record contact");
  add("agreement", "", "offer_agreement", "Offer an agreement");
  return links;
}

View document_view(const DocumentView& document) {
  const Document& paper = document.document;
  const std::string pages = paper.pages == 0 ? "" : count_of(paper.pages, "page", "pages");
  View view;
  view.set("t", paper.title + (pages.empty() ? "" : " (PDF, " + pages + ")"))
      .set("to", document.to);
  view.set_if_any("href", paper.pdf ? "/documents/" + to_string(paper.id) + ".pdf" : "");
  view.set("dated", short_day(paper.dated)).set("pages", pages.empty() ? "being made" : pages);
  view.set("template", paper.template_name + " " + paper.template_version);
  view.set("state", plain_words(to_string(paper.state)));
  view.set("state_k",
           paper.state == DocumentState::sent || paper.state == DocumentState::released ? "ok"
           : paper.state == DocumentState::withdrawn                                    ? "bad"
                                                                                        : "w");
  view.set("hash", paper.pdf ? short_hash(paper.pdf->to_hex()) : "").set("read", document.read);
  return view;
}

View case_head_view(const CasePage& page, const CaseTrail& trail) {
  const std::string here = case_address(page.kase.reference);
  const Tenancy& tenancy = page.tenancy;
  View view = balance_words(page.account.summary.balance);
  view.set("heading", false)
      .set("main_tenant",
           tenancy.tenants.empty() ? tenancy.reference : tenancy.tenants.front().name.in_full());
  view.set_if_any("joint_words", joint_words(tenancy))
      .set("address", tenancy.address.on_one_line());
  view.set("ref", page.kase.reference).set("tenancy_words", tenancy_words(tenancy));
  view.set("weeks", tenths(page.weeks_owed_tenths))
      .set("rent", page.account.rent.amount.to_string());
  view.set("rent_every", rent_every(page.account.rent.frequency));
  view.set_if_any("next_charge", page.next_charge ? weekday_and_day(*page.next_charge) : "");
  const AccountSummary& summary = page.account.summary;
  view.set_if_any("last_paid", summary.last_payment_on ? summary.last_payment.to_string() : "");
  view.set("last_paid_on", summary.last_payment_on ? short_day(*summary.last_payment_on) : "");
  view.set("back_href", trail.back_href)
      .set("back_words", trail.back_words)
      .set_if_any("next_case", trail.next_href);
  view.set_if_any(
      "contact_href",
      pressable(page, "record_contact") == nullptr ? "" : event_href(page, "record_contact"));
  view.set("more_href", here + "/actions")
      .set("case_href", here)
      .set("hold_banners", hold_views(page));
  view.set("data_as_of", short_day(page.account.as_of));
  view.set("people", people_views(tenancy))
      .set("patch", tenancy.patch.empty() ? "None" : tenancy.patch);
  view.set("benefit", benefit_words(page.account.benefit));
  view.set("pays_by",
           page.account.payment_method.empty() ? "Not on file" : page.account.payment_method);
  return view;
}

View::List case_tabs_view(const CasePage& page, const std::string& open) {
  const std::string here = case_address(page.kase.reference);
  const auto count = [](std::size_t number) {
    return number == 0 ? std::string() : figure(static_cast<std::int64_t>(number));
  };
  const std::vector<std::tuple<std::string, std::string, std::string>> tabs = {
      {"", "Timeline", count(page.timeline.size())},
      {"account", "Rent account", ""},
      {"documents", "Documents", count(page.documents.size())},
      {"holds", "Holds", count(page.holds.size())},
      {"people", "People", count(page.tenancy.tenants.size())},
      {"actions", "Actions", ""},
  };
  View::List views;
  for (const auto& [word, label, number] : tabs) {
    View tab;
    tab.set("href", word.empty() ? here : here + "/" + word)
        .set("t", label)
        .set("on", word == open)
        .set_if_any("n", number);
    views.push_back(std::move(tab));
  }
  return views;
}

View case_body_view(const CasePage& page, int weeks, const std::string& kind, bool all_entries) {
  View view = next_step_view(page);
  view.set("stages", stage_strip(page)).set("tabs", case_tabs_view(page, ""));
  view.set_if_any(
      "closed",
      page.kase.stage == Stage::closed
          ? "Closed on " + short_day(page.kase.state_since) + ": " + page.state_label + "."
          : "");
  std::optional<View> gate;
  if (!page.gate.event.empty()) gate = gate_view(page.gate, fix_links(page));
  view.set("gate", std::move(gate));
  std::optional<View> notice;
  if (!page.notices.empty()) notice = notice_view(page.notices.front(), page.today);
  view.set("notice", std::move(notice));
  view.set("tasks_any", !page.tasks.empty()).set("tasks", task_views(page));
  view.add(chart_views(page, weeks));
  view.add(timeline_view(page, kind, all_entries));
  return view;
}

}  // namespace lintel
