#pragma once

#include "domain/canonical_json.h"
#include "server/casework/planned_transition.h"

namespace lintel {

/// What an event keeps of its decision for the timeline, the audit and the replay: reasons, facts,
/// dated rules, timers, documents, and what an approval is bound to.
Json event_payload(const PlannedTransition& planned,
                   const GatheredCase& gathered,
                   const Asked& asked,
                   const RuleValues& rules);

}  // namespace lintel
