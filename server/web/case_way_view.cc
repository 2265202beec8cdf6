#include "server/web/case_way_view.h"

#include "server/web/say.h"

namespace lintel {
namespace {

std::string way_words(const CaseWay::Way& way) {
  return way.to.empty() ? "Stays here" : "To " + way.to;
}

View::List texts(const std::vector<std::string>& words) {
  View::List list;
  for (const std::string& each : words) list.push_back(View{}.set("t", each));
  return list;
}

}  // namespace

View case_way_view(const CaseWay& way) {
  View::List rows;
  for (const CaseWay::Row& row : way.rows) {
    View::List ways;
    for (const CaseWay::Way& each : row.ways) {
      ways.push_back(View{}
                         .set("who", capital(each.who))
                         .set("what", each.what)
                         .set("when", capital(each.when))
                         .set_if_any("law", each.law)
                         .set("to", way_words(each))
                         .set_if_any("stopped", each.stopped));
    }
    rows.push_back(View{}
                       .set("label", row.label)
                       .set("stage", row.stage)
                       .set_if_any("standing", row.standing)
                       .set("ways_any", !ways.empty())
                       .set("ways", std::move(ways)));
  }
  return View{}
      .set("way_title", way.title)
      .set("way_version", way.version)
      .set("svg", Drawing{way.svg})
      .set("way_rows", std::move(rows));
}

View case_ahead_view(const CaseAhead& ahead, const WhatIfAsked& asked, const std::string& address) {
  View::List events;
  for (const auto& [event, label] : ahead.events)
    events.push_back(View{}.set("name", event).set("t", label).set("chosen", event == asked.event));
  View::List weeks;
  for (const int count : {4, 13, 26, 56})
    weeks.push_back(View{}
                        .set("name", std::to_string(count))
                        .set("t", std::to_string(count) + " weeks")
                        .set("chosen", count == asked.weeks));
  View::List lines;
  for (const CaseAhead::Line& line : ahead.lines) {
    lines.push_back(View{}
                        .set("on", short_day(line.on))
                        .set("what", line.what)
                        .set("why", capital(line.why))
                        .set_if_any("law", line.law)
                        .set_if_any("to", line.to)
                        .set("not_done", !line.done)
                        .set("letters_any", !line.letters.empty())
                        .set("letters", texts(line.letters))
                        .set("dates_any", !line.dates.empty())
                        .set("dates", texts(line.dates)));
  }
  View view;
  view.set("ask_href", address + "/what-if")
      .set("ask_events", std::move(events))
      .set("ask_weeks", std::move(weeks))
      .set("ask_on", asked.on.value_or(ahead.today).to_iso())
      .set("first_day", ahead.today.to_iso())
      .set("last_day", ahead.horizon.to_iso())
      .set("officers", asked.officers_act);
  view.set("state_now", ahead.state_label)
      .set("horizon", short_day(ahead.horizon))
      .set("ends_in", ahead.ends_in)
      .set("ahead_any", !lines.empty())
      .set("ahead", std::move(lines));
  return view;
}

}  // namespace lintel
