#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "domain/date.h"
#include "domain/hash.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/money.h"
#include "storage/fault.h"

namespace lintel {

/// What a driver shows of the row that a statement stands on. Columns count from 0; text and bytes
/// live until the statement moves on.
class Columns {
 public:
  virtual ~Columns() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
};

template <class Value>
inline constexpr bool is_optional = false;
template <class Value>
inline constexpr bool is_optional<std::optional<Value>> = true;

/// One row, read from left to right in the order of the SELECT:
///
///     Person{.id = row.take<PersonId>(), .username = row.take<std::string>(), …}
///
/// A column that does not hold what is taken is a StorageFault that names its number and text.
class Row {
 public:
  explicit Row(const Columns& columns) : columns_(columns) {}

  /// The next column as bool, an integer, Money, std::string, std::string_view (until the next
  /// row), Date, Instant, Hash, an Id (null reads as nil), or std::optional of any of these.
  template <class Value>
  Value take() {
    if constexpr (is_optional<Value>) {
      if (columns_.is_null(next_)) return ++next_, Value{};
      return Value{take<typename Value::value_type>()};
    } else if constexpr (std::same_as<Value, bool>) {
      return columns_.integer(next_++) != 0;
    } else if constexpr (std::integral<Value>) {
      return static_cast<Value>(columns_.integer(next_++));
    } else if constexpr (std::same_as<Value, Money>) {
      return Money::from_pence(columns_.integer(next_++));
    } else if constexpr (std::same_as<Value, std::string_view> ||
                         std::same_as<Value, std::string>) {
      return Value(columns_.text(next_++));
    } else if constexpr (std::same_as<Value, Date>) {
      return checked(Date::parse(columns_.text(next_)));
    } else if constexpr (std::same_as<Value, Instant>) {
      return checked(parse_instant(columns_.text(next_)));
    } else if constexpr (std::same_as<Value, Hash>) {
      return checked(Hash::parse_hex(columns_.text(next_)));
    } else {
      if (columns_.is_null(next_)) return ++next_, Value{};
      return checked(Value::parse(columns_.text(next_)));
    }
  }

  /// The next column read by a parser of words: row.take(parse_stage).
  template <class Value>
  Value take(Result<Value> (*parse)(std::string_view)) {
    return checked(parse(columns_.text(next_)));
  }

  /// Passes over columns.
  void skip(int columns = 1) { next_ += columns; }
  /// Whether the next column is null; takes nothing.
  bool next_is_null() const { return columns_.is_null(next_); }

 private:
  template <class Value>
  Value checked(Result<Value> read) {
    if (!read) fault(read.error());
    ++next_;
    return *std::move(read);
  }
  [[noreturn]] void fault(const Problem& problem) const;

  const Columns& columns_;
  int next_ = 0;
};

}  // namespace lintel
