#pragma once

#include <cstdint>
#include <span>

namespace lintel {

/// A repeatable run of chance (SplitMix64: Steele, Lea and Flood, OOPSLA 2014). The standard
/// library's distributions differ between compilers; these do not.
class Chance {
 public:
  Chance(std::uint64_t seed, std::uint64_t stream)
      : state_(seed * 0x9e3779b97f4a7c15U ^ mixed(stream)) {}

  std::uint64_t next() { return mixed(state_ += 0x9e3779b97f4a7c15U); }
  /// A whole number from `low` to `high`, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  /// True `times` in a thousand.
  bool per_mille(std::int64_t times) { return between(0, 999) < times; }
  template <class Value>
  const Value& one_of(std::span<const Value> values) {
    return values[next() % values.size()];
  }

 private:
  static constexpr std::uint64_t mixed(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31);
  }
  std::uint64_t state_;
};

}  // namespace lintel
