#include <chrono>
#include <random>
#include <stdexcept>
#include <thread>

#include "domain/hash.h"
#include "server/bench/bench.h"
#include "storage/case_store.h"
#include "storage/migrator.h"
#include "storage/rent_account_store.h"
#include "storage/tenancy_store.h"

namespace lintel {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Date kToday{2026, 11, 23};
constexpr std::chrono::seconds kFor{4};

/// Open cases to move, one after the other.
class Caseload {
 public:
  Caseload(Database& database, std::int64_t size) : ids_([this] { return random_(); }) {
    for (std::int64_t done = 0; done < size; done += kBatch) {
      std::vector<Case> opened;
      database.write([&](Transaction& tx) {
        opened.clear();
        for (std::int64_t i = done; i < std::min(done + kBatch, size); ++i)
          opened.push_back(open(tx, i));
      });
      cases_.insert(cases_.end(), opened.begin(), opened.end());
    }
  }

  std::vector<Case>& cases() { return cases_; }

  /// What an ordinary event of the run writes: the case, its event, one timer moved, one effect.
  static Transition transition(const Case& now, const std::string& command_key) {
    Transition made{.after = now};
    made.event.at = london_time(kToday, 6, 0);
    made.event.on = kToday;
    made.event.event = "arrears_run";
    made.event.from = now.state;
    made.event.to = now.version % 2 == 0 ? "letter_1_sent" : "reminded";
    made.event.actor.name = "Arrears run";
    made.event.command_key = command_key;
    made.event.payload = payload();
    made.after.state = made.event.to;
    made.after.state_since = kToday;
    made.after.timers = {{.name = "review",
                          .arming = static_cast<int>(now.version),
                          .due = kToday.plus_days(static_cast<int>(7 + now.version % 50)),
                          .fires = "review_due",
                          .paused_days = {}}};
    if (now.version > 0)
      made.effects = {
          {.kind = "document", .payload = R"({"template":"letter_1","tag":"arrears_demand"})"}};
    return made;
  }
  /// About as long as the reasons of a real decision.
  static const std::string& payload() {
    static const std::string kPayload = R"({"because":")" + std::string(600, 'x') + R"("})";
    return kPayload;
  }

 private:
  static constexpr std::int64_t kBatch = 500;

