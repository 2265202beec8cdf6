#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "domain/result.h"

namespace lintel {

/// A JSON value (RFC 8259). Numbers keep their decimal spelling, so that nothing passes through
/// floating point; object keys are held in order, so that equal values have equal text.
class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::map<std::string, Json, std::less<>>;

  Json() = default;  // null
  Json(std::nullptr_t) {}
  Json(std::same_as<bool> auto value) : value_(value) {}
  Json(std::integral auto value) requires(!std::same_as<decltype(value), bool>)
      : value_(Number{std::to_string(value)}) {}
  Json(const char* text) : value_(std::string(text)) {}
  Json(std::string_view text) : value_(std::string(text)) {}
  Json(std::string text) : value_(std::move(text)) {}
  Json(Array array) : value_(std::move(array)) {}
  Json(Object object) : value_(std::move(object)) {}
  /// A number from its decimal spelling, such as "3.7". The caller vouches for the spelling.
  static Json number(std::string decimal);
  static Json array() { return Json{Array{}}; }
  static Json object() { return Json{Object{}}; }

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_bool() const { return std::holds_alternative<bool>(value_); }
  bool is_number() const { return std::holds_alternative<Number>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }

  // Each of these needs the kind that it names; ask is_…() first (std::bad_variant_access).
  bool as_bool() const { return std::get<bool>(value_); }
  const std::string& as_string() const { return std::get<std::string>(value_); }
  const std::string& number_text() const { return std::get<Number>(value_).text; }
  const Array& as_array() const { return std::get<Array>(value_); }
  Array& as_array() { return std::get<Array>(value_); }
  const Object& as_object() const { return std::get<Object>(value_); }
  Object& as_object() { return std::get<Object>(value_); }
  /// The number when it is whole and fits; absent for anything else.
  std::optional<std::int64_t> as_integer() const;

  /// The member of that name; null pointer when absent or when this is not an object.
  const Json* find(std::string_view key) const;
  /// The member's text when it is a string; absent otherwise.
  std::optional<std::string> text(std::string_view key) const;
  /// Sets or reads a member while building; a null becomes an object first.
  Json& operator[](std::string_view key);
  /// Adds to an array; a null becomes an array first.
  void push(Json element);

  friend bool operator==(const Json&, const Json&) = default;

 private:
  struct Number {
    std::string text;
    friend bool operator==(const Number&, const Number&) = default;
  };
  std::variant<std::monostate, bool, Number, std::string, Array, Object> value_;
};

/// Reads one JSON value and nothing after it. Refuses duplicate keys, depth past 64, invalid UTF-8
/// and numbers with an exponent. The Problem's place has line and column.
Result<Json> parse_json(std::string_view text);

/// One line without spaces, keys in order, only what must be escaped escaped (in the manner of
/// RFC 8785): equal values give equal bytes. Also escapes "<", U+2028 and U+2029, so that the text
/// is safe within HTML.
std::string to_canonical(const Json& value);

}  // namespace lintel
