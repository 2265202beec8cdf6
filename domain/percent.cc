#include "domain/percent.h"

#include <charconv>

namespace lintel {
namespace {

constexpr std::int64_t kWhole = 10'000;  // hundredths of a percent in the whole
constexpr std::size_t kMostDigits = 3;
__extension__ typedef __int128 Wide;  // pence times hundredths may pass 64 bits

Result<Percent> not_percent(std::string_view text) {
  return problem("\"" + std::string(text) + "\" is not a percentage", "Write it such as 3.8.");
}

std::string without_last_zeros(std::string digits, std::size_t at_least) {
  while (digits.size() > at_least && digits.back() == '0') digits.pop_back();
  return digits;
}

Wide raised(std::int64_t pence, std::int64_t hundredths) {
  return static_cast<Wide>(pence) * (kWhole + hundredths);
}

}  // namespace

Result<Percent> Percent::parse(std::string_view text) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);
  const std::size_t dot = rest.find('.');
  const std::string_view whole = rest.substr(0, dot);
  const std::string_view decimals = dot == std::string_view::npos ? "" : rest.substr(dot + 1);
  if (whole.empty() || whole.size() > kMostDigits || decimals.size() > 2 ||
      (dot != std::string_view::npos && decimals.empty())) {
    return not_percent(text);
  }
  std::string digits = std::string(whole) + std::string(decimals);
  digits.append(2 - decimals.size(), '0');
  std::int64_t hundredths = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), hundredths);
  if (error != std::errc{} || end != digits.data() + digits.size() || digits.front() == '-') {
    return not_percent(text);
  }
  return Percent{negative ? -hundredths : hundredths};
}

std::string Percent::to_string() const {
  const std::int64_t magnitude = hundredths_ < 0 ? -hundredths_ : hundredths_;
  std::string decimals = std::to_string(magnitude % 100);
  decimals = without_last_zeros(decimals.size() == 1 ? "0" + decimals : decimals, 0);
  return (hundredths_ < 0 ? "-" : "") + std::to_string(magnitude / 100) +
         (decimals.empty() ? "" : "." + decimals);
}

Money Percent::raise(Money amount) const {
  const Wide exact = raised(amount.pence(), hundredths_);
  const Wide down = exact / kWhole - (exact % kWhole < 0 ? 1 : 0);
  return Money::from_pence(static_cast<std::int64_t>(down));
}

std::string Percent::raise_exactly(Money amount) const {
  const Money down = raise(amount);
  const Wide rest = raised(amount.pence(), hundredths_) - static_cast<Wide>(down.pence()) * kWhole;
  const std::string decimals = std::to_string(kWhole + static_cast<std::int64_t>(rest)).substr(1);
  return down.to_string() + without_last_zeros(decimals, 0);
}

}  // namespace lintel