  Case open(Transaction& tx, std::int64_t number) {
    const Instant now = london_time(kToday, 6, 0);
    const std::string reference = "T-" + std::to_string(1'000'000 + number);
    Tenancy home{.id = ids_.make<TenancyId>(now),
                 .reference = reference,
                 .start = Date{2019, 4, 1},
                 .end = std::nullopt,
                 .address = {{"14 Fennel Court"}, "NM4 2QT"},
                 .patch = "East",
                 .tenants = {}};
    home.tenants.push_back({.id = ids_.make<TenantId>(now),
                            .tenancy_id = home.id,
                            .position = 1,
                            .name = {"Daniel", "Okafor"}});
    TenancyStore{tx}.put(home);
    const RentAccount account{.id = ids_.make<RentAccountId>(now),
                              .tenancy_id = home.id,
                              .payment_reference = reference,
                              .rent = {112'40_pence, RentFrequency::weekly},
                              .payment_method = "card",
                              .opening_balance = {},
                              .as_of = kToday,
                              .summary = {}};
    RentAccountStore{tx}.put(account);
    Case opened{.id = ids_.make<CaseId>(now),
                .reference = reference,
                .tenancy_id = home.id,
                .account_id = account.id,
                .definition = {"arrears_assured", "2026.1"},
                .state = "",
                .holds = {},
                .timers = {}};
    const Transition first = transition(opened, "open:" + reference);
    CaseStore{tx}.apply(first);
    opened = first.after;
    opened.version = 1;
    return opened;
  }

  std::mt19937_64 random_{41872};
  IdMaker ids_;
  std::vector<Case> cases_;
};

struct Measured {
  double a_second = 0;
  Percentiles latency;
};

/// `callers` threads, each on its own share of the cases, call `act(case)` for a while.
Measured measure(std::vector<Case>& cases, int callers, const std::function<void(Case&)>& act) {
  std::vector<std::vector<double>> took(static_cast<std::size_t>(callers));
  std::vector<std::thread> threads;
  const auto began = Clock::now();
  for (std::size_t caller = 0; caller < took.size(); ++caller) {
    threads.emplace_back([&, caller] {
      std::mt19937_64 random{caller};
      const std::size_t share = cases.size() / took.size();
      while (Clock::now() - began < kFor) {
        Case& chosen = cases[caller * share + random() % share];
        const auto asked = Clock::now();
        act(chosen);
        took[caller].push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const std::chrono::duration<double> all = Clock::now() - began;
  std::vector<double> together;
  for (const std::vector<double>& one : took)
    together.insert(together.end(), one.begin(), one.end());
  return {.a_second = static_cast<double>(together.size()) / all.count(),
          .latency = percentiles(together)};
}

// The same four rows without anything that makes them safe: no chain, no command known before.
constexpr std::string_view kRawCase =
    "UPDATE tenancy_case SET state = ?, state_since = ?, version = version + 1 WHERE id = ? AND "
    "version = ?";
constexpr std::string_view kRawEvent = R"sql(
  INSERT INTO case_event (case_id, seq, at, on_day, event, from_state, to_state, actor_id, actor_name, actor_roles, command_key,
                          payload, definition_hash, previous, hash)
  VALUES (?, ?, '2026-11-23T06:00:00.000Z', '2026-11-23', 'arrears_run', 'reminded', 'reminded', NULL, 'Arrears run', '', ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kRawTimer =
    "UPDATE timer SET arming = ?, due = ? WHERE case_id = ? AND name = 'review'";
constexpr std::string_view kRawEffect = R"sql(
  INSERT INTO effect (case_id, seq, n, kind, payload, next_try, attempts, error)
  VALUES (?, ?, 1, 'document', '{"template":"letter_1","tag":"arrears_demand"}', '2026-11-23T06:00:00.000Z', 0, '')
)sql";

void raw_transition(Transaction& tx, const Case& now, const std::string& key) {
  const std::int64_t seq = now.version + 1;
  tx.execute(kRawCase, "reminded", kToday, now.id, now.version);
  tx.execute(kRawEvent, now.id, seq, key, Caseload::payload(), Hash{}, Hash{}, Hash{});
  tx.execute(kRawTimer, seq, kToday.plus_days(static_cast<int>(7 + seq % 50)), now.id);
  tx.execute(kRawEffect, now.id, seq);
}

std::vector<BenchFigure> run(const BenchAsked& asked) {
  const auto fresh = [&](const std::string& name) {
    auto database = Database::open("sqlite:" + (asked.folder / name).string());
    migrate(*database);
    return database;
  };
  const auto key_of = [](const Case& now) {
    return to_string(now.id) + ":" + std::to_string(now.version);
  };

  std::vector<BenchFigure> figures;
  for (const int callers : {1, 16}) {
    asked.progress << callers << " callers: raw SQL\n";
    const auto raw_database = fresh("raw" + std::to_string(callers) + ".db");
    Caseload raw_load{*raw_database, asked.size};
    const Measured raw = measure(raw_load.cases(), callers, [&](Case& now) {
      raw_database->write([&](Transaction& tx) { raw_transition(tx, now, key_of(now)); });
      ++now.version;
    });

    asked.progress << callers << " callers: full transitions\n";
    const auto database = fresh("transition" + std::to_string(callers) + ".db");
    Caseload load{*database, asked.size};
    const Measured full = measure(load.cases(), callers, [&](Case& now) {
      const Transition transition = Caseload::transition(now, key_of(now));
      const Applied applied =
          database->write([&](Transaction& tx) { return CaseStore{tx}.apply(transition); });
      if (applied.outcome != Applied::Outcome::applied)
        throw std::logic_error("a case of its own was changed by somebody else");
      now.state = transition.after.state;
      ++now.version;
    });
    figures.push_back({.bench = "transition, " + std::to_string(callers) +
                                (callers == 1 ? " caller" : " callers"),
                       .size = asked.size,
                       .value = full.a_second,
                       .unit = "transitions/s",
                       .p50_ms = full.latency.p50,
                       .p99_ms = full.latency.p99,
                       .ceiling = raw.a_second,
                       .ceiling_is = "the same four rows by raw SQL, as many callers"});
  }
  return figures;
}

}  // namespace

Bench transition_bench() {
  return {.name = "transition",
          .one_line =
              "durable full transitions (case, event in its chain, timer, effect) on SQLite, every "
              "commit synced",
          .usual_size = 20'000,
          .run = run};
}

}  // namespace lintel
