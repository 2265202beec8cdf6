#include <algorithm>
#include <chrono>
#include <memory>
#include <ostream>
#include <stdexcept>

#include "server/auth/random_token.h"
#include "server/bench/bench.h"
#include "server/bench/made_cases.h"
#include "server/casework/casework.h"
#include "server/casework/mass_holds.h"
#include "server/system_clock.h"
#include "storage/case_store.h"
#include "storage/migrator.h"
#include "storage/person_store.h"

namespace lintel {
namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr std::int64_t kBatch = 100;  ///< as the use case writes

double seconds_since(Stopwatch::time_point began) {
  return std::chrono::duration<double>(Stopwatch::now() - began).count();
}

/// Open cases in a fresh database, with casework over it.
struct HeldLandlord {
  HeldLandlord(const BenchAsked& asked, const Policy& policy, const std::string& name)
      : database(Database::open("sqlite:" + (asked.folder / name).string())), ids(random_bits) {
    migrate(*database);
    if (const Problems wrong = Workflows::load(*database, policy, clock.now()); !wrong.empty())
      throw std::runtime_error(wrong.front().to_string());
    casework = std::make_unique<Casework>(*database, policy, clock, ids);
    asked.progress << "Making " << asked.size << " cases …" << std::endl;
    MadeCases{*database, casework->workflows(), asked.size, clock.today()};
    manager = {.id = ids.make<PersonId>(clock.now()),
               .username = "nadia",
               .name = "Nadia Karim",
               .roles = {Role::team_manager},
               .patches = {}};
    database->write([&](Transaction& tx) { PersonStore{tx}.add(manager, "no password"); });
  }

  SystemClock clock;
  std::unique_ptr<Database> database;
  IdMaker ids;
  std::unique_ptr<Casework> casework;
  Person manager;
};

// The rows that a hold writes for one case, without anything that makes them safe or true: no
// decision, no chain, no version, no command known before.
constexpr std::string_view kRawCase = "UPDATE tenancy_case SET version = version + 1 WHERE id = ?";
constexpr std::string_view kRawDesk =
    "UPDATE tenancy_case SET next_step = '', why = 'held', needs = '', weeks_tenths = 31, due_on = "
    "'9999-12-31' WHERE id = ?";
constexpr std::string_view kRawEvent = R"sql(
  INSERT INTO case_event (case_id, seq, at, on_day, event, from_state, to_state, actor_id, actor_name, actor_roles, command_key,
                          payload, definition_hash, previous, hash)
  VALUES (?, 2, '2026-11-23T06:00:00.000Z', '2026-11-23', 'moratorium_notified', 'reminder', 'reminder', NULL, 'Nadia Karim',
          'team_manager', ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kRawHold = R"sql(
  INSERT INTO hold (id, case_id, name, from_day, until_day, reason, lifted_on)
  VALUES (?, ?, 'breathing_space', '2026-11-23', '2027-01-21', 'a moratorium', NULL)
)sql";
constexpr std::string_view kRawTimer = R"sql(
  INSERT INTO timer (case_id, name, arming, due, fires, paused_days, deferred)
  VALUES (?, 'breathing_space_ends', 1, '2027-01-22', 'moratorium_ended', NULL, 0)
)sql";

/// Cases a second that the same rows can be written for, in batches as large.
double raw_cases_a_second(const BenchAsked& asked,
                          const Policy& policy,
                          const std::string& payload) {
  HeldLandlord landlord(asked, policy, "raw.db");
  const std::vector<CaseId> cases =
      landlord.database->read([](Connection& connection) { return CaseStore(connection).all(); });
  const auto began = Stopwatch::now();
  for (std::size_t done = 0; done < cases.size(); done += kBatch) {
    landlord.database->write([&](Transaction& tx) {
      for (std::size_t i = done; i < std::min(done + kBatch, cases.size()); ++i) {
        tx.execute(
            kRawEvent, cases[i], "raw:" + to_string(cases[i]), payload, Hash{}, Hash{}, Hash{});
        tx.execute(kRawCase, cases[i]);
        tx.execute(kRawHold, landlord.ids.make<HoldId>(landlord.clock.now()), cases[i]);
        tx.execute(kRawTimer, cases[i]);
        tx.execute(kRawDesk, cases[i]);
      }
    });
  }
  return static_cast<double>(cases.size()) / seconds_since(began);
}

std::vector<BenchFigure> run(const BenchAsked& asked) {
  ResultOfMany<Policy> policy = Policy::read(asked.config);
  if (!policy) throw std::runtime_error(policy.error().front().to_string());
  HeldLandlord landlord(asked, *policy, "hold.db");
  MassHolds& holds = landlord.casework->mass_holds();

  asked.progress << "Putting on the hold …" << std::endl;
  auto began = Stopwatch::now();
  const Result<MassHoldSummary> put =
      holds.put({.hold = "breathing_space", .reason = "a moratorium"}, landlord.manager);
  const double put_took = seconds_since(began);
  if (!put || put->hold.changed != asked.size)
    throw std::runtime_error("the hold was not put on every case");

  asked.progress << "Lifting it …" << std::endl;
  began = Stopwatch::now();
  const Result<MassHoldSummary> lifted = holds.lift(put->hold.id, "it is over", landlord.manager);
  const double lift_took = seconds_since(began);
  if (!lifted || lifted->hold.changed != asked.size)
    throw std::runtime_error("the hold was not lifted from every case");

  const std::string payload = landlord.database->read([](Connection& connection) {
    const CaseStore store(connection);
    return store.timeline(store.find_by_reference(MadeCases::reference(0))->id, 1).front().payload;
  });
  asked.progress << "Raw SQL …" << std::endl;
  const double raw = raw_cases_a_second(asked, *policy, payload);
  asked.progress << asked.size << " cases: put on in " << put_took << " s, lifted in " << lift_took
                 << " s" << std::endl;
  const auto figure = [&](const char* name, double took) {
    return BenchFigure{
        .bench = name,
        .size = asked.size,
        .value = static_cast<double>(asked.size) / took,
        .unit = "cases/s",
        .p50_ms = {},
        .p99_ms = {},
        .ceiling = raw,
        .ceiling_is = "the rows of a put by raw SQL, undecided, in as large batches"};
  };
  return {figure("a hold put on many cases", put_took),
          figure("the hold lifted from them", lift_took)};
}

}  // namespace

Bench hold_bench() {
  return {
      .name = "hold",
      .one_line = "one hold put on many cases and lifted again, each decided, chained and keyed",
      .usual_size = 10'000,
      .run = run};
}

}  // namespace lintel
