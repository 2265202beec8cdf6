#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/hash.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/person.h"
#include "domain/result.h"

namespace lintel {

/// What screens group states by. Every state of a workflow declares one.
enum class Stage {
  early_contact,
  letter_1,
  letter_2,
  agreement,
  notice,
  court,
  order,
  eviction,
  closed
};
std::string_view to_string(Stage stage);
std::string_view stage_label(Stage stage);  ///< "Early contact"
Result<Stage> parse_stage(std::string_view text);

/// The version of a workflow that a case began with and keeps until a migration moves it.
struct DefinitionKey {
  std::string workflow;  ///< "arrears_assured"
  std::string version;   ///< "2026.1"
  friend auto operator<=>(const DefinitionKey&, const DefinitionKey&) = default;
};

/// One hold on one case. Holds are a set beside the state, never states.
struct Hold {
  HoldId id;
  std::string name;  ///< as the workflow declares it: "breathing_space"
  Date from{1900, 1, 1};
  std::optional<Date> until;  ///< last day, when it is known
  std::string reason;
  std::optional<Date> lifted_on;

  bool runs_on(Date day) const {
    return from <= day && (!until || day <= *until) && (!lifted_on || day < *lifted_on);
  }
};

/// A timer that will fire an event for a case.
struct Timer {
  std::string name;
  int arming = 1;  ///< how many times it has been set; part of its command key
  Date due{1900, 1, 1};
  std::string fires;               ///< the event
  std::optional<int> paused_days;  ///< days left, in its own unit, when a hold has paused it
  bool deferred = false;           ///< fell due under a hold; fires once when the hold is lifted

  friend bool operator==(const Timer&, const Timer&) = default;
};

/// A tenancy's case: where it stands in its workflow.
struct Case {
  CaseId id;
  std::string reference;  ///< equals the tenancy's reference in URLs: "T-0041872"
  TenancyId tenancy_id;
  RentAccountId account_id;
  DefinitionKey definition;
  std::string state;
  Stage stage = Stage::early_contact;
  Date state_since{1900, 1, 1};
  std::int64_t version = 0;   ///< number of the last event; the next must be version + 1
  std::vector<Hold> holds;    ///< those that run or are to come
  std::vector<Timer> timers;  ///< armed
};

/// Someone in whose place another acts while they are away.
struct Delegator {
  PersonId person;
  std::string name;
  std::vector<Role> roles;  ///< lent to whoever acts for them
};

/// Who or what makes an event happen.
struct Actor {
  std::optional<PersonId> person;  ///< none: the system (a run, a timer, an import)
  std::string name;                ///< "Priya Shah", "Arrears run"
  std::vector<Role> roles;
  /// Whom the person acts for; none: for themselves. Both of them have then acted.
  std::optional<Delegator> on_behalf_of = std::nullopt;
};

/// Who made an event happen on this case earlier; four eyes look here.
struct PastAct {
  std::string event;
  PersonId person;
  std::string name;                                     ///< as a reason says it: "Priya Shah"
  std::optional<PersonId> on_behalf_of = std::nullopt;  ///< for whom; counts as having acted too

  bool is_by(PersonId someone) const { return person == someone || on_behalf_of == someone; }
  friend bool operator==(const PastAct&, const PastAct&) = default;
};

/// A connector call that was asked for and can still be undone.
struct PastCall {
  std::string name;        ///< "court.file_claim"
  std::string compensate;  ///< what undoes it: "court.withdraw_draft"
  std::string key;  ///< its effect key, case:seq:n, where the caller knows it; the engine sets ""
  friend bool operator==(const PastCall&, const PastCall&) = default;
};

/// One entry of a case's history. Rows of one case form a hash chain.
struct CaseEvent {
  CaseId case_id;
  std::int64_t seq = 0;
  Instant at{};
  Date on{1900, 1, 1};  ///< the civil day that the decision used
  std::string event;
  std::string from;
  std::string to;
  Actor actor;
  std::string command_key;  ///< unique; "" is refused
  std::string payload;      ///< canonical JSON: fields, facts with values, reasons, law
  Hash definition_hash;
  Hash previous;
  Hash hash;  ///< sha256 over previous and the canonical row
};

/// A change of state, without what decided it.
struct CaseMove {
  std::int64_t seq = 0;
  Date on{1900, 1, 1};
  std::string from;
  std::string to;
};

}  // namespace lintel
