#include <array>
#include <filesystem>
#include <ostream>

#include "server/application.h"
#include "server/auth/password_hasher.h"
#include "server/auth/random_token.h"
#include "server/commands/casework_command.h"
#include "server/commands/commands.h"
#include "server/commands/open_database.h"
#include "server/commands/scripted_officers.h"
#include "server/estate/estate.h"
#include "server/http/server.h"
#include "storage/person_store.h"
#include "storage/setting_store.h"
#include "storage/tenancy_store.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

constexpr long kHomes = 12'400;
constexpr int kRuns = 12;
constexpr int kHistoryWeeks = 60;
constexpr int kDaysInAWeek = 7;
constexpr std::uint64_t kSeed = 1;
constexpr std::string_view kFinished = "demonstration";
constexpr std::string_view kMaking = "demonstration.making";

/// What a demonstration is made from; the same words make the same one.
struct Wanted {
  long homes = kHomes;
  Date on{2026, 11, 23};

  std::string words() const { return std::to_string(homes) + " homes on " + on.to_iso(); }
};

struct Player {
  const char* username;
  const char* name;
  Role role;
  int share;        ///< which half of the patches; -1: all of them
};
constexpr std::array kPlayers = {
    Player{"priya.shah", "Priya Shah", Role::income_officer, 0},
    Player{"lee.marsh", "Lee Marsh", Role::income_officer, 1},
    Player{"sian.llyr", "Siân Llŷr", Role::legal_officer, -1},
    Player{"sam.hill", "Sam Hill", Role::team_manager, -1},
    Player{"tomasz.swiatek", "Tomasz Świątek", Role::revenues_coordinator, -1},
    Player{"grace.mensah", "Grace Mensah", Role::auditor, -1},
    Player{"ineke.achterberg", "Ineke Achterberg", Role::administrator, -1},
};

struct SignIn {
  Person person;
  std::string password;
};

std::optional<std::string> setting(Database& database, std::string_view name) {
  return database.read([&](Connection& connection) { return SettingStore(connection).find(name); });
}

void set_setting(Database& database, std::string_view name, const std::string& value, Instant at) {
  database.write([&](Transaction& tx) { SettingStore(tx).set(name, value, at, "lintel demo"); });
}

std::set<std::string> patches_of(Database& database, int share) {
  std::set<std::string> patches;
  if (share < 0) return patches;
  int at = 0;
  for (const std::string& patch : database.read([](Connection& c) { return TenancyStore(c).patches(); })) {
    if (!patch.empty() && at++ % 2 == share) patches.insert(patch);
  }
  return patches;
}

/// Everybody of the landlord's office, with passwords that nobody had before.
std::vector<SignIn> make_people(Database& database, IdMaker& ids, Instant now) {
  PasswordHasher hasher;
  std::vector<SignIn> sign_ins;
  for (const Player& player : kPlayers) {
    SignIn sign_in{.person = {.id = ids.make<PersonId>(now),
                              .username = player.username,
                              .name = player.name,
                              .roles = {player.role},
                              .patches = patches_of(database, player.share)},
                   .password = random_token().substr(0, 16)};
    const std::string hash = hasher.hash(sign_in.password);
    database.write([&](Transaction& tx) {
      PersonStore people(tx);
      if (const std::optional<Person> known = people.find_by_username(player.username)) {
        sign_in.person = *known;
        people.set_password(known->id, hash);
      } else {
        people.add(sign_in.person, hash);
      }
    });
    sign_ins.push_back(std::move(sign_in));
  }
  return sign_ins;
}

