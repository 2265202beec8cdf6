#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "domain/date.h"
#include "domain/hash.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/money.h"

namespace lintel {

/// Bytes, for a column of bytes. Borrowed: they outlive the statement that binds them.
struct Bytes {
  std::string_view bytes;
};

/// One value bound to one question mark.
///
/// Money is whole pence, a Date and an Instant are ISO text, an id is its 26 letters, a Hash its 64
/// hexadecimal figures, an enumerator its word, a yes_no 0 or 1: rows are readable in any SQL shell
/// and text sorts as time does. Text is borrowed and must outlive the statement's run.
class Bound {
 public:
  enum class Kind { null, integer, text, bytes };

  Bound() = default;
  Bound(std::nullptr_t) {}
  Bound(std::nullopt_t) {}
  Bound(std::same_as<bool> auto yes) : kind_(Kind::integer), integer_(yes ? 1 : 0) {}
  Bound(std::integral auto number) requires(!std::same_as<decltype(number), bool>)
      : kind_(Kind::integer), integer_(static_cast<std::int64_t>(number)) {}
  Bound(std::string_view text) : kind_(Kind::text), borrowed_(text) {}
  Bound(const std::string& text) : Bound(std::string_view(text)) {}
  Bound(const char* text) : Bound(std::string_view(text)) {}
  Bound(Bytes bytes) : kind_(Kind::bytes), borrowed_(bytes.bytes) {}
  Bound(Money money) : kind_(Kind::integer), integer_(money.pence()) {}
  Bound(Date date) { own(date.to_iso()); }
  Bound(Instant at) { own(to_iso(at)); }
  Bound(const Hash& hash) { own(hash.to_hex()); }
  template <class Noun>
  Bound(Id<Noun> id) {
    if (!id.is_nil()) own(to_string(id));
  }
  template <class Enum>
  requires std::is_enum_v<Enum> Bound(Enum word) : Bound(std::string_view(to_string(word))) {}
  template <class Value>
  Bound(const std::optional<Value>& value) {
    if (value) *this = Bound(*value);
  }

  Kind kind() const { return kind_; }
  std::int64_t integer() const { return integer_; }
  std::string_view text() const {
    return owned_size_ > 0 ? std::string_view(owned_.data(), owned_size_) : borrowed_;
  }

 private:
  void own(const std::string& text) {
    kind_ = Kind::text;
    owned_size_ = text.copy(owned_.data(), owned_.size());
  }

  Kind kind_ = Kind::null;
  std::int64_t integer_ = 0;
  std::string_view borrowed_;
  std::size_t owned_size_ = 0;
  std::array<char, 64> owned_{};
};

}  // namespace lintel
