#pragma once

#include <string_view>

#include "domain/case.h"
#include "domain/notice.h"
#include "domain/task.h"
#include "storage/row.h"

namespace lintel {

/// id, reference, tenancy_id, account_id, workflow, workflow_version, state, stage, state_since,
/// version of tenancy_case, in that order; without holds and timers.
Case take_case(Row& row);
/// id, name, from_day, until_day, reason, lifted_on of hold.
Hold take_hold(Row& row);
/// name, arming, due, fires, paused_days, deferred of timer.
Timer take_timer(Row& row);
/// id, case_id, name, label, role, opened_on, due, done_on of task.
Task take_task(Row& row);
/// case_id, seq, at, on_day, event, from_state, to_state, actor_id, actor_name, actor_roles,
/// command_key, payload, definition_hash, previous, hash of case_event.
CaseEvent take_event(Row& row);

/// Due dates sort with "nothing is due" last.
inline constexpr std::string_view kNothingDue = "9999-12-31";

}  // namespace lintel
