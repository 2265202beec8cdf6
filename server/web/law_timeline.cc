#include "server/web/law_timeline.h"

#include <algorithm>

#include "server/web/law_filter.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr int kWidth = 1304;
constexpr int kMonthsShown = 24;
constexpr int kMonthsBefore = 6;
constexpr int kLetter = 7;            // pixels, at 14 px
constexpr int kGap = 12;              // between two labels
constexpr std::size_t kLongest = 48;  // letters of a label
constexpr int kDot = 6;               // so that a dot at the edge is whole
constexpr int kAbove = 62;
constexpr int kBelow = 88;

/// All that changes on one day.
struct Day {
  Date on{1900, 1, 1};
  std::vector<const LawCalendar::Change*> changes;
  bool unknown = false;
};

class Line {
 public:
  explicit Line(Date today)
      : first_(Date(today.year(), today.month(), 1).plus_months(-kMonthsBefore)),
        last_(first_.plus_months(kMonthsShown)) {}

  bool shows(Date day) const { return first_ <= day && day < last_; }
  int x(Date day) const { return kWidth * days_between(first_, day) / days_between(first_, last_); }

  View::List months() const {
    View::List all;
    for (int i = 0; i < kMonthsShown; ++i) {
      const Date month = first_.plus_months(i);
      std::string words = day_and_month(month).substr(2);
      if (i == 0 || month.month() == 1) words += " " + std::to_string(month.year() % 100);
      all.push_back(View{}
                        .set("x", std::to_string(x(month)))
                        .set("tx", std::to_string(x(month) + 4))
                        .set("t", words));
    }
    return all;
  }

 private:
  Date first_;
  Date last_;
};

std::vector<Day> days_of(const LawCalendar& calendar, const Line& line) {
  std::vector<Day> days;
  for (const auto* list : {&calendar.lately, &calendar.changes, &calendar.later}) {
    for (const LawCalendar::Change& each : *list) {
      if (!line.shows(each.change.on)) continue;
      if (days.empty() || days.back().on != each.change.on)
        days.push_back({.on = each.change.on, .changes = {}});
      days.back().changes.push_back(&each);
      days.back().unknown = days.back().unknown || each.change.becomes_unknown();
    }
  }
  return days;
}

std::string cut(const std::string& words) {
  if (words.size() <= kLongest) return words;
  const std::size_t space = words.rfind(' ', kLongest - 1);
  return words.substr(0, space == std::string::npos ? kLongest : space) + "…";
}

/// "CAL-01 Bank holidays of England…", "Court, fees: 4 rules"
std::string what_changes(const Day& day) {
  if (day.changes.size() == 1) {
    const LawEntry& entry = *day.changes.front()->entry;
    return entry.name + " " + cut(entry.rule->meaning);
  }
  std::set<std::string> subjects;
  for (const LawCalendar::Change* each : day.changes)
    subjects.insert(subject_label(each->entry->subject));
  std::string words;
  for (const std::string& each : subjects) words += (words.empty() ? "" : ", ") + each;
  return cut(words) + ": " +
         count_of(static_cast<std::int64_t>(day.changes.size()), "rule", "rules");
}

}  // namespace

View law_timeline(const LawCalendar& calendar) {
  const Line line{calendar.today};
  View::List dots;
  View::List labels;
  View::List stems;
  std::string said;
  int free_from[2] = {0, 0};  // above and below the line
  int turn = 0;
  for (const Day& day : days_of(calendar, line)) {
    const int x = std::max(line.x(day.on), kDot);
    const std::string title = short_day(day.on) + (day.unknown ? ": unknown, to load" : "");
    const std::string words = what_changes(day);
    said += (said.empty() ? "" : "; ") + title + ", " + words;
    const int width = kLetter * static_cast<int>(std::max(title.size(), words.size())) + kGap;
    const bool leftward = x + width > kWidth;
    const int from = leftward ? x - width : x;
    int lane = turn;
    if (from < free_from[lane]) lane = 1 - lane;
    const bool fits = from >= free_from[lane];
    const int y = (fits ? lane : 0) == 0 ? kAbove : kBelow;
    dots.push_back(View{}
                       .set("x", std::to_string(x))
                       .set("y", std::to_string(y))
                       .set("k",
                            day.unknown                ? "warn"
                            : day.on <= calendar.today ? "ok"
                                                       : "up"));
    if (!fits) continue;
    free_from[lane] = leftward ? kWidth : x + width;
    turn = 1 - lane;
    stems.push_back(View{}.set("x", std::to_string(x)).set("d", lane == 0 ? "62V30" : "88V122"));
    labels.push_back(View{}
                         .set("x", std::to_string(leftward ? x - 6 : x + 6))
                         .set("a", leftward ? "end" : "start")
                         .set("y1", lane == 0 ? "22" : "112")
                         .set("y2", lane == 0 ? "40" : "130")
                         .set("t1", title)
                         .set("t2", words));
  }
  View view;
  view.set("months", line.months())
      .set("dots", std::move(dots))
      .set("stems", std::move(stems))
      .set("labels", std::move(labels));
  view.set("past_w", std::to_string(line.x(calendar.today)))
      .set("now_x", std::to_string(line.x(calendar.today)));
  view.set("said", said.empty() ? "Nothing changes." : said + ".");
  return view;
}

}  // namespace lintel
