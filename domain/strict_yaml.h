#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/result.h"

namespace lintel {

struct YamlEntry;

/// A node of a strict YAML file. Every scalar is text: our own schema gives it a type, so that
/// `no`, `08` and `2026-11-23` stay what the author wrote.
struct YamlNode {
  enum class Kind { scalar, list, map };

  Kind kind = Kind::scalar;
  std::string text;      ///< of a scalar
  bool quoted = false;   ///< a scalar in quotes
  bool is_null = false;  ///< written as nothing, ~ or null, without quotes; text is ""
  std::vector<YamlNode> list;
  std::vector<YamlEntry> entries;  ///< of a map, in the order written; keys are unique
  Place place;                     ///< file, line and column of the node's first character

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
  /// The value of that key; null pointer when absent or when this is not a map.
  const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  Place place;  ///< of the key
  YamlNode value;
};

/// Reads one YAML document. Refuses, with place: anchors, aliases, tags, merge keys, duplicate
/// keys, keys that are not plain text, tabs, a second document, more than 1 MiB, depth past 32.
Result<YamlNode> read_strict_yaml(std::string_view text, std::string file);

/// The node as JSON: scalars as strings (null where nothing is written), for hashing and storing.
Json to_json(const YamlNode& node);

/// "Did you mean \"reminded\"?" for the candidate nearest to `word`, or "" when none is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace lintel
