#pragma once

#include <memory>
#include <optional>

#include "domain/id.h"
#include "server/casework/casework.h"
#include "server/casework/policy.h"
#include "server/commands/command.h"
#include "server/system_clock.h"
#include "storage/database.h"

namespace lintel {

/// A database with casework over it, for a command that runs and ends.
class CommandCasework {
 public:
  /// Problems: a fault of the configuration, or a database that cannot be used.
  static ResultOfMany<std::unique_ptr<CommandCasework>> open(CommandContext& context,
                                                             std::optional<Instant> set_to = {});

  Casework& casework() { return *casework_; }
  Database& database() { return *database_; }
  const Policy& policy() const { return policy_; }
  const Clock& clock() const { return *clock_; }

 private:
  CommandCasework(CommandContext& context,
                  Policy policy,
                  std::unique_ptr<Database> database,
                  std::optional<Instant> set_to);

  Policy policy_;
  std::unique_ptr<Database> database_;
  std::optional<ShiftedClock> shifted_;
  const Clock* clock_;
  IdMaker ids_;
  std::unique_ptr<Casework> casework_;
};

}  // namespace lintel
