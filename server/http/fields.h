#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/result.h"

namespace lintel {

/// The named values of a query or a form, in the order given.
///
/// A name is given once; only a name that ends in "[]" (tick boxes, `case[]`) may be repeated. A
/// second value of any other name is refused when the request is read, so that no two readers can
/// disagree about which one counts.
class Fields {
 public:
  /// False, and nothing is added, when a name that may not be repeated is there already.
  bool add(std::string name, std::string value);

  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// The value, or nothing when the field was not given. An empty field is given.
  std::optional<std::string> get(std::string_view name) const;
  /// The value, or "" when the field was not given.
  std::string text(std::string_view name) const;
  /// The value without white space around it; a Problem that names the field when absent or blank.
  Result<std::string> required(std::string_view name) const;
  /// Every value of a name that ends in "[]", in order.
  std::vector<std::string> all(std::string_view name) const;

  const std::vector<std::pair<std::string, std::string>>& values() const { return values_; }
  bool empty() const { return values_.empty(); }

 private:
  const std::string* find(std::string_view name) const;
  std::vector<std::pair<std::string, std::string>> values_;
};

}  // namespace lintel
