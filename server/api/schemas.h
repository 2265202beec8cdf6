#pragma once

#include "domain/canonical_json.h"

namespace lintel {

/// The JSON Schemas (2020-12) of what the API takes and gives, by name: {"Case": {...}, ...}.
Json api_schemas();

}  // namespace lintel
