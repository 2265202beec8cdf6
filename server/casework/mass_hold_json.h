#pragma once

#include "domain/canonical_json.h"
#include "server/casework/mass_holds.h"

namespace lintel {

/// As the command prints them, one object a line.
Json to_json(const MassHoldLine& line);
Json to_json(const MassHoldSummary& summary);

}  // namespace lintel
