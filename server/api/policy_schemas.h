#pragma once

#include "domain/canonical_json.h"

namespace lintel {

/// The schemas of what the API takes and gives of policies, by name; part of api_schemas().
Json policy_schemas();

}  // namespace lintel
