#include <algorithm>

#include "workflows/guard_witness.h"

namespace lintel {
namespace {

constexpr std::int64_t kLeast = IntervalSet::kLeast;
constexpr std::int64_t kMost = IntervalSet::kMost;

std::string figure(ValueType type, std::int64_t raw) {
  std::string words;
  Value::append_words(words, type, raw);
  return words;
}

bool is_figure(const GuardMeasure& measure) {
  return measure.type != ValueType::yes_no && measure.type != ValueType::text &&
         measure.type != ValueType::list;
}

/// "between £10.00 and £109.99", "at £110.00 or more". Numbers have fractions: "from 1 to below 2".
std::string run_words(ValueType type, const IntervalSet::Run& run) {
  if (run.low == run.high) return "at " + figure(type, run.low);
  const bool fractions = type == ValueType::number && run.high != kMost;
  const std::string below = fractions ? "below " + figure(type, run.high + 1) : "";
  if (run.low == kLeast && run.high == kMost) return "at any";
  if (run.low == kLeast) return fractions ? below : "at " + figure(type, run.high) + " or less";
  if (run.high == kMost) {
    const bool above = type == ValueType::number && (run.low - 1) % kNumberScale == 0;
    return above ? "above " + figure(type, run.low - 1)
                 : "at " + figure(type, run.low) + " or more";
  }
  if (fractions) return "from " + figure(type, run.low) + " to " + below;
  return "between " + figure(type, run.low) + " and " + figure(type, run.high);
}

std::string runs_words(ValueType type, const IntervalSet& values) {
  std::string words;
  for (const IntervalSet::Run& run : values.runs())
    words += (words.empty() ? "" : " or ") + run_words(type, run);
  return words;
}

/// "first day for a claim is after today", for a sum that is one date less another.
std::string sum_words(const GuardRegions& regions,
                      const GuardMeasure& sum,
                      const IntervalSet& values) {
  if (sum.sum.size() != 2 || sum.sum[0].second + sum.sum[1].second != 0 ||
      values.runs().size() != 1)
    return "";
  const GuardMeasure& first = regions.measure(sum.sum[0].first);
  const GuardMeasure& second = regions.measure(sum.sum[1].first);
  const std::int64_t one = sum.sum[0].second;
  if (one != 1 || first.type != second.type) return "";
  const IntervalSet::Run run = values.runs().front();
  const bool dates = first.type == ValueType::date;
  const auto says = [&](const std::string& how) {
    return first.said + " is " + how + " " + second.said;
  };
  if (run == IntervalSet::Run{0, 0}) return first.said + " is " + second.said;
  if (run == IntervalSet::Run{1, kMost}) return says(dates ? "after" : "above");
  if (run == IntervalSet::Run{0, kMost}) return says(dates ? "on or after" : "not below");
  if (run == IntervalSet::Run{kLeast, -1}) return says(dates ? "before" : "below");
  if (run == IntervalSet::Run{kLeast, 0}) return says(dates ? "on or before" : "not above");
  if (!dates) return "";
  const auto days = [](std::int64_t count) {
    return std::to_string(count) + (count == 1 ? " day" : " days");
  };
  if (run.low == kLeast)
    return run.high > 0 ? says("at the most " + days(run.high) + " after")
                        : says("at least " + days(-run.high) + " before");
  if (run.high == kMost)
    return run.low > 0 ? says("at least " + days(run.low) + " after")
                       : says("at the most " + days(-run.low) + " before");
  return "";
}

std::string side_words(const GuardRegions& regions, int index, const ValueSet& set) {
  const GuardMeasure& at = regions.measure(index);
  if (set.only_is_unknown()) return at.said + " is unknown";
  if (set.none && set.values.empty()) return at.said + " is none";
  if (at.kind == GuardMeasure::Kind::hold)
    return set.values.contains(1) ? at.said + " runs" : at.said + " does not run";
  if (at.kind == GuardMeasure::Kind::sum) return sum_words(regions, at, set.values);
  if (at.type == ValueType::yes_no) {
    const bool yes = set.values.contains(1);
    if (yes && set.values.contains(0)) return "";
    if (at.kind == GuardMeasure::Kind::fact) {
      const FactDeclaration& fact = regions.definition().facts[static_cast<std::size_t>(at.slot)];
      return yes ? fact.says_yes : fact.says_no;
    }
    return at.said + (yes ? " holds" : " does not hold");
  }
  if (at.type == ValueType::text) {
    std::string words;
    for (std::size_t i = 0; i < at.words.size(); ++i)
      if (set.values.contains(static_cast<std::int64_t>(i)))
        words += (words.empty() ? "" : " or ") + at.words[i];
    const bool other =
        !at.closed && set.values.contains(static_cast<std::int64_t>(at.words.size()));
    if (other) words += (words.empty() ? "" : " or ") + std::string("something else");
    return words.empty() ? "" : at.said + " is " + words;
  }
  if (at.type == ValueType::list || set.values.is_all()) return "";
  std::string figures = runs_words(at.type, set.values);
  for (std::size_t found = figures.find("at "); found != std::string::npos;
       found = figures.find("at "))
    figures.erase(found, 3);
  return at.said + " is " + figures;
}

}  // namespace

std::string words_of(const GuardRegions& regions, const Box& box) {
  // The figure that is bounded on both sides is what a reader looks for; then any figure.
  int chief = -1;
  int best = 0;
  for (const auto& [index, set] : box.sides) {
    const GuardMeasure& at = regions.measure(index);
    if (!is_figure(at) || at.kind == GuardMeasure::Kind::sum ||
        at.kind == GuardMeasure::Kind::today)
      continue;
    if (set.values.empty() || set.values.is_all()) continue;
    const bool both = set.values.low() != kLeast && set.values.high() != kMost;
    const int rank = both ? 2 : 1;
    if (rank <= best) continue;
    best = rank;
    chief = index;
  }
  std::string words;
  if (chief >= 0) {
    const GuardMeasure& at = regions.measure(chief);
    words = runs_words(at.type, box.find(chief)->values) + " of " + at.said;
  }
  std::string others;
  for (const auto& [index, set] : box.sides) {
    if (index == chief) continue;
    const std::string each = side_words(regions, index, set);
    if (!each.empty()) others += (others.empty() ? "" : " and ") + each;
  }
  if (others.empty()) return words;
  return (words.empty() ? "when " : words + " when ") + others;
}

}  // namespace lintel
