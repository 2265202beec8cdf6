#include "server/web/chart_drawing.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "server/web/say.h"

namespace lintel {
namespace {

constexpr double kTop = 34;      // room for the numbers of the marks
constexpr double kHoldRow = 16;  // room above them for the names of holds, when there are any
constexpr double kFoot = 24;     // room for the months
constexpr int kDaysInAWeek = 7;
constexpr double kRight = 12;
constexpr double kMarkRow = 20;        // height at which the numbers stand
constexpr double kMarkGap = 21;        // a number and its ring, side by side
constexpr double kShortestMonth = 46;  // pixels that a month's name needs

std::string px(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  const std::string whole(text);
  return whole.ends_with(".0") ? whole.substr(0, whole.size() - 2) : whole;
}

/// A step of 1, 2 or 5 times a power of ten, so that at most five lines cross the picture.
std::int64_t round_step(std::int64_t span) {
  std::int64_t step = 1'000;  // £10
  while (true) {
    for (const std::int64_t times : {1, 2, 5}) {
      if (span / (step * times) < 5) return step * times;
    }
    step *= 10;
  }
}

std::string pounds(std::int64_t pence) {
  return (pence < 0 ? "£" + figure(-pence / 100) + " cr" : "£" + figure(pence / 100));
}

/// Where days and sums fall in the frame.
class Plane {
 public:
  Plane(const ChartFrame& frame,
        Date first,
        Date last,
        std::int64_t low,
        std::int64_t high,
        double left,
        double top)
      : first_(first), last_(last), low_(low), high_(high), left_(left), top_(top), frame_(frame) {}

  double x(Date day) const {
    const double days = std::max(1, days_between(first_, last_));
    const double at = std::clamp(days_between(first_, day), 0, days_between(first_, last_));
    return left_ + at * (right() - left_) / days;
  }
  double y(std::int64_t pence) const {
    return bottom() - static_cast<double>(pence - low_) / static_cast<double>(high_ - low_) *
                          (bottom() - top_);
  }
  double left() const { return left_; }
  double top() const { return top_; }
  double right() const { return frame_.width - kRight; }
  double bottom() const { return frame_.height - kFoot; }

