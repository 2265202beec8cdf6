#pragma once

#include <vector>

#include "workflows/engine.h"

namespace lintel {

/// Adds an act to those that four eyes look at, once for each event and person: twice done bars
/// nobody more than once, and a case of many years keeps a list no longer than its people.
void remember(std::vector<PastAct>& acts, PastAct act);

}  // namespace lintel
