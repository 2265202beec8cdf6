#include <chrono>
#include <ostream>
#include <stdexcept>

#include "server/auth/random_token.h"
#include "server/bench/bench.h"
#include "server/bench/made_cases.h"
#include "server/casework/audit_proof.h"
#include "server/casework/casework.h"
#include "server/casework/rule_sets.h"
#include "server/system_clock.h"
#include "storage/case_file.h"
#include "storage/case_store.h"
#include "storage/chain.h"
#include "storage/migrator.h"
#include "storage/person_store.h"
#include "workflows/counted_days.h"
#include "workflows/event_record.h"

namespace lintel {
namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr Date kFirst{2024, 1, 1};
constexpr int kEventsADay = 100;
constexpr std::int64_t kBatch = 1'000;
constexpr int kOpenings = 50;

double milliseconds_since(Stopwatch::time_point began) {
  return std::chrono::duration<double, std::milli>(Stopwatch::now() - began).count();
}

/// One case with so many events, each decided by the engine: a dispute raised and settled, over and
/// over.
class LongCase {
 public:
  LongCase(Database& database, const Policy& policy, std::int64_t events) : ids_(random_bits) {
    const SystemClock clock;
    if (const Problems wrong = Workflows::load(database, policy, clock.now()); !wrong.empty())
      throw std::runtime_error(wrong.front().to_string());
    const Casework casework(database, policy, clock, ids_);
    const Definition* definition = casework.workflows().live("arrears_assured", kFirst);
    if (definition == nullptr) throw std::runtime_error("there is no workflow arrears_assured");
    MadeCases{database, casework.workflows(), 1, kFirst};
    const Person officer{.id = ids_.make<PersonId>(clock.now()),
                         .username = "priya",
                         .name = "Priya Shah",
                         .roles = {Role::income_officer},
                         .patches = {"East"}};
    database.write([&](Transaction& tx) { PersonStore{tx}.add(officer, "no password"); });
    actor_ = {.person = officer.id, .name = officer.name, .roles = {Role::income_officer}};
    // The case that was made stands in for the account's; the long one is written beside it.
    case_ = database.read([](Connection& connection) {
      return *CaseStore(connection).find_by_reference(MadeCases::reference(0));
    });
    case_.id = ids_.make<CaseId>(clock.now());
    case_.version = 0;
    case_.stage = Stage::closed;
    for (std::int64_t done = 0; done < events; done += kBatch)
      database.write([&](Transaction& tx) {
        for (std::int64_t i = done; i < std::min(done + kBatch, events); ++i)
          add(tx, *definition, policy, i);
      });
  }

  CaseId id() const { return case_.id; }

 private:
  void add(Transaction& tx, const Definition& definition, const Policy& policy, std::int64_t n) {
    const Date day = kFirst.plus_days(static_cast<int>(n / kEventsADay));
    const RuleValues plain(definition, policy.rules(), day);
    const RecordingBook book(plain.book());
    const RuleValues rules = plain.beside(book);
    const Facts facts = definition.new_facts();
    if (n == 0) state_ = open_case(definition, facts, rules, day);
    const Event event{.name = n % 2 == 0 ? "dispute_raised" : "dispute_resolved",
                      .actor = actor_,
                      .fields = {{"reason", "repairs"}}};
    Step made = step(definition, in_order(state_), event, facts, rules, day);
    if (!made.changes) throw std::runtime_error("the engine refused " + event.name);
    RuleSets::Named kept = rule_sets_.of(definition, rules, day, london_time(day, 9, 0));
    Json payload = step_record(made);
    payload["fields"] = Json::Object{{"reason", "repairs"}};
    payload["facts"] = facts_record(definition, facts, rules, day);
    payload["rules_of_the_day"] = kept.hash.to_hex();
    payload["days"] = book.counted().to_json();
    state_ = in_order(made.next);
    Transition transition{.after = case_};
    transition.after.state = state_.state;
    transition.after.state_since = state_.since;
    transition.after.timers = state_.timers;
    transition.event.at = london_time(day, 9, 0);
    transition.event.on = day;
    transition.event.event = event.name;
    transition.event.from = made.decision.from;
    transition.event.to = made.decision.to;
    transition.event.actor = actor_;
    transition.event.command_key = "bench:" + std::to_string(n);
    transition.event.payload = to_canonical(payload);
    transition.event.definition_hash = definition.hash;
    transition.rules = std::move(kept.to_keep);
    if (CaseStore{tx}.apply(transition).outcome != Applied::Outcome::applied)
      throw std::runtime_error("an event of the long case was not written");
    ++case_.version;
  }

  IdMaker ids_;
  RuleSets rule_sets_;
  Actor actor_;
  Case case_;
  CaseState state_;
};

void measure(const BenchAsked& asked,
             const Policy& policy,
             std::int64_t size,
             std::vector<BenchFigure>& figures) {
  const auto database = Database::open(
      "sqlite:" + (asked.folder / ("replay" + std::to_string(size) + ".db")).string());
  migrate(*database);
  asked.progress << "Making a case of " << size << " events …" << std::endl;
  const LongCase made(*database, policy, size);
  std::vector<double> opened;
  for (int i = 0; i < kOpenings; ++i) {
    const auto began = Stopwatch::now();
    const auto kase = database->read(
        [&](Connection& connection) { return CaseStore(connection).find(made.id()); });
    opened.push_back(milliseconds_since(began));
    if (!kase || kase->version != size) throw std::runtime_error("the long case is not there");
  }
  const Percentiles opening = percentiles(opened);
  figures.push_back({.bench = "the row of a case with its holds and timers",
                     .size = size,
                     .value = 1000.0 / opening.p50,
                     .unit = "openings/s",
                     .p50_ms = opening.p50,
                     .p99_ms = opening.p99,
                     .ceiling = {},
                     .ceiling_is = ""});
  const auto chain_began = Stopwatch::now();
  const ChainVerified chain =
      database->read([&](Connection& connection) { return verify_chain(connection, made.id()); });
  const double chain_took = milliseconds_since(chain_began);
  if (chain.broken) throw std::runtime_error(*chain.broken);
  const Policy& files = policy;
  std::vector<const Definition*> definitions;
  for (const Definition& each : files.definitions()) definitions.push_back(&each);
  const auto began = Stopwatch::now();
  const AuditProof proof = prove_audit(*database, definitions, {.replay = true});
  const double took = milliseconds_since(began);
  if (proof.replayed != size) throw std::runtime_error("not every event came out as written");
  asked.progress << size << " events replayed and proved in " << took << " ms" << std::endl;
  figures.push_back({.bench = "replay, chain and every reason",
                     .size = size,
                     .value = static_cast<double>(size) / took * 1000,
                     .unit = "events/s",
                     .p50_ms = took,
                     .p99_ms = {},
                     .ceiling = static_cast<double>(size) / chain_took * 1000,
                     .ceiling_is = "the same events read and their hashes counted again"});
}

std::vector<BenchFigure> run(const BenchAsked& asked) {
  ResultOfMany<Policy> policy = Policy::read(asked.config);
  if (!policy) throw std::runtime_error(policy.error().front().to_string());
  std::vector<BenchFigure> figures;
  for (const std::int64_t part : {100, 10, 1})
    measure(asked, *policy, std::max<std::int64_t>(100, asked.size / part), figures);
  return figures;
}

}  // namespace

Bench replay_bench() {
  return {.name = "replay",
          .one_line = "one case of very many events: its row, and every event decided again",
          .usual_size = 100'000,
          .run = run};
}

}  // namespace lintel
