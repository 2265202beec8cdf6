#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/money.h"
#include "domain/result.h"

namespace lintel {

/// What a fact, a law value or an expression is. `text` covers one_of; those from `days` on are
/// lengths of time (workflows/length.h), each a type of its own, because 14 days, 14 working days,
/// 14 clear days and 14 days beginning with the same day end on different days.
enum class ValueType : std::uint8_t {
  yes_no,
  number,
  money,
  date,
  text,
  list,
  days,
  weeks,
  months,
  working_days,
  clear_days,
  days_from_service,
  weeks_from_service,
  months_from_service,
  days_beginning_with,
  weeks_beginning_with,
  months_beginning_with,
};
constexpr bool is_length(ValueType type) {
  return type >= ValueType::days;
}
/// "yes_no", "number", ...
std::string_view to_string(ValueType type);
/// Reads a fact's declared type; one_of is not among them, for it lists its words.
Result<ValueType> parse_value_type(std::string_view text);

/// Numbers are exact decimals with six places: 3.7 is 3'700'000.
inline constexpr std::int64_t kNumberScale = 1'000'000;

/// One value of a fact: something, or none (known not to be there), or unknown (nobody has told
/// us). The two are never the same: no hearing was ever listed is not a diary that is late.
class Value {
 public:
  enum class Kind : std::uint8_t { unknown, none, something };
  struct Record;
  using Records = std::vector<Record>;

  Value() = default;  ///< unknown
  static Value unknown() { return Value{}; }
  static Value none() { return Value{Kind::none, ValueType::text, 0}; }
  static Value yes_no(bool value) {
    return Value{Kind::something, ValueType::yes_no, value ? 1 : 0};
  }
  static Value number(std::int64_t whole) {
    return Value{Kind::something, ValueType::number, whole * kNumberScale};
  }
  /// 3'700'000 is 3.7.
  static Value number_scaled(std::int64_t millionths) {
    return Value{Kind::something, ValueType::number, millionths};
  }
  static Value money(Money amount) {
    return Value{Kind::something, ValueType::money, amount.pence()};
  }
  static Value date(Date day) { return Value{Kind::something, ValueType::date, day.days()}; }
  /// none when there is no date.
  static Value date(std::optional<Date> day) { return day ? date(*day) : none(); }
  static Value text(std::string text);
  static Value list(Records records);
  static Value days(std::int64_t count) { return Value{Kind::something, ValueType::days, count}; }
  static Value working_days(std::int64_t count) {
    return Value{Kind::something, ValueType::working_days, count};
  }
  static Value months(std::int64_t count) {
    return Value{Kind::something, ValueType::months, count};
  }
  /// So many of a unit of time.
  static Value length(ValueType unit, std::int64_t count) {
    return Value{Kind::something, unit, count};
  }

  Kind kind() const { return kind_; }
  bool is_unknown() const { return kind_ == Kind::unknown; }
  bool is_none() const { return kind_ == Kind::none; }
  bool is_something() const { return kind_ == Kind::something; }
  ValueType type() const { return type_; }

  /// The figure: pence, millionths, days since 1970, 0 or 1, or a count, as type() says.
  std::int64_t raw() const { return raw_; }
  bool as_yes() const { return raw_ != 0; }
  Money as_money() const { return Money::from_pence(raw_); }
  Date as_date() const { return Date::from_days(static_cast<std::int32_t>(raw_)); }
  const std::string& as_text() const { return text_; }
  const Records& as_list() const;

  /// As a reason says it: "£410.35", "3.7", "2 November 2026", "yes", "none", "unknown".
  std::string to_words() const;
  /// The same words for a figure of that type, put at the end of `words`. Not for text.
  static void append_words(std::string& words, ValueType type, std::int64_t raw);
  /// As JSON and forms spell it: "410.35", "3.7", "2026-11-02", "yes", "".
  std::string to_plain() const;

  friend bool operator==(const Value& a, const Value& b);

 private:
  Value(Kind kind, ValueType type, std::int64_t raw) : raw_(raw), kind_(kind), type_(type) {}

  std::int64_t raw_ = 0;
  Kind kind_ = Kind::unknown;
  ValueType type_ = ValueType::text;
  std::string text_;
  std::shared_ptr<const Records> list_;
};

/// One row of a list fact; fields stand in the order in which the fact declares them.
struct Value::Record {
  std::vector<Value> fields;
  friend bool operator==(const Record&, const Record&) = default;
};

/// "3.7", "4", "-0.25": as short as is exact.
std::string number_words(std::int64_t millionths);
/// Reads "3.7" exactly, at most six decimals.
Result<std::int64_t> parse_number(std::string_view text);
/// Reads one value as a form, a file or a JSON string spells it: "410.35", "2026-11-02", "yes",
/// "true". "" is none. Not for lists.
Result<Value> parse_value(ValueType type, std::string_view text);

}  // namespace lintel
