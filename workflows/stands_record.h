#pragma once

#include <string>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/canonical_text.h"
#include "workflows/engine.h"

namespace lintel {

// Where a case stands and what it remembers, as its events, its row and an export say it: one
// language, so that each can be held to the others.

/// The case as storage gives it back: timers by day and name, holds by their first day, tasks by
/// the day of their opening. The order in which a decision looks at them, then and again.
CaseState in_order(CaseState state);
/// Where a case stands, short: since when, its timers, holds and open tasks.
Json stands_record(const CaseState& state);
/// The same read back, in the state of that name. Holds come back without their ids; acts and calls
/// are not in it. Problem: what does not read.
Result<CaseState> state_of_record(const std::string& state, const Json& record);

/// The same, and open tasks alone, written where a member's value stands.
void put_stands(CanonicalText text, const CaseState& state);
void put_tasks(CanonicalText text, const std::vector<OpenTask>& tasks);

/// Who did what, once each, as four eyes look at it.
Json acts_record(const std::vector<PastAct>& acts);
Result<std::vector<PastAct>> acts_of_record(const Json& record);

/// The calls that can still be undone, each with its key.
Json calls_record(const std::vector<PastCall>& calls);
Result<std::vector<PastCall>> calls_of_record(const Json& record);

/// For whom the person of an event acted, with the roles lent.
Json delegator_record(const Delegator& whom);
Result<Delegator> delegator_of_record(const Json& record);

}  // namespace lintel
