#include "documents/field.h"

#include <array>
#include <utility>

#include "documents/characters.h"
#include "documents/value.h"
#include "domain/date.h"
#include "domain/money.h"

namespace lintel {
namespace {

constexpr std::array<std::pair<FieldType, std::string_view>, 8> kTypes{{
    {FieldType::text, "text"},
    {FieldType::long_text, "long_text"},
    {FieldType::money, "money"},
    {FieldType::date, "date"},
    {FieldType::number, "number"},
    {FieldType::phone, "phone"},
    {FieldType::address, "address"},
    {FieldType::list, "list"},
}};

// A field longer than this is no field of a letter; the limits keep one page from becoming a
// hundred.
constexpr std::size_t kLongestText = 2'000;
constexpr std::size_t kLongestLongText = 40'000;

Result<std::string> read_text(const Json& json, std::size_t longest, bool lines) {
  if (!json.is_string()) return problem("is not text", "Write it in quotes");
  std::string text = trimmed(json.as_string());
  if (!has_ink(text)) return problem("is empty", "Give it a value");
  if (text.size() > longest)
    return problem("is longer than " + std::to_string(longest) + " bytes", "Shorten it");
  if (const auto wrong = unwanted_character(text, lines)) {
    return problem("cannot be printed: " + *wrong, "Remove that character");
  }
  return text;
}

Result<FieldValue> read_money(const Field& field, const Json& json) {
  if (!json.is_string()) return problem("is not money written as text", "Write it as \"112.40\"");
  const Result<Money> amount = Money::parse(json.as_string());
  if (!amount) return problem(amount.error().what, amount.error().fix);
  if (*amount < Money{})
    return problem("is below zero", "Letters have no minus signs: the words say who owes whom");
  if (field.above_zero && amount->is_zero())
    return problem("is £0.00", "This document is for a sum above zero");
  return FieldValue{amount->to_string(), FieldType::money};
}

Result<FieldValue> read_date(const Field& field, const Json& json) {
  if (!json.is_string())
    return problem("is not a date written as text", "Write it as \"2026-11-23\"");
  const Result<Date> day = Date::parse(json.as_string());
  if (!day) return problem(day.error().what, day.error().fix);
  return FieldValue{field.weekday ? day->to_long_words() : day->to_words(), FieldType::date};
}

Result<FieldValue> read_number(const Json& json) {
  const std::string digits = json.is_number()   ? json.number_text()
                             : json.is_string() ? json.as_string()
                                                : "";
  const bool whole = !digits.empty() && digits.size() <= 9 &&
                     digits.find_first_not_of("0123456789") == std::string::npos;
  if (!whole) return problem("is not a whole number", "Write it as 3");
  return FieldValue{digits, FieldType::number};
}

Result<FieldValue> read_address(const Field& field, const Json& json) {
  if (!json.is_array())
    return problem("is not a list of lines",
                   "Write an address as [\"14 Larkrise Court\", \"NM4 2QT\"]");
  if (json.as_array().empty()) return problem("is empty", "Give it a value");
  const std::size_t most = field.max_lines > 0 ? static_cast<std::size_t>(field.max_lines) : 20;
  if (json.as_array().size() > most) {
    return problem("has " + std::to_string(json.as_array().size()) + " lines, more than the " +
                       std::to_string(most) + " that there is room for",
                   "Join or leave out lines");
  }
  std::string lines;
  for (const Json& line : json.as_array()) {
    const Result<std::string> text = read_text(line, kLongestText, false);
    if (!text) return problem("has a line that " + text.error().what, text.error().fix);
    lines += (lines.empty() ? "" : "\n") + *text;
  }
  return FieldValue{lines, FieldType::address};
}

}  // namespace

std::string_view to_string(FieldType type) {
  for (const auto& [candidate, name] : kTypes) {
    if (candidate == type) return name;
  }
  return "";
}

Result<FieldType> parse_field_type(std::string_view text) {
  for (const auto& [type, name] : kTypes) {
    if (name == text) return type;
  }
  return problem("\"" + std::string(text) + "\" is no type of field",
                 "Use text, long_text, money, date, number, phone, address or list");
}

Result<FieldValue> read_value(const Field& field, const Json& json) {
  switch (field.type) {
    case FieldType::money:
      return read_money(field, json);
    case FieldType::date:
      return read_date(field, json);
    case FieldType::number:
      return read_number(json);
    case FieldType::address:
      return read_address(field, json);
    case FieldType::text:
    case FieldType::phone:
    case FieldType::long_text: {
      const bool is_long = field.type == FieldType::long_text;
      Result<std::string> text =
          read_text(json, is_long ? kLongestLongText : kLongestText, is_long);
      if (!text) return tl::unexpected(text.error());
      return FieldValue{*std::move(text), field.type};
    }
    case FieldType::list:
      break;
  }
  return problem("is a list where one value is wanted", "");
}

}  // namespace lintel
