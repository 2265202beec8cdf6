#include "domain/yaml_faults.h"

#include <algorithm>

namespace lintel {

void YamlFaults::wrong(Place place, std::string what, std::string fix, std::string field) {
  place.field = std::move(field);
  problems_.push_back({std::move(what), std::move(fix), std::move(place)});
}

void YamlFaults::refuse_unknown_keys(const YamlNode& map,
                                     const std::vector<std::string>& known,
                                     const std::string& of) {
  for (const YamlEntry& each : map.entries) {
    if (std::ranges::find(known, each.key) != known.end()) continue;
    wrong(each.place, "\"" + each.key + "\" is not a key of " + of, did_you_mean(each.key, known));
  }
}

}  // namespace lintel
