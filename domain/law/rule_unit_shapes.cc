#include "domain/law/rule_unit_shapes.h"

#include <algorithm>

namespace lintel {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_whole_number(std::string_view text) {
  return all_digits(text) && text.size() <= 6;
}

bool is_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_whole_number(text);
  return is_whole_number(text.substr(0, point)) && is_whole_number(text.substr(point + 1));
}

bool is_time(std::string_view text) {
  return text.size() == 5 && text[2] == ':' && all_digits(text.substr(0, 2)) &&
         all_digits(text.substr(3)) && text.substr(0, 2) < "24" && text.substr(3) < "60";
}

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_of(" \n") == std::string_view::npos;
}

}  // namespace

bool is_list(RuleUnit unit) {
  return unit == RuleUnit::day_range || unit == RuleUnit::words || unit == RuleUnit::dates;
}

std::string shape_lacking(RuleUnit unit, const std::string& text) {
  switch (unit) {
    case RuleUnit::days:
    case RuleUnit::weeks:
    case RuleUnit::months:
    case RuleUnit::years:
    case RuleUnit::working_days:
    case RuleUnit::clear_days:
    case RuleUnit::weeks_of_rent:
    case RuleUnit::months_of_rent:
    case RuleUnit::count:
    case RuleUnit::day_range:
      return is_whole_number(text) ? "" : "a whole number";
    case RuleUnit::percent:
    case RuleUnit::divisor:
      return is_decimal(text) ? "" : "a decimal number such as 4.8";
    case RuleUnit::money:
      return Money::parse(text) ? "" : "money such as £404.00";
    case RuleUnit::yes_no:
      return text == "yes" || text == "no" ? "" : "yes or no";
    case RuleUnit::word:
    case RuleUnit::words:
      return is_word(text) ? "" : "one word without spaces";
    case RuleUnit::text:
    case RuleUnit::form:
      return text.empty() ? "words" : "";
    case RuleUnit::date:
    case RuleUnit::dates:
      return Date::parse(text) ? "" : "a date such as 2026-05-01";
    case RuleUnit::time:
      return is_time(text) ? "" : "a time such as 16:30";
  }
  return "";
}

}  // namespace lintel
