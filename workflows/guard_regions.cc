#include "workflows/guard_regions.h"

#include <algorithm>

#include "workflows/guard_reading.h"

namespace lintel {
namespace {

__extension__ using Wide = __int128;

/// One end of what a sum may come to.
struct End {
  Wide at = 0;
  bool open = false;  ///< there is no end

  void grow(std::int64_t by, std::int64_t times) {
    open = open || by == IntervalSet::kLeast || by == IntervalSet::kMost;
    if (!open) at += static_cast<Wide>(by) * times;
  }
  End less(const End& other) const { return {at - other.at, open || other.open}; }
  End negated() const { return {-at, open}; }
};

End end_of(std::int64_t value) {
  return {value, value == IntervalSet::kLeast || value == IntervalSet::kMost};
}

/// The least and the most that some parts of a sum may come to.
struct Bounds {
  End low;
  End high;

  void add(const IntervalSet& values, std::int64_t times) {
    const bool turned = times < 0;
    low.grow(turned ? values.high() : values.low(), times);
    high.grow(turned ? values.low() : values.high(), times);
  }
};

std::int64_t within(Wide value) {
  if (value <= IntervalSet::kLeast) return IntervalSet::kLeast;
  if (value >= IntervalSet::kMost) return IntervalSet::kMost;
  return static_cast<std::int64_t>(value);
}

}  // namespace

const ValueSet* Box::find(int measure) const {
  for (const auto& [each, set] : sides)
    if (each == measure) return &set;
  return nullptr;
}

bool Box::narrow(int measure, const ValueSet& to) {
  const auto at = std::lower_bound(
      sides.begin(), sides.end(), measure, [](const auto& side, int m) { return side.first < m; });
  if (at == sides.end() || at->first != measure) {
    sides.insert(at, {measure, to});
    return !to.empty();
  }
  at->second = at->second & to;
  return !at->second.empty();
}

GuardRegions::GuardRegions(const Definition& definition, const RuleValues* rules)
    : definition_(definition), rules_(rules) {
}

int GuardRegions::intern(GuardMeasure measure, std::string key) {
  const auto [at, fresh] = keys_.try_emplace(std::move(key), measures());
  if (fresh) measures_.push_back(std::move(measure));
  return at->second;
}

int GuardRegions::hold_measure(int hold) {
  const auto slot = static_cast<std::size_t>(hold);
  return intern(GuardMeasure{.kind = GuardMeasure::Kind::hold,
                             .type = ValueType::yes_no,
                             .slot = hold,
                             .sum = {},
                             .words = {},
                             .said = words_of(definition_.hold_names[slot])},
                "hold " + std::to_string(hold));
}

ValueSet GuardRegions::domain(int index) const {
  const GuardMeasure& at = measure(index);
  switch (at.kind) {
    case GuardMeasure::Kind::hold:
      return ValueSet::of(IntervalSet::between(0, 1));
    case GuardMeasure::Kind::today:
    case GuardMeasure::Kind::sum:
      return ValueSet::something();
    case GuardMeasure::Kind::fact:
    case GuardMeasure::Kind::rule:
    case GuardMeasure::Kind::table:
    case GuardMeasure::Kind::question:
      break;
  }
  ValueSet made = ValueSet::everything();
  if (at.type == ValueType::yes_no) made.values = IntervalSet::between(0, 1);
  if (at.type == ValueType::text)
    made.values = at.closed
                      ? IntervalSet::between(0, static_cast<std::int64_t>(at.words.size()) - 1)
                      : IntervalSet::at_least(0);
  if (at.given) made.values = made.values & *at.given;
  return made;
}

std::optional<Region> GuardRegions::region(const Expression& guard, int state, Verdict want) {
  const std::string key = std::to_string(static_cast<int>(want)) + guard.source();
  const std::string here = key + "@" + std::to_string(state);
  for (const std::string& each : {key, here})
    if (const auto known = known_.find(each); known != known_.end()) return known->second;
  asked_state_ = false;
  std::optional<Region> made = GuardReading{*this, guard, state}.whole(want);
  if (made && made->size() > kMostBoxes) made.reset();
  known_.emplace(asked_state_ ? here : key, made);
  return made;
}

std::vector<GuardRegions::Conjunct> GuardRegions::conjuncts(const Expression& guard, int state) {
  return GuardReading{*this, guard, state}.conjuncts();
}

std::optional<Region> GuardRegions::meet(const Region& a, const Region& b) {
  Region made;
  for (const Box& left : a)
    for (const Box& right : b) {
      if (!spend(1)) return std::nullopt;
      Box both = left;
      const bool some = std::all_of(right.sides.begin(), right.sides.end(), [&](const auto& side) {
        return both.narrow(side.first, side.second);
      });
      if (!some || !possible(both)) continue;
      if (std::find(made.begin(), made.end(), both) != made.end()) continue;
      if (made.size() >= kMostBoxes) return std::nullopt;
      made.push_back(std::move(both));
    }
  return made;
}

std::optional<Region> GuardRegions::without(Region whole, const Region& taken) {
  for (const Box& hole : taken) {
    Region left;
    for (const Box& box : whole) {
      if (!spend(1)) return std::nullopt;
      // One piece for each side of the hole: outside that side, inside those before it.
      Box inside = box;
      for (const auto& [index, set] : hole.sides) {
        const ValueSet* mine = inside.find(index);
        const ValueSet outer = (mine == nullptr ? domain(index) : *mine) - set;
        if (!outer.empty()) {
          Box piece = inside;
          if (piece.narrow(index, outer) && possible(piece)) left.push_back(std::move(piece));
        }
        if (!inside.narrow(index, set)) break;
      }
      if (left.size() > kMostBoxes) return std::nullopt;
    }
    whole = std::move(left);
  }
  return whole;
}

bool GuardRegions::possible(const Region& region) {
  return std::any_of(region.begin(), region.end(), [&](const Box& box) { return possible(box); });
}

bool GuardRegions::possible(const Box& box) {
  const bool sums = std::any_of(box.sides.begin(), box.sides.end(), [&](const auto& side) {
    return measure(side.first).kind == GuardMeasure::Kind::sum;
  });
  const bool none_empty = std::none_of(
      box.sides.begin(), box.sides.end(), [](const auto& side) { return side.second.empty(); });
  return none_empty && (!sums || sums_fit(box));
}

/// Whether each sum can come to what is asked of it, given what its parts may be: bounds are handed
/// to and fro a few times.
bool GuardRegions::sums_fit(Box box) {
  constexpr int kRounds = 4;
  for (int round = 0; round < kRounds; ++round) {
    const Box before = box;
    for (const auto& [index, set] : before.sides) {
      if (measure(index).kind != GuardMeasure::Kind::sum) continue;
      if (!spend(1)) return true;
      const auto values_of = [&](int part) {
        const ValueSet* side = box.find(part);
        return side == nullptr ? IntervalSet::all() : side->values;
      };
      const std::vector<std::pair<int, std::int64_t>> parts = measure(index).sum;
      for (std::size_t skip = 0; skip < parts.size(); ++skip) {
        // times * part lies between what is asked of the sum less all the others.
        Bounds others;
        for (std::size_t i = 0; i < parts.size(); ++i) {
          const IntervalSet values = values_of(parts[i].first);
          if (values.empty()) return false;
          if (i != skip) others.add(values, parts[i].second);
        }
        const auto [part, times] = parts[skip];
        End low = end_of(set.values.low()).less(others.high);
        End high = end_of(set.values.high()).less(others.low);
        if (times < 0) {
          std::swap(low, high);
          low = low.negated();
          high = high.negated();
        }
        const Wide many = times < 0 ? -static_cast<Wide>(times) : static_cast<Wide>(times);
        const auto up = [&](Wide v) { return v > 0 ? (v + many - 1) / many : -(-v / many); };
        const auto down = [&](Wide v) { return v >= 0 ? v / many : -((-v + many - 1) / many); };
        const IntervalSet fits =
            IntervalSet::between(low.open ? IntervalSet::kLeast : within(up(low.at)),
                                 high.open ? IntervalSet::kMost : within(down(high.at)));
        if (!box.narrow(part, ValueSet::of(fits))) return false;
      }
    }
    if (box == before) break;
  }
  return true;
}

}  // namespace lintel