void play(CommandContext& context, const Policy& policy, Database& database, IdMaker& ids, const Wanted& wanted,
          const fs::path& folder) {
  context.err << "Making " << wanted.homes << " homes with " << kHistoryWeeks << " weeks of rent …" << std::endl;
  const Date last_file = wanted.on.plus_days(-1);
  const Estate estate({.homes = static_cast<int>(wanted.homes), .seed = kSeed, .weeks = kHistoryWeeks, .on = last_file});
  PlayedClock clock(london_time(wanted.on, 6, 0));
  Casework casework(database, policy, clock, ids, folder / "print");
  std::optional<ScriptedOfficers> officers;
  Date from = estate.first_day();
  for (int week = 0; week < kRuns; ++week) {
    const Date as_of = last_file.plus_days(-kDaysInAWeek * (kRuns - 1 - week));
    const Date monday = as_of.plus_days(1);
    clock.set(london_time(monday, 5, 0));
    const std::vector<fs::path> files = estate.write(HouseStyle::cx, from, as_of, folder / "rent_files");
    const Result<ImportSummary> import = casework.import_rents("cx", files);
    if (!import) throw std::runtime_error(import.error().to_string());
    if (import->state != ImportFate::loaded) throw std::runtime_error("the made-up rent file is not loaded: " + import->why);
    clock.set(london_time(monday, 6, 0));
    const Result<RunSummary> run = casework.run_arrears(monday);
    if (!run) throw std::runtime_error(run.error().to_string());
    clock.set(london_time(monday, 9, 0));
    if (!officers) {
      std::vector<SignIn> people = make_people(database, ids, clock.now());
      officers.emplace(casework, clock, std::vector<Person>{people[0].person, people[1].person}, people[3].person);
    }
    officers->work(week, kRuns);
    casework.work_outbox();
    context.err << "Week " << week + 1 << " of " << kRuns << ": " << run->acted_on.accounts << " acted on, "
                << run->left_alone.accounts << " left alone, " << run->held.accounts << " held" << std::endl;
    from = as_of.plus_days(1);
  }
  fs::remove_all(folder / "rent_files");
}

/// Takes a half-made demonstration away; nothing else is ever removed.
void remove_database(const std::string& url) {
  const std::string path = url.substr(url.find(':') + 1);
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(path + ending);
}

/// A database that holds a finished demonstration like the one wanted, or an empty one to make it in.
Result<std::unique_ptr<Database>> database_for(const std::string& url, const Wanted& wanted) {
  Result<std::unique_ptr<Database>> database = open_database(url);
  if (!database) return database;
  const std::optional<std::string> making = setting(**database, kMaking);
  const std::optional<std::string> finished = setting(**database, kFinished);
  if (finished && making == wanted.words()) return database;
  const std::string fix = "Remove the database, or name another with --database.";
  if (finished) return problem("this database holds another demonstration: " + making.value_or(""), fix);
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

void announce(CommandContext& context, const std::vector<SignIn>& sign_ins, const std::string& address, Date on) {
  context.err << "\nNorthmere Homes on " << on.to_long_words() << " is at " << address << "\n";
  for (const SignIn& each : sign_ins) {
    context.err << "  " << each.person.username << "  " << each.password << "  " << each.person.name << ", "
                << role_label(*each.person.roles.begin()) << "\n";
  }
  context.err << "Stop it with Ctrl+C.\n" << std::flush;
  context.out << to_canonical(sign_ins_json(sign_ins, address, on)) << std::endl;
}

Exit run(const Arguments& arguments, CommandContext& context) {
  Wanted wanted;
  wanted.homes = arguments.number("--homes").value_or(kHomes);
  wanted.on = arguments.date("--on").value_or(wanted.on);
  ResultOfMany<Config> config = read_config_of(context.config);
  if (!config) return refuse(context, config.error());
  if (const auto port = arguments.number("--port")) config->http.port = static_cast<std::uint16_t>(*port);
  const ResultOfMany<Policy> policy = Policy::read(context.config);
  if (!policy) return refuse(context, policy.error());
  Result<std::unique_ptr<Database>> database = database_for(context.database_url, wanted);
  if (!database) return refuse(context, database.error());
  IdMaker ids(random_bits);
  const fs::path folder = folder_of(context.database_url);
  if (!setting(**database, kFinished)) {
    set_setting(**database, kMaking, wanted.words(), context.clock.now());
    play(context, *policy, **database, ids, wanted, folder.empty() ? fs::temp_directory_path() : folder);
    set_setting(**database, kFinished, wanted.on.to_iso(), context.clock.now());
  }
  const std::vector<SignIn> sign_ins = make_people(**database, ids, context.clock.now());
  const ShiftedClock clock(context.clock, london_time(wanted.on, 9, 0));
  const ApplicationParts parts{*config, *policy, **database, folder, context.clock, clock, true, context.err};
  try {
    serve_until_stopped(parts, [&](std::uint16_t port) {
      announce(context, sign_ins, "http://" + config->http.address + ":" + std::to_string(port), wanted.on);
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
                      {"--port", Takes::number, "PORT", "where it listens instead of lintel.yaml's; 0: any free one"}},
          .explains = "Writes a made-up landlord's rent files, imports twelve of them a week apart, makes the run of\n"
                      "each week and lets scripted officers work, so that cases stand in every state; then serves\n"
                      "with its clock set to DATE. Prints one JSON object with the address and the sign-ins, which\n"
                      "are made anew each time. A demonstration that is there already is served at once.",
          .run = run};
}

}  // namespace lintel
