#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/person.h"
#include "domain/result.h"
#include "server/casework/case_command.h"
#include "workflows/engine.h"

namespace lintel {

class Connection;
class Transaction;
struct CaseworkParts;

/// What moving one case to another version does, or why it is not moved.
struct MigrationLine {
  std::string reference{};
  std::string from{};  ///< label of the state that it is in
  std::string to{};    ///< label of the state that it comes to; "" when refused
  std::vector<TimerChange> timers{};
  std::vector<std::string> tasks_opened{};
  std::vector<std::string> tasks_closed{};
  std::optional<Problem> refused{};
};

struct MigrationLedger {
  DefinitionKey from{};
  std::string to{};  ///< version
  bool dry = true;
  std::int64_t moved = 0;  ///< or would be
  std::int64_t refused = 0;
  std::vector<MigrationLine> lines{};  ///< by reference; at most kMigrationLines of each kind
};
inline constexpr std::int64_t kMigrationLines = 500;

/// Moves running cases to a later version by its `migrate:` map. Each case is a transaction of its
/// own with an event `migrated` in its chain, so that a batch that was cut off goes on where it
/// stopped, and the same batch again does nothing. No letter is sent and nothing is done twice.
/// A case can be moved back until its next event.
class PolicyMigration {
 public:
  explicit PolicyMigration(CaseworkParts& parts) : parts_(parts) {}

  /// Nothing is written. Problem: a version is not published, or the later one has no map from the
  /// earlier.
  Result<MigrationLedger> plan(const DefinitionKey& from, const std::string& to) const;
  /// Problem also: `by` may not (team managers and administrators may).
  Result<MigrationLedger> migrate(const DefinitionKey& from,
                                  const std::string& to,
                                  const Person& by);
  /// Outcome::decision says why not: something has happened since, or it was never moved.
  Outcome reverse(const std::string& reference, const Person& by);

 private:
  Result<MigrationLedger> work(const DefinitionKey& from,
                               const std::string& to,
                               const Person* by) const;

  CaseworkParts& parts_;
};

}  // namespace lintel
