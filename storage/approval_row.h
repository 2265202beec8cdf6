#pragma once

#include "domain/task.h"
#include "storage/case_store.h"
#include "storage/connection.h"

namespace lintel {

/// id, case_id, task, proposed_by, proposed_at, earlier_actors, bound_to, documents, state,
/// decided_by, decided_at, reason of approval.
Approval take_approval(Row& row);

void insert_approval(Connection& connection, const Approval& approval, CaseId case_id);
/// ConstraintFault (check) when the one who decides proposed it or acted on it before, or when it
/// is not waiting any more.
void decide_approval(Connection& connection, const ApprovalDecided& decided, Instant at);

}  // namespace lintel
