#include "server/commands/casework_command.h"

#include "server/auth/random_token.h"
#include "server/casework/workflows.h"
#include "server/commands/open_database.h"

namespace lintel {

CommandCasework::CommandCasework(CommandContext& context,
                                 Policy policy,
                                 std::unique_ptr<Database> database,
                                 std::optional<Instant> set_to)
    : policy_(std::move(policy)),
      database_(std::move(database)),
      clock_(&context.clock),
      ids_(random_bits) {
  if (set_to) {
    shifted_.emplace(context.clock, *set_to);
    clock_ = &*shifted_;
  }
  const std::string folder = folder_of(context.database_url);
  casework_ = std::make_unique<Casework>(
      *database_,
      policy_,
      *clock_,
      ids_,
      folder.empty() ? std::filesystem::path() : std::filesystem::path(folder) / "print");
}

ResultOfMany<std::unique_ptr<CommandCasework>> CommandCasework::open(
    CommandContext& context, std::optional<Instant> set_to) {
  ResultOfMany<Policy> policy = Policy::read(context.config);
  if (!policy) return tl::unexpected(policy.error());
  Result<std::unique_ptr<Database>> database = open_database(context.database_url);
  if (!database) return tl::unexpected(Problems{database.error()});
  const Instant now = set_to.value_or(context.clock.now());
  const Problems refused = Workflows::load(**database, *policy, now);
  if (!refused.empty()) return tl::unexpected(refused);
  return std::unique_ptr<CommandCasework>(
      new CommandCasework(context, *std::move(policy), *std::move(database), set_to));
}

}  // namespace lintel
