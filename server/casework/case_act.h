#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/casework/case_command.h"
#include "server/casework/planned_transition.h"

namespace lintel {

/// One walk through the four rooms for one case: gather, decide, apply; the outbox comes after.
struct CaseAct {
  std::string reference;
  Asked asked;
  std::optional<Person> person;                  ///< none: the system
  std::optional<std::int64_t> expected_version;  ///< none: whatever it is at
  std::optional<Date> on;                        ///< none: today by the clock
  /// Looks at the gathered case inside the transaction before the decision, and may add to it or
  /// refuse: the gates that the engine does not know.
  std::function<std::optional<Outcome>(Connection&, GatheredCase&, NoticeAct&)> before;
  /// Adds to the transition that is about to be written.
  std::function<void(const GatheredCase&, Transition&)> complete;
  /// Writes what goes with it, in the same transaction.
  std::function<void(Transaction&, const Transition&)> beside;
};

/// Does it, all gates asked inside the transaction that writes. Tries again when somebody else was
/// quicker, at most eight times. A refusal is kept in the audit.
Outcome perform(CaseworkParts& parts, const CaseAct& act);

/// The actor that a person is.
Actor actor_of(const Person& person);
Outcome refused(std::string event, Reason reason);
Outcome invalid(Problem problem);

}  // namespace lintel
