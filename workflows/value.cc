#include "workflows/value.h"

#include <array>
#include <charconv>
#include <iterator>

#include "domain/date_words.h"
#include "workflows/length.h"

namespace lintel {
namespace {

constexpr std::array<std::string_view, 17> kTypes = {"yes_no",
                                                     "number",
                                                     "money",
                                                     "date",
                                                     "text",
                                                     "list",
                                                     "days",
                                                     "weeks",
                                                     "months",
                                                     "working_days",
                                                     "clear_days",
                                                     "days_from_service",
                                                     "weeks_from_service",
                                                     "months_from_service",
                                                     "days_beginning_with",
                                                     "weeks_beginning_with",
                                                     "months_beginning_with"};

void append_count(std::string& words, std::int64_t count) {
  char digits[24];
  const char* const end = std::to_chars(std::begin(digits), std::end(digits), count).ptr;
  words.append(digits, static_cast<std::size_t>(end - digits));
}

void append_counted(std::string& words, std::int64_t count, std::string_view one) {
  append_count(words, count);
  words += ' ';
  words += one;
  if (count != 1) words += 's';
}

/// "£1,234.56", the words of Money::to_string() without making texts on the way. Not below zero.
void append_pounds(std::string& words, std::int64_t pence) {
  char text[40];
  char* at = std::end(text);
  auto rest = static_cast<std::uint64_t>(pence);
  for (int place = 0; place < 3 || rest != 0; ++place, rest /= 10) {
    if (place == 2) *--at = '.';
    if (place > 2 && place % 3 == 2) *--at = ',';
    *--at = static_cast<char>('0' + rest % 10);
  }
  *--at = '\xA3';
  *--at = '\xC2';
  words.append(at, static_cast<std::size_t>(std::end(text) - at));
}

/// "3.7", "4", "-0.25".
void append_number(std::string& words, std::int64_t millionths) {
  const auto size = millionths < 0 ? 0U - static_cast<std::uint64_t>(millionths)
                                   : static_cast<std::uint64_t>(millionths);
  char text[32];
  char* at = text;
  if (millionths < 0) *at++ = '-';
  at = std::to_chars(at, std::end(text), size / kNumberScale).ptr;
  std::uint64_t rest = size % kNumberScale;
  if (rest != 0) *at++ = '.';
  for (std::uint64_t place = kNumberScale / 10; rest != 0; place /= 10) {
    *at++ = static_cast<char>('0' + rest / place);
    rest %= place;
  }
  words.append(text, static_cast<std::size_t>(at - text));
}

}  // namespace

std::string_view to_string(ValueType type) {
  return kTypes[static_cast<std::size_t>(type)];
}

Result<ValueType> parse_value_type(std::string_view text) {
  std::string known;
  for (std::size_t i = 0; i < kTypes.size(); ++i) {
    if (kTypes[i] == text) return static_cast<ValueType>(i);
    known += std::string(kTypes[i]) + ", ";
  }
  return problem("\"" + std::string(text) + "\" is not a type of fact",
                 "Write one of " + known + "or one_of (…).");
}

Value Value::text(std::string text) {
  Value value{Kind::something, ValueType::text, 0};
  value.text_ = std::move(text);
  return value;
}

Value Value::list(Records records) {
  Value value{Kind::something, ValueType::list, static_cast<std::int64_t>(records.size())};
  value.list_ = std::make_shared<const Records>(std::move(records));
  return value;
}

const Value::Records& Value::as_list() const {
  static const Records kEmpty;
  return list_ ? *list_ : kEmpty;
}

std::string Value::to_words() const {
  if (is_unknown()) return "unknown";
  if (is_none()) return "none";
  if (type_ == ValueType::text) return text_;
  std::string words;
  append_words(words, type_, raw_);
  return words;
}

void Value::append_words(std::string& words, ValueType type, std::int64_t raw) {
  switch (type) {
    case ValueType::yes_no:
      words += raw != 0 ? "yes" : "no";
      return;
    case ValueType::number:
      append_number(words, raw);
      return;
    case ValueType::money:
      if (raw >= 0) {
        append_pounds(words, raw);
      } else if (raw == INT64_MIN) {
        words += Money::from_pence(raw).to_string();
      } else {
        append_pounds(words, -raw);
        words += " in credit";
      }
      return;
    case ValueType::date:
      lintel::append_words(words, Date::from_days(static_cast<std::int32_t>(raw)));
      return;
    case ValueType::list:
      append_counted(words, raw, "row");
      return;
    case ValueType::text:
      return;
    default:
      append_count(words, raw);
      words += ' ';
      words += length_words(type, raw == 1);
  }
}

std::string Value::to_plain() const {
  if (!is_something()) return {};
  switch (type_) {
    case ValueType::yes_no:
      return raw_ != 0 ? "yes" : "no";
    case ValueType::number:
      return number_words(raw_);
    case ValueType::money:
      return as_money().to_plain();
    case ValueType::date:
      return as_date().to_iso();
    case ValueType::text:
      return text_;
    default:
      return std::to_string(raw_);  // a list, and the lengths
  }
}

bool operator==(const Value& a, const Value& b) {
  if (a.kind_ != b.kind_) return false;
  if (!a.is_something()) return true;
  return a.type_ == b.type_ && a.raw_ == b.raw_ && a.text_ == b.text_ && a.as_list() == b.as_list();
}

std::string number_words(std::int64_t millionths) {
  std::string words;
  append_number(words, millionths);
  return words;
}

Result<std::int64_t> parse_number(std::string_view text) {
  const auto refuse = [&] {
    return problem("\"" + std::string(text) + "\" is not a number",
                   "Write figures such as 4 or 3.7, at most six decimals and twelve figures.");
  };
  std::string_view rest = text;
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative) rest.remove_prefix(1);
  std::int64_t value = 0;
  std::size_t whole = 0;
  std::size_t places = 0;
  bool point = false;
  for (const char c : rest) {
    if (c == '.' && !point && whole > 0) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return refuse();
    (point ? places : whole) += 1;
    if (whole > 12 || places > 6) return refuse();
    value = value * 10 + (c - '0');
  }
  if (whole == 0 || (point && places == 0)) return refuse();
  for (; places < 6; ++places) value *= 10;
  return negative ? -value : value;
}

Result<Value> parse_value(ValueType type, std::string_view text) {
  if (text.empty()) return Value::none();
  switch (type) {
    case ValueType::yes_no:
      if (text == "yes" || text == "true") return Value::yes_no(true);
      if (text == "no" || text == "false") return Value::yes_no(false);
      return problem("\"" + std::string(text) + "\" is neither yes nor no", "Write yes or no.");
    case ValueType::number:
      return parse_number(text).map([](std::int64_t n) { return Value::number_scaled(n); });
    case ValueType::money:
      return Money::parse(text).map([](Money amount) { return Value::money(amount); });
    case ValueType::date:
      return Date::parse(text).map([](Date day) { return Value::date(day); });
    case ValueType::text:
      return Value::text(std::string(text));
    case ValueType::list:
      return problem("a list cannot be read from one text");
    default: {  // the lengths
      const Result<std::int64_t> count = parse_number(text);
      if (!count || *count % kNumberScale != 0)
        return problem("\"" + std::string(text) + "\" is not a whole number");
      return Value::length(type, *count / kNumberScale);
    }
  }
}

}  // namespace lintel
