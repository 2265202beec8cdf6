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
  std::map<std::string, std::string> fields;   ///< as a form spells them
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
};

/// What the acts of a notice add to what the engine knows.
struct NoticeAct {
  std::optional<Notice> notice;    ///< as it stands after
};

/// The decision on `asked` and what follows from it, on the case file in hand. When the decision
/// refuses, `step.changes` is false and the transition is empty.
PlannedTransition plan_transition(CaseworkParts& parts, const GatheredCase& gathered, const Asked& asked,
                                  const RuleValues& rules, const NoticeAct& notice = {});

/// The facts that an approval leans on, by name with their words: money owed, tenancy, agreement,
/// holds. A day passing changes none of them.
Json approval_facts(const GatheredCase& gathered, const RuleValues& rules);
/// What a second person's word is bound to: those facts and each document's PDF.
Hash approval_hash(const Json& facts, const std::vector<Document>& documents);

/// What lists say about a case that stands so.
Desk desk_of(const CaseworkParts& parts, const GatheredCase& gathered, const CaseState& state, const RuleValues& rules,
             const std::string& why);

/// "arrears £410.35 is below £449.60": the sentence of the branch that decided.
std::string because_of(const Decision& decision);
std::string law_of(const Decision& decision);

/// Tells a hold's refusal from policy's.
bool refused_by_hold(const Decision& decision);

}  // namespace lintel
