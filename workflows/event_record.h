#pragma once

#include <string>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/record_text.h"
#include "workflows/engine.h"
#include "workflows/migration.h"

namespace lintel {

// What an event keeps of its decision, so that it can be decided again years later from its own
// row, its pinned definition and the rules of its day, and come to the same.

/// Every declared fact as `lintel decide` spells it: an absent one is unknown, null is none, a list
/// is an array of objects. Formulas are worked out, for whoever reads the audit.
Json facts_record(const Definition& definition,
                  const Facts& facts,
                  const RuleValues& rules,
                  Date today);
/// The same read back; facts with a formula are left unknown, to be worked out again.
/// Problem: a fact that does not read as its type.
Result<Facts> facts_of_record(const Definition& definition, const Json& record);

/// The dated rules of one definition on one day, in the order of its slots, with what each said.
Json rules_record(const Definition& definition, const RuleValues& rules);
/// Problem: they are not the rules of that definition.
Result<std::vector<RuleValue>> rules_of_record(const Definition& definition, const Json& record);

/// The case as storage gives it back: timers by day and name, holds by their first day, tasks by
/// the day of their opening. The order in which a decision looks at them, then and again.
CaseState in_order(CaseState state);
/// Where a case stands, short: since when, its timers, holds and open tasks.
Json stands_record(const CaseState& state);
/// The same read back, in the state of that name. Holds come back without their ids; acts and calls
/// are not in it. Problem: what does not read.
Result<CaseState> state_of_record(const std::string& state, const Json& record);

/// Everything that the engine made of an event: decision with reasons, timers with both dates,
/// tasks, holds, effects, rules leaned on.
void write_step(const Step& step, RecordText& record);

/// Everything that a move to another version, or the way back, made of a case: where it stood
/// before and stands now, timers with both dates, tasks.
void write_migration(const CaseState& before, const Migrated& moved, RecordText& record);

/// What an event keeps, canonical: the record, and beside it members that have other names.
std::string event_payload_text(const RecordText& record, const Json& beside);

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
