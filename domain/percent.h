#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/money.h"
#include "domain/result.h"

namespace lintel {

/// A rate of change, exact to a hundredth of one percent. May be negative.
class Percent {
 public:
  constexpr Percent() = default;
  /// Reads "3.8", "-0.25" or "4". Refuses a third decimal, a sign of percent, and 1000 or more
  /// either way. The Problem quotes the text.
  static Result<Percent> parse(std::string_view text);

  /// "3.8"; no decimals that say nothing.
  std::string to_string() const;

  /// `amount` raised by this, rounded down to the penny: £112.39 by 4 percent is £116.88.
  Money raise(Money amount) const;
  /// The same before it is rounded, to say the sum: "£116.8856".
  std::string raise_exactly(Money amount) const;

  friend constexpr Percent operator+(Percent a, Percent b) {
    return Percent{a.hundredths_ + b.hundredths_};
  }
  friend constexpr auto operator<=>(Percent, Percent) = default;

 private:
  explicit constexpr Percent(std::int64_t hundredths) : hundredths_(hundredths) {}
  std::int64_t hundredths_ = 0;
};

}  // namespace lintel
