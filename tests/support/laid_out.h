#pragma once

#include <string>

#include "domain/canonical_json.h"

namespace lintel {

/// An answer as a page shows it: a field a line, and a list's texts and objects a line each.
inline std::string laid_out(const Json& answer) {
  std::string text;
  for (const auto& [field, value] : answer.as_object()) {
    text += text.empty() ? "{" : ",\n ";
    text += "\"" + field + "\": ";
    if (!value.is_array() || value.as_array().empty()) {
      text += to_canonical(value);
      continue;
    }
    std::string items;
    for (const Json& each : value.as_array()) {
      items += (items.empty() ? "[\n   " : ",\n   ") + to_canonical(each);
    }
    text += items + "]";
  }
  return text + "}\n";
}

}  // namespace lintel
