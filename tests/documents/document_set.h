#pragma once

#include <gtest/gtest.h>

#include <string>

#include "documents/render.h"

namespace lintel {

/// The landlord's own templates, read once for all tests.
inline const DocumentSet& northmere() {
  static const ResultOfMany<DocumentSet> set = DocumentSet::read(LINTEL_SOURCE_DIR "/config");
  if (!set) {
    for (const Problem& found : set.error()) ADD_FAILURE() << found.to_string();
    throw std::runtime_error("config/templates cannot be read");
  }
  return *set;
}

inline Json sample_of(std::string_view name) {
  return northmere().sample(name).value();
}

/// Every sentence of the refusal, one a line; "" when nothing was refused.
inline std::string refusal(const ResultOfMany<Rendered>& made) {
  std::string words;
  if (!made) {
    for (const Problem& found : made.error()) words += found.to_string() + "\n";
  }
  return words;
}

inline std::string refusal(std::string_view name, const Json& data) {
  return refusal(northmere().render(name, data));
}

}  // namespace lintel
