#include "domain/money.h"

#include <cassert>
#include <charconv>

namespace lintel {
namespace {

constexpr std::size_t kMostPoundDigits = 14;
__extension__ typedef __int128 Wide;  // pence times a multiplier may pass 64 bits

Result<Money> not_money(std::string_view text) {
  return problem("\"" + std::string(text) + "\" is not an amount of money",
                 "Write pounds and pence, such as 1234.56.");
}

std::string grouped(std::string digits, std::string_view separator) {
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, separator);
  return digits;
}

std::string pounds_and_pence(std::int64_t pence, std::string_view sign, std::string_view comma) {
  // Unsigned so that the most negative amount has a magnitude.
  const std::uint64_t magnitude =
      pence < 0 ? 0 - static_cast<std::uint64_t>(pence) : static_cast<std::uint64_t>(pence);
  const std::string cents = std::to_string(magnitude % 100);
  std::string text = pence < 0 ? "-" : "";
  text += sign;
  text += grouped(std::to_string(magnitude / 100), comma);
  return text + (cents.size() == 1 ? ".0" : ".") + cents;
}

}  // namespace

Result<Money> Money::parse(std::string_view text) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);
  if (rest.starts_with("£")) rest.remove_prefix(std::string_view("£").size());

  const std::size_t dot = rest.find('.');
  const std::string_view whole = rest.substr(0, dot);
  const std::string_view decimals = dot == std::string_view::npos ? "" : rest.substr(dot + 1);
  if (dot != std::string_view::npos && (decimals.empty() || decimals.size() > 2)) {
    return not_money(text);
  }

  const std::size_t first_comma = whole.find(',');
  if (first_comma == 0 || first_comma > 3) {
    if (first_comma != std::string_view::npos) return not_money(text);
  }
  std::string digits;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const bool comma_due =
        first_comma != std::string_view::npos && at >= first_comma && (at - first_comma) % 4 == 0;
    if (comma_due != (whole[at] == ',')) return not_money(text);
    if (!comma_due) digits += whole[at];
  }
  if (first_comma != std::string_view::npos && (whole.size() - first_comma) % 4 != 0) {
    return not_money(text);
  }
  if (digits.empty() || digits.size() > kMostPoundDigits) return not_money(text);
  digits += decimals;
  if (decimals.size() < 2) digits.append(2 - decimals.size(), '0');

  std::int64_t pence = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), pence);
  if (error != std::errc{} || end != digits.data() + digits.size() || digits.front() == '-') {
    return not_money(text);
  }
  return Money{negative ? -pence : pence};
}

std::string Money::to_string() const {
  return pounds_and_pence(pence_, "£", ",");
}
std::string Money::to_plain() const {
  return pounds_and_pence(pence_, "", "");
}

Money Money::times(std::int64_t numerator, std::int64_t denominator) const {
  assert(denominator > 0);
  const Wide product = static_cast<Wide>(pence_) * numerator;
  const Wide half = denominator / 2;
  const Wide rounded =
      product >= 0 ? (product + half) / denominator : (product - half) / denominator;
  return Money{static_cast<std::int64_t>(rounded)};
}

}  // namespace lintel
