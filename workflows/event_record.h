#pragma once

#include <string>
#include <vector>

#include "domain/canonical_json.h"
#include "workflows/engine.h"

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

/// Everything that the engine made of an event: decision with reasons, timers with both dates,
/// tasks, holds, effects, rules leaned on.
Json step_record(const Step& step);

}  // namespace lintel
