#pragma once

#include <string>
#include <vector>

#include "workflows/engine.h"

namespace lintel {

/// A case moved to another version of its workflow, and what that changed.
struct Migrated {
  CaseState next;
  std::vector<TimerChange> timer_changes;  ///< each timer with the date before and after
  std::vector<std::string> tasks_opened;
  std::vector<std::string> tasks_closed;
};

/// Moves one case from one version to the next as the next one's `migrate:` says. Pure, and never
/// performs an effect: what was done stays done, and nothing is done again.
///
///   state    by the map, or the same name with `same: rest`; how long it has been there stays
///   holds    go on; one that runs and that the next version does not know refuses the move
///   timers   every live one is named: keep_due_date, recompute (from the day on which the state
///            was entered) or drop. One that has fired is not set again. One that the state has
///            anew is armed from `today`, unless the map drops it. Then the next version's holds
///            pause, run or defer them.
///   tasks    of the state stay open with their due date where the new state has them, else they
///            are withdrawn; those that the state has anew are opened; others stay as they are
///
/// `facts` and `rules` are those of `to`. In refuse_when, `state` is the state that the case would
/// come to; an answer that is not known refuses too. The Problem says why a case is not moved.
Result<Migrated> migrate_case(const Definition& from,
                              const Definition& to,
                              const CaseState& state,
                              const Facts& facts,
                              const RuleValues& rules,
                              Date today);

/// Takes a migration back: the case is again exactly what it was `before`. Refuses when something
/// has happened since: `now` is no longer what the migration made. The three may list timers and
/// tasks in different orders.
Result<Migrated> reverse_migration(const CaseState& before,
                                   const CaseState& made,
                                   const CaseState& now);

}  // namespace lintel
