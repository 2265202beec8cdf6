#include <ostream>

#include "server/application.h"
#include "server/casework/policy.h"
#include "server/casework/workflows.h"
#include "server/commands/commands.h"
#include "server/commands/open_database.h"
#include "server/http/server.h"
#include "server/system_clock.h"
#include "storage/setting_store.h"

namespace lintel {
namespace {

constexpr std::string_view kDemonstration = "demonstration";

/// The moment to which the clock is set, or nothing for the real one.
Result<std::optional<Instant>> clock_for(const Arguments& arguments, Database& database) {
  const std::optional<std::string> mark = database.read(
      [](Connection& connection) { return SettingStore{connection}.find(kDemonstration); });
  const std::optional<Instant> at = arguments.moment("--at");
  if (at && !mark) {
    return problem("--at is for demonstrations, and this database is not one",
                   "Leave --at out, or make one with `lintel demo`.");
  }
  if (at || !mark) return at;
  const Result<Date> day = Date::parse(*mark);
  if (!day)
    return problem(
        "the demonstration's date in the database is \"" + *mark + "\", which is not a day",
        "Make it anew with `lintel demo`.");
  return std::optional(london_time(*day, 0, 0));
}

Exit run(const Arguments& arguments, CommandContext& context) {
  const ResultOfMany<Config> config = read_config_of(context.config);
  if (!config) return refuse(context, config.error());
  const ResultOfMany<Policy> policy = Policy::read(context.config);
  if (!policy) return refuse(context, policy.error());
  const Result<std::unique_ptr<Database>> database = open_database(context.database_url);
  if (!database) return refuse(context, database.error());
  const Result<std::optional<Instant>> set_to = clock_for(arguments, **database);
  if (!set_to) return refuse(context, set_to.error());

  std::optional<ShiftedClock> shifted;
  if (*set_to) shifted.emplace(context.clock, **set_to);
  const Clock& clock = shifted ? static_cast<const Clock&>(*shifted) : context.clock;
  const Problems refused = Workflows::load(**database, *policy, clock.now());
  if (!refused.empty()) return refuse(context, refused);
  const ApplicationParts parts{*config,
                               *policy,
                               **database,
                               folder_of(context.database_url),
                               context.clock,
                               clock,
                               shifted.has_value(),
                               context.err};
  try {
    serve_until_stopped(parts, [&](std::uint16_t port) {
      context.err << "Lintel is at http://" << config->http.address << ":" << port
                  << "/ (stop it with Ctrl+C)\n";
      if (shifted) context.err << "Its clock is set to " << clock.today().to_words() << ".\n";
    });
  } catch (const CannotListen& sentence) {
    context.err << sentence.what() << "\n";
    return Exit::refused;
  }
  return Exit::done;
}

}  // namespace

Command serve_command() {
  return {
      .name = "serve",
      .one_line = "runs the server: pages, API and what is due",
      .words = "",
      .least_words = 0,
      .most_words = 0,
      .options = {{"--at",
                   Takes::moment,
                   "DATE[THH:MM]",
                   "sets its clock, for demonstration databases only"}},
      .explains =
          "Listens where lintel.yaml says (127.0.0.1:8080). Put nginx in front for anybody but "
          "this\n"
          "machine: docs/deploy-nginx.conf. On SIGTERM it says \"not ready\", finishes what is in\n"
          "hand and ends. A demonstration database keeps the date that it was made for; --at\n"
          "sets another. The log goes to standard error, one JSON object a line.",
      .run = run};
}

}  // namespace lintel
