#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "documents/render.h"
#include "domain/canonical_json.h"
#include "server/casework/gathered_case.h"
#include "storage/case_store.h"

namespace lintel {

/// Who wants what to happen to a case.
struct Asked {
  std::string event;
  std::map<std::string, std::string> fields;  ///< as a form spells them
  Actor actor;
  std::string command_key;
};

/// One document of a transition: the row, and what is to be printed on it.
struct PlannedDocument {
  Document document;
  Json fields;
};

/// Rooms two and three up to the door: the decision, and every row that it writes. Nothing has been
/// written yet.
struct PlannedTransition {
  Step step;
  Transition transition;
  std::vector<PlannedDocument> documents;
  /// What an approval that this asks for is bound to, beside its documents.
  Json bound_facts;
  std::optional<ApprovalId> approval;
  int sent_before_calls = 0;  ///< documents that are sent before the first call
  Hash rules_of_the_day;      ///< of the dated rules that it was decided by (rule_sets.h)
};

/// What the acts of a notice add to what the engine knows.
struct NoticeAct {
  std::optional<Notice> notice;  ///< as it stands after
};

/// The decision on `asked` and what follows from it, on the case file in hand. When the decision
/// refuses, `step.changes` is false and the transition is empty.
PlannedTransition plan_transition(CaseworkParts& parts,
                                  const GatheredCase& gathered,
                                  const Asked& asked,
                                  const RuleValues& rules,
                                  const NoticeAct& notice = {});

}  // namespace lintel
