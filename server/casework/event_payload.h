#pragma once

#include <string>

#include "server/casework/planned_transition.h"
#include "workflows/counted_days.h"

namespace lintel {

/// What an event keeps of its decision for the timeline, the audit and the replay: everything that
/// the engine made of it, the facts, fields, days and rules that it was made from, the documents,
/// and what an approval is bound to. Canonical JSON.
std::string event_payload(const PlannedTransition& planned,
                          const GatheredCase& gathered,
                          const Asked& asked,
                          const RuleValues& rules,
                          const CountedDays& counted);

}  // namespace lintel
