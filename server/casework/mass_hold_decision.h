#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/person.h"
#include "server/casework/planned_transition.h"
#include "storage/mass_hold_store.h"
#include "storage/worklist_store.h"

namespace lintel {

/// What a mass hold does to one case, before anything is written.
struct MassHoldDecided {
  MassHoldLine line;
  std::optional<PlannedTransition> planned;  ///< when there is something to write
};

/// Decides the cases of one mass hold one by one, today. The law and policy of the day are looked
/// up once.
class MassHoldDecider {
 public:
  MassHoldDecider(CaseworkParts& parts, const MassHold& hold, const Person& by);

  MassHoldDecided put(Connection& connection, const PickedCase& picked);
  /// `put` is the case's line in the ledger of what is lifted.
  MassHoldDecided lift(Connection& connection, const MassHoldLine& put);
  /// The same case again, as it now stands.
  MassHoldDecided again(Connection& connection, const MassHoldLine& line);

 private:
  MassHoldDecided put_on(Connection& connection, MassHoldLine line);
  MassHoldDecided lift_from(Connection& connection, MassHoldLine line);
  MassHoldDecided plan(const GatheredCase& gathered, const std::string& event, MassHoldLine line);
  std::optional<GatheredCase> gather(Connection& connection, CaseId id) const;
  const RuleValues& rules_of(const Definition& definition);
  std::string key_of(CaseId id) const;

  CaseworkParts& parts_;
  const MassHold& hold_;
  const Person& by_;
  Date today_;
  std::map<std::string, std::string> fields_;
  mutable std::optional<std::optional<Date>> latest_file_;
  std::map<DefinitionKey, RuleValues> rules_;
};

}  // namespace lintel
