#include <chrono>
#include <ostream>
#include <stdexcept>

#include "server/bench/bench.h"
#include "server/bench/made_cases.h"
#include "server/bench/replay_case.h"
#include "server/casework/audit_proof.h"
#include "server/casework/case_proof.h"
#include "storage/case_store.h"
#include "storage/chain.h"
#include "storage/migrator.h"
#include "workflows/case_fold.h"
#include "workflows/event_record.h"

namespace lintel {
namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr Date kFirst{2024, 1, 1};
constexpr int kOpenings = 50;

double milliseconds_since(Stopwatch::time_point began) {
  return std::chrono::duration<double, std::milli>(Stopwatch::now() - began).count();
}

/// The middle and the slowest of fifty openings, each through a connection of its own.
Percentiles openings(const std::function<bool()>& open) {
  std::vector<double> took;
  for (int i = 0; i < kOpenings; ++i) {
    const auto began = Stopwatch::now();
    if (!open()) throw std::runtime_error("the long case is not there");
    took.push_back(milliseconds_since(began));
  }
  return percentiles(took);
}

/// What one case of one size costs.
class Measured {
 public:
  Measured(const BenchAsked& asked, const Policy& policy, std::int64_t size)
      : asked_(asked),
        policy_(policy),
        size_(size),
        clock_(kFirst),
        database_(Database::open(
            "sqlite:" + (asked.folder / ("replay" + std::to_string(size) + ".db")).string())) {
    migrate(*database_);
    asked.progress << "Making a case of " << size << " events …" << std::endl;
    made_.emplace(*database_, policy, clock_, size);
  }

  std::vector<BenchFigure> figures() {
    opening();
    whole_log();
    acting();
    return std::move(figures_);
  }

 private:
  std::string reference() const { return MadeCases::reference(0); }

  void opened(const std::string& what, const Percentiles& took) {
    figures_.push_back({.bench = what,
                        .size = size_,
                        .value = 1000.0 / took.p50,
                        .unit = "openings/s",
                        .p50_ms = took.p50,
                        .p99_ms = took.p99,
                        .ceiling = 1000.0 / row_.p50,
                        .ceiling_is = "the case's row with its holds and timers"});
  }

  void opening() {
    row_ = openings([&] {
      return database_->read([&](Connection& connection) {
        const auto kase = CaseStore(connection).find(made_->id());
        return kase && kase->version == size_;
      });
    });
    opened("opening: the row of the case", row_);
    opened(
        "opening: gathered for a decision", openings([&] {
          return database_->read([&](Connection& connection) {
            return gather_case(made_->parts(), connection, reference(), clock_.today()).has_value();
          });
        }));
    opened("opening: the page of the case", openings([&] {
             return made_->casework().case_page(reference(), made_->officer()).page.has_value();
           }));
  }

  void of_log(const std::string& what, double took, double ceiling, const std::string& ceiling_is) {
    asked_.progress << what << ": " << took << " ms" << std::endl;
    figures_.push_back({.bench = what,
                        .size = size_,
                        .value = static_cast<double>(size_) / took * 1000,
                        .unit = "events/s",
                        .p50_ms = took,
                        .p99_ms = {},
                        .ceiling = static_cast<double>(size_) / ceiling * 1000,
                        .ceiling_is = ceiling_is});
  }

  void whole_log() {
    auto began = Stopwatch::now();
    std::int64_t rows = 0;
    database_->read([&](Connection& connection) {
      CaseStore(connection).each_event(made_->id(), [&](const CaseEvent&) { return ++rows > 0; });
    });
    const double read = milliseconds_since(began);
    if (rows != size_) throw std::runtime_error("not every event is there");

    began = Stopwatch::now();
    const bool same = database_->read([&](Connection& connection) { return folds(connection); });
    of_log("fold: the row rebuilt from the events",
           milliseconds_since(began),
           read,
           "the same events read");
    if (!same) throw std::runtime_error("the events do not come to the row");

    began = Stopwatch::now();
    const ChainVerified chain = database_->read(
        [&](Connection& connection) { return verify_chain(connection, made_->id()); });
    const double chained = milliseconds_since(began);
    if (chain.broken) throw std::runtime_error(*chain.broken);

    std::vector<const Definition*> definitions;
    for (const Definition& each : policy_.definitions()) definitions.push_back(&each);
    began = Stopwatch::now();
    const AuditProof proof = prove_audit(*database_, definitions, {.replay = true});
    const double took = milliseconds_since(began);
    for (const AuditFault& fault : proof.faults)
      throw std::runtime_error("event " + std::to_string(fault.seq) + ": " + fault.what);
    if (proof.replayed != size_) throw std::runtime_error("not every event came out as written");
    of_log("proof: every event decided again, and its hash",
           took,
           chained,
           "the same events read and their hashes counted again");
  }

  bool folds(Connection& connection) {
    CaseFold fold;
    const CaseStore cases(connection);
    cases.each_event(made_->id(), [&](const CaseEvent& event) {
      fold.see(event);
      return true;
    });
    const Result<CaseState> state = fold.state();
    const CaseSnapshot row = snapshot_of(connection, *cases.find(made_->id()));
    return state && stands_record(*state) == stands_of(row) && state->acts == row.acts;
  }

  /// A person's event at the end of the long case, through the whole loop.
  void acting() {
    std::int64_t n = 0;
    const Percentiles took = openings([&] {
      const CaseCommand command{.reference = reference(),
                                .event = "record_contact",
                                .fields = Json::Object{{"method", "telephone"}, {"reached", "no"}},
                                .actor = made_->officer(),
                                .command_key = "acting:" + std::to_string(++n),
                                .expected_version = size_ + n - 1};
      return made_->casework().handle(command).applied();
    });
    figures_.push_back({.bench = "a person's event on it",
                        .size = size_,
                        .value = 1000.0 / took.p50,
                        .unit = "events/s",
                        .p50_ms = took.p50,
                        .p99_ms = took.p99,
                        .ceiling = {},
                        .ceiling_is = ""});
  }

  const BenchAsked& asked_;
  const Policy& policy_;
  std::int64_t size_;
  BenchClock clock_;
  std::unique_ptr<Database> database_;
  std::optional<ReplayCase> made_;
  Percentiles row_;
  std::vector<BenchFigure> figures_;
};

std::vector<BenchFigure> run(const BenchAsked& asked) {
  ResultOfMany<Policy> policy = Policy::read(asked.config);
  if (!policy) throw std::runtime_error(policy.error().front().to_string());
  std::vector<BenchFigure> figures;
  for (const std::int64_t part : {100, 10, 1}) {
    Measured measured(asked, *policy, std::max<std::int64_t>(100, asked.size / part));
    for (BenchFigure& each : measured.figures()) figures.push_back(std::move(each));
  }
  return figures;
}

}  // namespace

Bench replay_bench() {
  return {.name = "replay",
          .one_line = "one case of very many events: opened, folded, and every event proved",
          .usual_size = 100'000,
          .run = run};
}

}  // namespace lintel
