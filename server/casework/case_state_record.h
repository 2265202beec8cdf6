#pragma once

#include "domain/canonical_json.h"
#include "workflows/engine.h"

namespace lintel {

/// A case's state, day, timers and open tasks, as the event of a migration keeps them so that it
/// can be taken back. Holds and acts are the case's own and are not in it.
Json case_state_record(const CaseState& state);
/// Problem: the record was not made by case_state_record().
Result<CaseState> read_case_state_record(const Json& record);

}  // namespace lintel
