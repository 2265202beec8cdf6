#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <vector>

namespace lintel {

/// A set of whole numbers as disjoint runs in ascending order: the pence, days or millionths that a
/// guard lets through. Whole numbers alone, so that nothing lies between 9.99 and 10.00.
class IntervalSet {
 public:
  static constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

  struct Run {
    std::int64_t low = kLeast;  ///< kLeast: no lower end
    std::int64_t high = kMost;  ///< kMost: no upper end
    friend bool operator==(const Run&, const Run&) = default;
  };

  IntervalSet() = default;  ///< nothing
  static IntervalSet all() { return between(kLeast, kMost); }
  static IntervalSet exactly(std::int64_t value) { return between(value, value); }
  static IntervalSet at_least(std::int64_t low) { return between(low, kMost); }
  static IntervalSet at_most(std::int64_t high) { return between(kLeast, high); }
  /// Both ends belong to it; nothing when low is above high.
  static IntervalSet between(std::int64_t low, std::int64_t high);

  bool empty() const { return runs_.empty(); }
  bool is_all() const { return runs_.size() == 1 && runs_[0] == Run{}; }
  bool contains(std::int64_t value) const;
  /// Of a set that is not empty.
  std::int64_t low() const { return runs_.front().low; }
  std::int64_t high() const { return runs_.back().high; }
  const std::vector<Run>& runs() const { return runs_; }

  IntervalSet complement() const;
  friend IntervalSet operator&(const IntervalSet& a, const IntervalSet& b);
  friend IntervalSet operator|(const IntervalSet& a, const IntervalSet& b);
  friend IntervalSet operator-(const IntervalSet& a, const IntervalSet& b) {
    return a & b.complement();
  }
  friend bool operator==(const IntervalSet&, const IntervalSet&) = default;

 private:
  std::vector<Run> runs_;
};

/// What one fact may be: some values, or none (known not to be there), or unknown.
struct ValueSet {
  IntervalSet values;
  bool none = false;
  bool unknown = false;

  static ValueSet everything() { return {IntervalSet::all(), true, true}; }
  static ValueSet something() { return {IntervalSet::all(), false, false}; }
  static ValueSet of(IntervalSet values) { return {std::move(values), false, false}; }
  static ValueSet only_none() { return {{}, true, false}; }
  static ValueSet only_unknown() { return {{}, false, true}; }

  bool empty() const { return values.empty() && !none && !unknown; }
  bool only_is_unknown() const { return unknown && !none && values.empty(); }

  friend ValueSet operator&(const ValueSet& a, const ValueSet& b) {
    return {a.values & b.values, a.none && b.none, a.unknown && b.unknown};
  }
  friend ValueSet operator-(const ValueSet& a, const ValueSet& b) {
    return {a.values - b.values, a.none && !b.none, a.unknown && !b.unknown};
  }
  friend bool operator==(const ValueSet&, const ValueSet&) = default;
};

}  // namespace lintel
