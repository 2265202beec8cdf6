#pragma once

#include <vector>

#include "server/api/api_routes.h"

namespace lintel {

/// What the API offers of policies: read, check, draft, submit, approve, move running cases. The
/// same studio as the pages, so a refusal has the same reasons. `casework` is kept by reference.
std::vector<Operation> policy_operations(Casework& casework);

}  // namespace lintel
