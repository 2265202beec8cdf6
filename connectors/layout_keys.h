#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "domain/result.h"
#include "domain/strict_yaml.h"

namespace lintel {

/// A whole number of 1 or more, or nothing.
std::optional<int> whole_number(std::string_view text);
/// "cx, ql, pyramid"
std::string listed(const std::vector<std::string>& words);

/// Reads the keys of a layout's maps, gathering every fault on the way instead of stopping at the
/// first. What cannot be read comes back as its type's usual value.
class LayoutKeys {
 public:
  /// Faults for keys that are not among `known`.
  void check(const YamlNode& node, const std::vector<std::string>& known);
  std::string needed_text(const YamlNode& node, std::string_view key);
  std::optional<std::string> optional_text(const YamlNode& node, std::string_view key);
  /// From 1 to 10,000; 0 when the key is absent.
  int optional_number(const YamlNode& node, std::string_view key);

  /// What the key's word means; `otherwise` when the key is absent, and none given: a fault.
  template <class Value, std::size_t N>
  Value one_of(const YamlNode& node,
               std::string_view key,
               const std::array<std::pair<std::string_view, Value>, N>& words,
               std::type_identity_t<std::optional<Value>> otherwise) {
    const YamlNode* value = node.find(key);
    if (value == nullptr && otherwise) return *otherwise;
    std::vector<std::string> known;
    for (const auto& [word, meaning] : words) {
      if (value != nullptr && value->text == word) return meaning;
      known.emplace_back(word);
    }
    if (value == nullptr) {
      fault(node.place,
            "there is no \"" + std::string(key) + "\"",
            "Write one of " + listed(known) + ".");
    } else {
      fault(value->place,
            "\"" + value->text + "\" is not a " + std::string(key),
            "Write one of " + listed(known) + ".");
    }
    return words.front().second;
  }

  void fault(const Place& place, std::string what, std::string fix);
  Problems take_problems() { return std::move(problems_); }
  bool all_well() const { return problems_.empty(); }

 private:
  Problems problems_;
};

}  // namespace lintel
