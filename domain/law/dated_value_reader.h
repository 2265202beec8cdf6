#pragma once

#include <optional>
#include <string>

#include "domain/law/dated_rules.h"
#include "domain/yaml_faults.h"

namespace lintel {

/// Reads the values of one rule: the days on which each holds, what it is, and on whose authority.
class DatedValueReader {
 public:
  DatedValueReader(const DatedRule& rule, const std::string& statute, YamlFaults& faults)
      : rule_(rule), statute_(statute), faults_(faults) {}

  /// None when it is not a map at all; other faults are told, and the rule is not kept.
  std::optional<DatedValue> read(const YamlNode& node);

 private:
  std::optional<Date> date(const YamlNode& map, const std::string& key, bool may_be_null);
  std::string required_text(const YamlNode& map, const std::string& key);
  std::string optional_text(const YamlNode& map, const std::string& key);
  void read_written(const YamlNode& map, DatedValue& value);
  void read_verify(const YamlNode& map, DatedValue& value);
  void read_source(const YamlNode& map, DatedValue& value);
  void read_authority(const YamlNode& map, DatedValue& value);
  void wrong(const Place& place, std::string what, std::string fix = "", std::string field = "") {
    faults_.wrong(place, std::move(what), std::move(fix), std::move(field));
  }

  const DatedRule& rule_;
  const std::string& statute_;
  YamlFaults& faults_;
};

/// The text of that key, which must be there and not be empty; `of` names whose it is in the
/// sentence ("S8-01").
std::string required_text(YamlFaults& faults,
                          const YamlNode& map,
                          const std::string& key,
                          const Place& place,
                          const std::string& of);

}  // namespace lintel
