#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/result.h"

namespace lintel {

/// An exact amount of sterling, counted in whole pence. May be negative.
///
/// Nothing converts from or to floating point: a penny astray in a notice is an argument for the
/// other side. What the sign means is said by whoever holds the amount: a balance is positive when
/// the tenant owes.
class Money {
 public:
  constexpr Money() = default;
  static constexpr Money from_pence(std::int64_t pence) { return Money{pence}; }

  /// Reads "1234.56", "£1,234.56", "-12" or "12.5" as pounds and pence. Refuses a third decimal, a
  /// misplaced comma, spaces, and anything past ±£90,000,000,000,000. The Problem quotes the text.
  static Result<Money> parse(std::string_view text);

  constexpr std::int64_t pence() const { return pence_; }
  constexpr bool is_zero() const { return pence_ == 0; }

  /// "£1,234.56"; below zero, "-£12.00".
  std::string to_string() const;
  /// "1234.56"; the spelling of JSON and of files.
  std::string to_plain() const;

  /// This amount times numerator / denominator, to the nearest penny, half a penny upwards (away
  /// from zero). The one way to divide money. Asserts denominator > 0.
  Money times(std::int64_t numerator, std::int64_t denominator) const;

  friend constexpr Money operator+(Money a, Money b) { return Money{a.pence_ + b.pence_}; }
  friend constexpr Money operator-(Money a, Money b) { return Money{a.pence_ - b.pence_}; }
  friend constexpr Money operator-(Money a) { return Money{-a.pence_}; }
  friend constexpr Money operator*(Money a, std::int64_t n) { return Money{a.pence_ * n}; }
  friend constexpr Money operator*(std::int64_t n, Money a) { return a * n; }
  constexpr Money& operator+=(Money other) { return *this = *this + other; }
  constexpr Money& operator-=(Money other) { return *this = *this - other; }
  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  explicit constexpr Money(std::int64_t pence) : pence_(pence) {}
  std::int64_t pence_ = 0;
};

inline namespace literals {
/// 480'00_pence is £480.00.
constexpr Money operator""_pence(unsigned long long pence) {
  return Money::from_pence(static_cast<std::int64_t>(pence));
}
}  // namespace literals
}  // namespace lintel