 private:
  Date first_;
  Date last_;
  std::int64_t low_;
  std::int64_t high_;
  double left_;
  double top_;
  const ChartFrame& frame_;
};

Money balance_before(const BalanceChart& chart, Date day) {
  Money balance;
  for (const auto& point : chart.points) {
    if (point.on > day) break;
    balance = point.balance;
  }
  return balance;
}

View::List sum_lines(const Plane& plane, std::int64_t low, std::int64_t high, std::int64_t step) {
  View::List lines;
  for (std::int64_t sum = low; sum <= high; sum += step) {
    View line;
    line.set("y", px(plane.y(sum)))
        .set("ty", px(plane.y(sum) + 4))
        .set("l", pounds(sum))
        .set("zero", sum == 0);
    lines.push_back(std::move(line));
  }
  return lines;
}

View::List month_names(const Plane& plane, Date first, Date last) {
  const double days = std::max(1, days_between(first, last));
  const double month = (plane.right() - plane.left()) / days * 30.4;
  const int every = month >= kShortestMonth ? 1 : month * 2 >= kShortestMonth ? 2 : 3;
  View::List months;
  Date day{first.year(), first.month(), 1};
  for (int i = 0; day <= last; day = day.plus_months(1), ++i) {
    if (day < first || static_cast<int>(day.month() - 1) % every != 0) continue;
    if (plane.x(day) > plane.right() - 20) break;
    std::string name = day_and_month(day).substr(2);
    if (day.month() == 1 || months.empty()) name += " " + std::to_string(day.year() % 100);
    months.push_back(View{}.set("x", px(plane.x(day))).set("l", name));
  }
  return months;
}

/// Numbers that would overlap are moved apart: first to the right, then back from the edge.
std::vector<double> spread(std::vector<double> places, double left, double right) {
  for (std::size_t i = 1; i < places.size(); ++i)
    places[i] = std::max(places[i], places[i - 1] + kMarkGap);
  double edge = right;
  for (std::size_t i = places.size(); i-- > 0;) {
    places[i] = std::max(left, std::min(places[i], edge));
    edge = places[i] - kMarkGap;
  }
  return places;
}

View::List marks_of(const BalanceChart& chart, const Plane& plane, Date first) {
  std::vector<const BalanceChart::Mark*> shown;
  for (const auto& mark : chart.marks) {
    if (mark.on >= first && mark.on <= chart.to) shown.push_back(&mark);
  }
  std::stable_sort(shown.begin(), shown.end(), [](auto* a, auto* b) { return a->on < b->on; });
  const auto fits = static_cast<std::size_t>((plane.right() - plane.left()) / kMarkGap);
  if (shown.size() > fits)
    shown.erase(shown.begin(), shown.end() - static_cast<std::ptrdiff_t>(fits));

  std::vector<double> wanted;
  for (const auto* mark : shown) wanted.push_back(plane.x(mark->on));
  const std::vector<double> places = spread(wanted, plane.left(), plane.right());
  View::List marks;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const double y = plane.y(balance_before(chart, shown[i]->on).pence());
    View mark;
    mark.set("n", std::to_string(i + 1))
        .set("k", stage_style(shown[i]->stage))
        .set("t", shown[i]->label);
    mark.set("on", short_day(shown[i]->on))
        .set("x", px(wanted[i]))
        .set("nx", px(places[i]))
        .set("py", px(y));
    marks.push_back(std::move(mark));
  }
  return marks;
}

View::List payment_bars(const BalanceChart& chart, const Plane& plane, Date first) {
  View::List bars;
  for (const auto& payment : chart.payments) {
    if (payment.on < first || payment.on > chart.to) continue;
    const double base = plane.y(0);
    const double height = std::max(2.0, base - plane.y(payment.amount.pence()));
    const double top = std::max(plane.top(), base - height);
    bars.push_back(
        View{}.set("x", px(plane.x(payment.on) - 2)).set("y", px(top)).set("h", px(base - top)));
  }
  return bars;
}

bool hold_shows(const BalanceChart::Band& hold, Date first, Date last) {
  return hold.from <= last && (!hold.until || *hold.until >= first);
}

View::List hold_bands(const BalanceChart& chart, const Plane& plane, Date first) {
  View::List bands;
  for (const auto& hold : chart.holds) {
    const Date until = std::min(hold.until.value_or(chart.to), chart.to);
    if (!hold_shows(hold, first, chart.to)) continue;
    const double from = plane.x(std::max(hold.from, first));
    const double width = std::max(3.0, plane.x(until) - from);
    View band;
    band.set("x", px(from)).set("w", px(width)).set("l", capital(hold.label));
    const bool near_edge = from > plane.right() - 60;
    band.set("lx", px(near_edge ? plane.right() : from)).set("anchor", near_edge ? "end" : "start");
    bands.push_back(std::move(band));
  }
  return bands;
}

struct Line {
  std::string line;
  std::string area;
};

Line step_line(const BalanceChart& chart, const Plane& plane, Date first) {
  std::string line =
      "M" + px(plane.left()) + " " + px(plane.y(balance_before(chart, first).pence()));
  for (const auto& point : chart.points) {
    if (point.on < first || point.on > chart.to) continue;
    line += "H" + px(plane.x(point.on)) + "V" + px(plane.y(point.balance.pence()));
  }
  line += "H" + px(plane.right());
  return {line, line + "V" + px(plane.y(0)) + "H" + px(plane.left()) + "Z"};
}

std::string description(const BalanceChart& chart, Date first, Money most) {
  std::string words =
      "On " + short_day(first) + ": " + balance_sentence(balance_before(chart, first)) + ". ";
  if (most > Money{}) words += "At most " + most.to_string() + " was owed. ";
  words += "On " + short_day(chart.to) + ": " + balance_sentence(balance_before(chart, chart.to)) +
           ". The table below has the figures.";
  return words;
}

}  // namespace

