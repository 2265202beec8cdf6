#include "server/commands/demonstration.h"

#include <array>
#include <optional>
#include <ostream>
#include <stdexcept>

#include "server/auth/password_hasher.h"
#include "server/auth/random_token.h"
#include "server/casework/casework.h"
#include "server/commands/scripted_officers.h"
#include "server/estate/estate.h"
#include "storage/person_store.h"
#include "storage/tenancy_store.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

constexpr int kRuns = 12;
constexpr int kHistoryWeeks = 60;
constexpr int kDaysInAWeek = 7;
constexpr std::uint64_t kSeed = 1;

struct Player {
  const char* username;
  const char* name;
  Role role;
  int share;  ///< which half of the patches; -1: all of them
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

std::set<std::string> patches_of(Database& database, int share) {
  std::set<std::string> patches;
  if (share < 0) return patches;
  int at = 0;
  for (const std::string& patch :
       database.read([](Connection& c) { return TenancyStore(c).patches(); })) {
    if (!patch.empty() && at++ % 2 == share) patches.insert(patch);
  }
  return patches;
}

void import_week(Casework& casework, const std::vector<fs::path>& files) {
  const Result<ImportSummary> import = casework.import_rents("cx", files);
  if (!import) throw std::runtime_error(import.error().to_string());
  if (import->state != ImportFate::loaded)
    throw std::runtime_error("the made-up rent file is not loaded: " + import->why);
}

RunSummary run_week(Casework& casework, Date monday) {
  const Result<RunSummary> run = casework.run_arrears(monday);
  if (!run) throw std::runtime_error(run.error().to_string());
  return *run;
}

}  // namespace

std::vector<SignIn> people_of_northmere(Database& database, IdMaker& ids, Instant now) {
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

std::string Demonstration::words() const {
  return std::to_string(homes) + " homes on " + on.to_iso();
}

void Demonstration::play(const Policy& policy,
                         Database& database,
                         IdMaker& ids,
                         const fs::path& folder,
                         std::ostream& told) const {
  told << "Making " << homes << " homes with " << kHistoryWeeks << " weeks of rent …" << std::endl;
  const Date last_file = on.plus_days(-1);
  const Estate estate(
      {.homes = static_cast<int>(homes), .seed = kSeed, .weeks = kHistoryWeeks, .on = last_file});
  PlayedClock clock(london_time(on, 6, 0));
  Casework casework(database, policy, clock, ids, folder / "print");
  std::optional<ScriptedOfficers> officers;
  Date from = estate.first_day();
  for (int week = 0; week < kRuns; ++week) {
    const Date as_of = last_file.plus_days(-kDaysInAWeek * (kRuns - 1 - week));
    const Date monday = as_of.plus_days(1);
    clock.set(london_time(monday, 5, 0));
    import_week(casework, estate.write(HouseStyle::cx, from, as_of, folder / "rent_files"));
    clock.set(london_time(monday, 6, 0));
    const RunSummary run = run_week(casework, monday);
    clock.set(london_time(monday, 9, 0));
    if (!officers) {
      const std::vector<SignIn> people = people_of_northmere(database, ids, clock.now());
      officers.emplace(casework,
                       clock,
                       std::vector<Person>{people[0].person, people[1].person},
                       people[3].person);
    }
    officers->work(week, kRuns);
    casework.work_outbox();
    told << "Week " << week + 1 << " of " << kRuns << ": " << run.acted_on.accounts << " acted on, "
         << run.left_alone.accounts << " left alone, " << run.held.accounts << " held" << std::endl;
    from = as_of.plus_days(1);
  }
  fs::remove_all(folder / "rent_files");
}

}  // namespace lintel
