#include <filesystem>
#include <ostream>

#include "server/application.h"
#include "server/auth/random_token.h"
#include "server/casework/workflows.h"
#include "server/commands/casework_command.h"
#include "server/commands/commands.h"
#include "server/commands/demonstration.h"
#include "server/commands/open_database.h"
#include "server/http/server.h"
#include "storage/setting_store.h"
#include "storage/tenancy_store.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFinished = "demonstration";
constexpr std::string_view kMaking = "demonstration.making";

std::optional<std::string> setting(Database& database, std::string_view name) {
  return database.read([&](Connection& connection) { return SettingStore(connection).find(name); });
}

void set_setting(Database& database, std::string_view name, const std::string& value, Instant at) {
  database.write([&](Transaction& tx) { SettingStore(tx).set(name, value, at, "lintel demo"); });
}

/// Takes a half-made demonstration away; nothing else is ever removed.
void remove_database(const std::string& url) {
  const std::string path = url.substr(url.find(':') + 1);
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(path + ending);
}

/// A database that holds a finished demonstration like the one wanted, or an empty one to make it
/// in.
Result<std::unique_ptr<Database>> database_for(const std::string& url,
                                               const Demonstration& wanted) {
  Result<std::unique_ptr<Database>> database = open_database(url);
  if (!database) return database;
  const std::optional<std::string> making = setting(**database, kMaking);
  const std::optional<std::string> finished = setting(**database, kFinished);
  if (finished && making == wanted.words()) return database;
  const std::string fix = "Remove the database, or name another with --database.";
  if (finished)
    return problem("this database holds another demonstration: " + making.value_or(""), fix);
  if (making) {
    database->reset();
    remove_database(url);
    return open_database(url);
  }
  const auto patches = (*database)->read([](Connection& c) { return TenancyStore(c).patches(); });
  if (!patches.empty()) return problem("this database holds a landlord's own accounts", fix);
  return database;
}

Json sign_ins_json(const std::vector<SignIn>& sign_ins, const std::string& address, Date on) {
  Json json = Json::object();
  json["address"] = address;
  json["on"] = on.to_iso();
  json["sign_ins"] = Json::array();
  for (const SignIn& each : sign_ins) {
    Json row = Json::object();
    row["username"] = each.person.username;
    row["password"] = each.password;
    row["name"] = each.person.name;
    row["roles"] = Json::array();
    for (const Role role : each.person.roles) row["roles"].push(std::string(to_string(role)));
    row["patches"] = Json::array();
    for (const std::string& patch : each.person.patches) row["patches"].push(patch);
    json["sign_ins"].push(row);
  }
  return json;
}

void announce(CommandContext& context,
              const std::vector<SignIn>& sign_ins,
              const std::string& address,
              Date on) {
  context.err << "\nNorthmere Homes on " << on.to_long_words() << " is at " << address << "\n";
  for (const SignIn& each : sign_ins) {
    context.err << "  " << each.person.username << "  " << each.password << "  " << each.person.name
                << ", " << role_label(*each.person.roles.begin()) << "\n";
  }
  context.err << "Stop it with Ctrl+C.\n" << std::flush;
  context.out << to_canonical(sign_ins_json(sign_ins, address, on)) << std::endl;
}

Exit run(const Arguments& arguments, CommandContext& context) {
  Demonstration wanted;
  wanted.homes = arguments.number("--homes").value_or(wanted.homes);
  wanted.on = arguments.date("--on").value_or(wanted.on);
  ResultOfMany<Config> config = read_config_of(context.config);
  if (!config) return refuse(context, config.error());
  if (const auto port = arguments.number("--port"))
    config->http.port = static_cast<std::uint16_t>(*port);
  const ResultOfMany<Policy> policy = Policy::read(context.config);
  if (!policy) return refuse(context, policy.error());
  Result<std::unique_ptr<Database>> database = database_for(context.database_url, wanted);
  if (!database) return refuse(context, database.error());
  const Problems refused = Workflows::load(**database, *policy, london_time(wanted.on, 0, 0));
  if (!refused.empty()) return refuse(context, refused);
  IdMaker ids(random_bits);
  const fs::path folder = folder_of(context.database_url);
  if (!setting(**database, kFinished)) {
    set_setting(**database, kMaking, wanted.words(), context.clock.now());
    wanted.play(
        *policy, **database, ids, folder.empty() ? fs::temp_directory_path() : folder, context.err);
    set_setting(**database, kFinished, wanted.on.to_iso(), context.clock.now());
  }
  const std::vector<SignIn> sign_ins = people_of_northmere(**database, ids, context.clock.now());
  const ShiftedClock clock(context.clock, london_time(wanted.on, 9, 0));
  const ApplicationParts parts{
      *config, *policy, **database, folder, context.clock, clock, true, context.err};
  try {
    serve_until_stopped(parts, [&](std::uint16_t port) {
      announce(context,
               sign_ins,
               "http://" + config->http.address + ":" + std::to_string(port),
               wanted.on);
    });
  } catch (const CannotListen& sentence) {
    context.err << sentence.what() << "\n";
    return Exit::refused;
  }
  return Exit::done;
}

}  // namespace

Command demo_command() {
  return {.name = "demo",
          .one_line = "makes Northmere Homes, plays twelve weeks and serves",
          .words = "",
          .least_words = 0,
          .most_words = 0,
          .options = {{"--homes", Takes::number, "N", "how many homes (12,400)"},
                      {"--on", Takes::date, "DATE", "the day on which it stands (2026-11-23)"},
                      {"--port",
                       Takes::number,
                       "PORT",
                       "where it listens instead of lintel.yaml's; 0: any free one"}},
          .explains =
              "Writes a made-up landlord's rent files, imports twelve of them a week apart, makes "
              "the run of\n"
              "each week and lets scripted officers work, so that cases stand in every state; then "
              "serves\n"
              "with its clock set to DATE. Prints one JSON object with the address and the "
              "sign-ins, which\n"
              "are made anew each time. A demonstration that is there already is served at once.",
          .run = run};
}

}  // namespace lintel
