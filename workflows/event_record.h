#pragma once

#include <string>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/record_text.h"
#include "workflows/engine.h"
#include "workflows/migration.h"
#include "workflows/stands_record.h"

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

/// Everything that the engine made of an event: decision with reasons, timers with both dates,
/// tasks, holds, effects, rules leaned on.
void write_step(const Step& step, RecordText& record);

/// Everything that a move to another version, or the way back, made of a case: where it stood
/// before and stands now, timers with both dates, tasks.
void write_migration(const CaseState& before, const Migrated& moved, RecordText& record);

/// What an event keeps, canonical: the record, and beside it members that have other names.
std::string event_payload_text(const RecordText& record, const Json& beside);

}  // namespace lintel
