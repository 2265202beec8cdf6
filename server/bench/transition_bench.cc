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
#include "workflows/decide_json.h"
#include "workflows/definition_reader.h"
#include "workflows/engine.h"

namespace lintel {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Date kToday{2026, 11, 23};
constexpr std::chrono::seconds kFor{4};

/// Two states that send each other's letter by the weekly run, each with a timer: every event moves
/// the case, writes one effect and arms one timer.
constexpr std::string_view kToAndFro = R"yaml(workflow: to_and_fro
version: "1"
title: A case that moves with every run
owner: bench
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  arrears:       {type: money,  source: rent_account.collectable}
  weeks_owed:    {type: number, source: rent_account.weeks_owed}
  paying:        {type: yes_no, formula: weeks_owed < 1, because: bench}
start: reminded
states:
  reminded:
    stage: early_contact
    timers: {review: {after: 7 days, fires: review_due}}
    on:
      review_due: {do: [{note: looked at}]}
      arrears_run:
        - {name: nothing_owed, when: arrears <= £0, because: nothing is owed}
        - {name: paying, when: paying, because: rent is coming in}
        - {name: letter_1_due, when: weeks_owed >= 2, do: [{document: {template: letter_1, tag: arrears_demand}}], to: letter_1_sent, because: two weeks or more are owed}
  letter_1_sent:
    stage: letter_1
    timers: {review: {after: 7 days, fires: review_due}}
    on:
      review_due: {do: [{note: looked at}]}
      arrears_run:
        - {name: nothing_owed, when: arrears <= £0, to: closed, because: nothing is owed}
        - {name: paying, when: paying, because: rent is coming in}
        - {name: again, when: weeks_owed >= 2, do: [{document: {template: arrears_reminder, tag: arrears_demand}}], to: reminded, because: two weeks or more are owed}
  closed: {stage: closed, final: true}
)yaml";

/// The engine's part of a transition: the definition is read and the rules of the day are looked up
/// once, as a run does.
class Deciding {
 public:
  Deciding() : definition_(read()), rules_(definition_, book_, kToday) {}

  /// What an ordinary event of the run writes: the case, its event with its reasons, one timer
  /// moved, one effect.
  Transition transition(const Case& now, const std::string& command_key) const {
    Facts facts = definition_.new_facts();
    facts.set(0, Value::money(Money::from_pence(410'35 + now.version)));
    facts.set(1, Value::number_scaled(3'700'000));
    const Event event{.name = "arrears_run", .actor = std::nullopt, .fields = {}};
    const Step step = lintel::step(definition_, case_state_of(now), event, facts, rules_, kToday);
    if (!step.changes) throw std::logic_error("the bench's case did not move");
    Transition made{.after = now};
    made.event.at = london_time(kToday, 6, 0);
    made.event.on = kToday;
    made.event.event = event.name;
    made.event.from = step.decision.from;
    made.event.to = step.decision.to;
    made.event.actor.name = "Arrears run";
    made.event.command_key = command_key;
    made.event.payload = to_canonical(to_json(step.decision));
    made.event.definition_hash = definition_.hash;
    made.after.definition = definition_.key;
    made.after.state = step.next.state;
    made.after.state_since = step.next.since;
    made.after.timers = step.next.timers;
    for (const Effect& effect : step.effects) {
      Json payload = Json::object();
      payload["template"] = effect.name;
      payload["tag"] = effect.tag;
      made.effects.push_back({"document", to_canonical(payload)});
    }
    return made;
  }

 private:
  Definition read() const {
    ResultOfMany<Definition> made = read_definition(std::string(kToAndFro), "bench.yaml", book_);
    if (!made) throw std::logic_error(made.error().front().to_string());
    return *std::move(made);
  }

  EmptyRuleBook book_;
  Definition definition_;
  RuleValues rules_;
};

/// Open cases to move, one after the other.
class Caseload {
 public:
  Caseload(Database& database, const Deciding& deciding, std::int64_t size)
      : deciding_(deciding), ids_([this] { return random_(); }) {
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
                .definition = {},
                .state = "reminded",
                .holds = {},
                .timers = {}};
    const Transition first = deciding_.transition(opened, "open:" + reference);
    CaseStore{tx}.apply(first);
    opened = first.after;
    opened.version = 1;
    return opened;
  }

  const Deciding& deciding_;
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

void raw_transition(Transaction& tx,
                    const Case& now,
                    const std::string& key,
                    const std::string& payload) {
  const std::int64_t seq = now.version + 1;
  tx.execute(kRawCase, "reminded", kToday, now.id, now.version);
  tx.execute(kRawEvent, now.id, seq, key, payload, Hash{}, Hash{}, Hash{});
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

  const Deciding deciding;
  std::vector<BenchFigure> figures;
  for (const int callers : {1, 16}) {
    asked.progress << callers << " callers: raw SQL\n";
    const auto raw_database = fresh("raw" + std::to_string(callers) + ".db");
    Caseload raw_load{*raw_database, deciding, asked.size};
    const std::string payload = deciding.transition(raw_load.cases().front(), "none").event.payload;
    const Measured raw = measure(raw_load.cases(), callers, [&](Case& now) {
      raw_database->write([&](Transaction& tx) { raw_transition(tx, now, key_of(now), payload); });
      ++now.version;
    });

    asked.progress << callers << " callers: full transitions\n";
    const auto database = fresh("transition" + std::to_string(callers) + ".db");
    Caseload load{*database, deciding, asked.size};
    const Measured full = measure(load.cases(), callers, [&](Case& now) {
      const Transition transition = deciding.transition(now, key_of(now));
      const Applied applied =
          database->write([&](Transaction& tx) { return CaseStore{tx}.apply(transition); });
      if (applied.outcome != Applied::Outcome::applied)
        throw std::logic_error("a case of its own was changed by somebody else");
      now.state = transition.after.state;
      now.timers = transition.after.timers;
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
              "durable full transitions (decided by the engine; case, event in its chain, timer, "
              "effect) "
              "on SQLite, every commit synced",
          .usual_size = 20'000,
          .run = run};
}

}  // namespace lintel
