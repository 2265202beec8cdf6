#pragma once

#include <string>
#include <vector>

#include "domain/canonical_json.h"

namespace lintel {

/// What in `value` is not as `schema` says, each with its path ("cases[0].balance: not a string").
/// Knows what server/api/schemas.cc uses: $ref, type, enum, required, properties,
/// additionalProperties: false, items, format: date and the pattern of money; throws
/// std::logic_error for a keyword that it does not know, so that none is passed over.
/// `root` is the document that a $ref points into.
std::vector<std::string> schema_faults(const Json& schema, const Json& value, const Json& root);

}  // namespace lintel
