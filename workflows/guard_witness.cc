#include "workflows/guard_witness.h"

#include <algorithm>
#include <array>

namespace lintel {
namespace {

enum class Pick { low, high, middle };

/// One of the values of a set: an end where there is one, else what lies nearest to `usual`.
std::int64_t pick(const IntervalSet& values, Pick how, std::int64_t usual) {
  if (how != Pick::high && values.low() != IntervalSet::kLeast && how == Pick::low)
    return values.low();
  if (how == Pick::high && values.high() != IntervalSet::kMost) return values.high();
  if (values.contains(usual)) return usual;
  for (const IntervalSet::Run& run : values.runs())
    if (usual < run.low) return run.low;
  return values.high();
}

Value value_of(const GuardMeasure& measure, std::int64_t raw) {
  switch (measure.type) {
    case ValueType::yes_no:
      return Value::yes_no(raw != 0);
    case ValueType::number:
      return Value::number_scaled(raw);
    case ValueType::money:
      return Value::money(Money::from_pence(raw));
    case ValueType::date:
      return Value::date(Date::from_days(static_cast<std::int32_t>(raw)));
    case ValueType::text: {
      const auto place = static_cast<std::size_t>(raw);
      return Value::text(place < measure.words.size() ? measure.words[place] : "something else");
    }
    case ValueType::list:
      return Value::list({});
    default:
      return Value::length(measure.type, raw);
  }
}

constexpr std::int64_t kFirstDay = -25567;  // the range of Date
constexpr std::int64_t kLastDay = 84005;

/// The raw values of every measure, moved until each sum comes to what the box asks of it.
class Attempt {
 public:
  Attempt(const GuardRegions& regions, const Box& box, Date today, Pick how)
      : regions_(regions), box_(box), raw_(static_cast<std::size_t>(regions.measures())) {
    for (int i = 0; i < regions.measures(); ++i) {
      const GuardMeasure& each = regions.measure(i);
      const bool day = each.type == ValueType::date;
      at(i) = day ? today.days() : 0;
      const ValueSet* side = box.find(i);
      if (each.kind == GuardMeasure::Kind::today) continue;
      if (side != nullptr && !side->values.empty()) at(i) = pick(side->values, how, at(i));
      if (day) at(i) = std::clamp(at(i), kFirstDay, kLastDay);
    }
    settle();
  }

  Witness witness() const {
    Witness made{regions_.definition().new_facts(), 0};
    const std::vector<FactDeclaration>& facts = regions_.definition().facts;
    for (std::size_t slot = 0; slot < facts.size(); ++slot) {
      if (facts[slot].source.empty()) continue;
      GuardMeasure plain;
      plain.type = facts[slot].type;
      plain.words = facts[slot].words;
      made.facts.set(slot, value_of(plain, plain.type == ValueType::date ? today() : 0));
    }
    for (int i = 0; i < regions_.measures(); ++i) {
      const GuardMeasure& each = regions_.measure(i);
      if (each.kind == GuardMeasure::Kind::hold && raw_[static_cast<std::size_t>(i)] != 0)
        made.holds |= std::uint64_t{1} << each.slot;
      if (each.kind != GuardMeasure::Kind::fact) continue;
      const ValueSet* side = box_.find(i);
      Value value = value_of(each, raw_[static_cast<std::size_t>(i)]);
      if (side != nullptr && side->values.empty())
        value = side->none ? Value::none() : Value::unknown();
      made.facts.set(static_cast<std::size_t>(each.slot), std::move(value));
    }
    return made;
  }

 private:
  std::int64_t& at(int measure) { return raw_[static_cast<std::size_t>(measure)]; }
  std::int64_t today() const {
    for (int i = 0; i < regions_.measures(); ++i)
      if (regions_.measure(i).kind == GuardMeasure::Kind::today)
        return raw_[static_cast<std::size_t>(i)];
    return 20'000;
  }

  void settle() {
    constexpr int kRounds = 8;
    for (int round = 0; round < kRounds; ++round)
      for (const auto& [index, set] : box_.sides) {
        const GuardMeasure& sum = regions_.measure(index);
        if (sum.kind != GuardMeasure::Kind::sum || set.values.empty()) continue;
        std::int64_t now = 0;
        for (const auto& [part, times] : sum.sum) now += at(part) * times;
        if (set.values.contains(now)) continue;
        move(sum, pick(set.values, Pick::middle, now) - now);
      }
  }

  /// Adds `by` to the sum by moving one of its parts as far as the box lets it go.
  void move(const GuardMeasure& sum, std::int64_t by) {
    for (const auto& [part, times] : sum.sum) {
      const GuardMeasure& each = regions_.measure(part);
      if (each.kind != GuardMeasure::Kind::fact) continue;
      const std::int64_t rest = by % times;
      std::int64_t moved = at(part) + by / times;
      if (rest != 0) moved += (by < 0) == (times < 0) ? 1 : -1;
      const ValueSet* side = box_.find(part);
      if (side != nullptr && !side->values.contains(moved)) continue;
      if (each.type == ValueType::date && (moved < kFirstDay || moved > kLastDay)) continue;
      at(part) = moved;
      return;
    }
  }

  const GuardRegions& regions_;
  const Box& box_;
  std::vector<std::int64_t> raw_;
};

}  // namespace

std::optional<Witness> find_witness(const GuardRegions& regions,
                                    const Box& box,
                                    Date today,
                                    const std::function<bool(const Witness&)>& proves) {
  for (const Pick how : {Pick::low, Pick::high, Pick::middle}) {
    Witness made = Attempt{regions, box, today, how}.witness();
    if (proves(made)) return made;
  }
  return std::nullopt;
}

}  // namespace lintel
