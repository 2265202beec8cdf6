#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/decision.h"
#include "domain/person.h"
#include "domain/policy_draft.h"
#include "server/casework/policy_check.h"
#include "server/casework/policy_stories.h"

namespace lintel {

class Connection;

/// What stands in the way of a step on a draft's road, line by line, like the gate of a case.
struct PolicyGate {
  std::vector<Reason> lines{};
  bool open() const;
  /// Those that do not pass.
  std::vector<Reason> closed() const;
};

/// One line of a gate; the fix is left out of one that passes.
Reason gate_line(bool passed, std::string rule, std::string because, std::string fix = "");

const std::set<Role>& policy_writers();  ///< who may draft, submit and approve
bool writes_policies(const Person& person);
Reason not_a_writer();

/// Checks, stories, and a simulation of exactly this text in which the law stops no step.
PolicyGate gate_to_submit(Connection& connection,
                          const PolicyDraft& draft,
                          const PolicyCheck& check,
                          const std::vector<StoryLine>& stories);
/// A draft that waits, and a person who wrote none of it.
PolicyGate gate_to_approve(Connection& connection, const PolicyDraft& draft, const Person& by);

}  // namespace lintel
