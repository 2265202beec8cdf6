#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case.h"
#include "domain/hash.h"
#include "domain/result.h"

namespace lintel {

/// Something that a person is asked to do on a case.
struct Task {
  TaskId id;
  CaseId case_id;
  std::string name;  ///< as the workflow declares it: "weigh_notice"
  std::string label;
  Role role = Role::income_officer;
  Date opened_on{1900, 1, 1};
  std::optional<Date> due;
  std::optional<Date> done_on;
};

enum class ApprovalState { waiting, approved, returned, void_ };
std::string_view to_string(ApprovalState state);  ///< "waiting", "approved", "returned", "void"
Result<ApprovalState> parse_approval_state(std::string_view text);

/// A second person's leave to go on, bound to what that person read.
struct Approval {
  ApprovalId id;
  CaseId case_id;
  std::string task;  ///< the approval task of the workflow: "approve_notice"
  PersonId proposed_by;
  Instant proposed_at{};
  std::vector<PersonId> earlier_actors;  ///< none of these may decide
  Hash bound_to;                         ///< of the facts and of each document, see approval_hash()
  std::vector<DocumentId> documents;     ///< to be read before deciding
  ApprovalState state = ApprovalState::waiting;
  std::optional<PersonId> decided_by;
  std::optional<Instant> decided_at;
  std::string reason;  ///< for a return or a void
};

}  // namespace lintel
