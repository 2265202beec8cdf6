#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/canonical_json.h"

namespace lintel {

/// The members of one JSON object by their bytes, found in one pass without reading their values:
/// most of an event's payload need not be read, only compared.
///
/// Trusts that `text` is one object as to_canonical() writes it; of anything else it finds some of
/// the members or none, never one that is not there. Of one whose names are out of order, or stand
/// twice, none. `text` must outlive this.
class TopMembers {
 public:
  TopMembers() = default;
  explicit TopMembers(std::string_view text) { read(text); }
  /// Another object, in the memory of this one.
  void read(std::string_view text);

  bool has(std::string_view name) const { return !bytes(name).empty(); }
  /// The value's bytes; empty when there is none of that name.
  std::string_view bytes(std::string_view name) const;
  /// The value read; none when there is none, or when it does not read.
  std::optional<Json> json(std::string_view name) const;
  /// The same, null for none.
  Json value(std::string_view name) const;
  /// Its text when it is a string; "" for anything else.
  std::string text(std::string_view name) const;

 private:
  std::vector<std::pair<std::string_view, std::string_view>> members_;
};

}  // namespace lintel
