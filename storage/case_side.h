#pragma once

#include <cstdint>

#include "storage/case_store.h"
#include "storage/connection.h"

namespace lintel {

/// Writes what a transition changes beside the case's own row: timers, holds, tasks, effects,
/// documents, approvals, notices, agreements and contacts. `seq` is its event's number.
void apply_beside_case(Connection& connection, const Transition& transition, std::int64_t seq);

}  // namespace lintel
