#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/result.h"
#include "domain/strict_yaml.h"

namespace lintel {

/// What is wrong with a file of ours, gathered while it is read: every fault is found in one go,
/// each with file, line, column and field.
class YamlFaults {
 public:
  explicit YamlFaults(Problems& problems) : problems_(problems) {}

  void wrong(Place place, std::string what, std::string fix = "", std::string field = "");
  /// Refuses keys that are not known, each with the nearest that is; `of` is "a rule".
  void refuse_unknown_keys(const YamlNode& map,
                           const std::vector<std::string>& known,
                           const std::string& of);
  std::size_t count() const { return problems_.size(); }

 private:
  Problems& problems_;
};

}  // namespace lintel
