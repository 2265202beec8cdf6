#include "server/web/small_charts.h"

#include <algorithm>
#include <cstdio>

#include "server/web/say.h"
#include "server/web/site.h"

namespace lintel {
namespace {

std::string px(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

}  // namespace

View::List stage_bar(const std::map<Stage, std::int64_t>& by_stage) {
  constexpr double kWidth = 560;
  constexpr double kLeast = 44;  // room for a number of three figures and the start of a word
  std::vector<std::pair<Stage, std::int64_t>> shown;
  std::int64_t total = 0;
  for (const auto& [stage, count] : by_stage) {
    if (stage == Stage::closed || count == 0) continue;
    shown.emplace_back(stage, count);
    total += count;
  }
  const double spare = kWidth - kLeast * static_cast<double>(shown.size());
  View::List bar;
  double x = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto [stage, count] = shown[i];
    const double width = kLeast + spare * static_cast<double>(count) / static_cast<double>(total);
    const bool last = i + 1 == shown.size();
    std::string label(stage_label(stage));
    if (width < 70 && label.size() > 9) label = label.substr(0, label.find(' '));
    View part;
    part.set("href",
             "/cases" + query_string({{"view", "all"}, {"stage", std::string(to_string(stage))}}))
        .set("n", figure(count))
        .set("t", label)
        .set("k", stage_style(stage));
    part.set("x", px(x)).set("w", px(width - 2)).set("cx", px(x + (width - 2) / 2));
    part.set("lx", px(last ? x + width - 2 : x)).set("la", last ? "end" : "start");
    bar.push_back(std::move(part));
    x += width;
  }
  return bar;
}

View sparkline(const std::vector<Money>& balances) {
  constexpr double kWidth = 92;
  constexpr double kHeight = 26;
  std::int64_t low = 0;
  std::int64_t high = 100;
  for (const Money balance : balances) {
    low = std::min(low, balance.pence());
    high = std::max(high, balance.pence());
  }
  const auto x = [&](std::size_t i) {
    return 2 + static_cast<double>(i) * (kWidth - 6) / static_cast<double>(balances.size() - 1);
  };
  const auto y = [&](Money balance) {
    return kHeight - 3 -
           static_cast<double>(balance.pence() - low) / static_cast<double>(high - low) *
               (kHeight - 6);
  };
  std::string points;
  for (std::size_t i = 0; i < balances.size(); ++i) {
    points += (i == 0 ? "" : "L") + px(x(i)) + " " + px(y(balances[i]));
  }
  const std::string foot = px(kHeight - 2);
  View view;
  view.set("line", "M" + points);
  view.set("area",
           "M" + px(x(0)) + " " + foot + "L" + points + "L" + px(x(balances.size() - 1)) + " " +
               foot + "Z");
  view.set("x", px(x(balances.size() - 1))).set("y", px(y(balances.back())));
  return view;
}

}  // namespace lintel
