#pragma once

#include "connectors/layout_keys.h"
#include "connectors/rent_file_layout.h"

namespace lintel {

/// Reads "words:", which says what the file's own words mean: kinds of account, tenancy types and
/// the rest. Faults go to `keys`.
void read_layout_words(const YamlNode& root, RentFileLayout& layout, LayoutKeys& keys);

}  // namespace lintel