View draw_balance_chart(const BalanceChart& chart, const ChartFrame& frame) {
  const Date first = std::max(chart.from, chart.to.plus_days(-kDaysInAWeek * frame.weeks));
  std::int64_t low = std::min<std::int64_t>(0, balance_before(chart, first).pence());
  std::int64_t high = std::max<std::int64_t>(0, balance_before(chart, first).pence());
  for (const auto& point : chart.points) {
    if (point.on < first || point.on > chart.to) continue;
    low = std::min(low, point.balance.pence());
    high = std::max(high, point.balance.pence());
  }
  const Money most = Money::from_pence(high);
  if (chart.rule_line) high = std::max(high, chart.rule_line->pence() * 11 / 10);
  high = std::max<std::int64_t>(high, 10'000);
  const std::int64_t step = round_step(high - low);
  low = low < 0 ? (low - step + 1) / step * step : 0;
  const std::int64_t top = high + (high - low) / 12;
  const std::int64_t last_line = top / step * step;
  const double left = low < 0 ? 62 : 50;
  bool any_hold = false;
  for (const auto& hold : chart.holds) any_hold = any_hold || hold_shows(hold, first, chart.to);
  const double hold_row = any_hold ? kHoldRow : 0;
  const Plane plane{frame, first, chart.to, low, top, left, kTop + hold_row};

  const Line line = step_line(chart, plane, first);
  View picture;
  picture.set("id", frame.id)
      .set("width", std::to_string(frame.width))
      .set("height", std::to_string(frame.height));
  picture.set("left", px(plane.left()))
      .set("right", px(plane.right()))
      .set("label_x", px(plane.left() - 6));
  picture.set("bottom", px(plane.bottom()))
      .set("month_y", px(frame.height - 6.0))
      .set("band_top", px(hold_row));
  picture.set("band_height", px(plane.bottom() - hold_row)).set("mark_y", px(kMarkRow + hold_row));
  picture.set("mark_text_y", px(kMarkRow + hold_row + 4))
      .set("mark_foot", px(kMarkRow + hold_row + 10))
      .set("mark_turn", px(kMarkRow + hold_row + 18));
  picture.set("title", "Balance over " + std::to_string(frame.weeks) + " weeks");
  picture.set("desc", description(chart, first, most));
  picture.set("line", line.line).set("area", line.area);
  picture.set("end_x", px(plane.right()))
      .set("end_y", px(plane.y(balance_before(chart, chart.to).pence())));
  picture.set("sums", sum_lines(plane, low, last_line, step));
  picture.set("months", month_names(plane, first, chart.to));
  picture.set("payments", payment_bars(chart, plane, first));
  picture.set("bands", hold_bands(chart, plane, first));
  picture.set("marks", marks_of(chart, plane, first));
  std::optional<View> across;
  if (chart.rule_line) {
    const double y = plane.y(chart.rule_line->pence());
    across = View{}
                 .set("y", px(y))
                 .set("ty", px(y - 5))
                 .set("tx", px(plane.left() + 6))
                 .set("l", chart.rule_label);
  }
  picture.set("threshold", std::move(across));
  return picture;
}

View::List balance_table(const BalanceChart& chart, int weeks) {
  View::List rows;
  for (int week = 0; week < weeks; ++week) {
    const Date end = chart.to.plus_days(-kDaysInAWeek * week);
    const Date start = end.plus_days(1 - kDaysInAWeek);
    if (chart.points.empty() || end < chart.points.front().on) break;
    Money paid;
    for (const auto& payment : chart.payments) {
      if (payment.on >= start && payment.on <= end) paid += payment.amount;
    }
    std::string marks;
    for (const auto& mark : chart.marks) {
      if (mark.on >= start && mark.on <= end) marks += (marks.empty() ? "" : ", ") + mark.label;
    }
    View row = balance_words(balance_before(chart, end));
    row.set("week", short_day(end)).set("paid", paid.to_string()).set("marks", marks);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace lintel
