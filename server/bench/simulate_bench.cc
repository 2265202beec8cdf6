#include <chrono>
#include <ostream>
#include <stdexcept>

#include "server/auth/random_token.h"
#include "server/bench/bench.h"
#include "server/bench/made_cases.h"
#include "server/casework/casework.h"
#include "server/casework/workflows.h"
#include "server/system_clock.h"
#include "storage/case_file.h"
#include "storage/migrator.h"

namespace lintel {
namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr Date kToday{2026, 11, 23};
constexpr int kDays = 90;
constexpr int kAtOnce = 500;

double seconds_since(Stopwatch::time_point began) {
  return std::chrono::duration<double>(Stopwatch::now() - began).count();
}

/// What nothing can be faster than: every case file read once, and nothing done with it.
double read_all(Database& database) {
  const auto began = Stopwatch::now();
  RentAccountId after;
  while (true) {
    const auto files = database.read([&](Connection& connection) {
      return CaseFileStore(connection).gather_next(after, kAtOnce);
    });
    if (files.empty()) break;
    after = files.back().account.id;
  }
  return seconds_since(began);
}

std::int64_t rows_written(Database& database) {
  return database.read([](Connection& connection) {
    return connection
        .one(
            "SELECT (SELECT COUNT(*) FROM case_event) + (SELECT COUNT(*) FROM timer) + (SELECT "
            "COUNT(*) FROM document) + (SELECT COUNT(*) FROM effect)",
            [](Row& row) { return row.take<std::int64_t>(); })
        .value_or(-1);
  });
}

BenchFigure measure(const BenchAsked& asked, const Policy& policy, std::int64_t size) {
  const auto database = Database::open(
      "sqlite:" + (asked.folder / ("simulate" + std::to_string(size) + ".db")).string());
  migrate(*database);
  asked.progress << "Making " << size << " open cases …" << std::endl;
  const SystemClock clock;
  if (const Problems wrong = Workflows::load(*database, policy, clock.now()); !wrong.empty())
    throw std::runtime_error(wrong.front().to_string());
  IdMaker ids(random_bits);
  const Casework casework(*database, policy, clock, ids);
  MadeCases{*database, casework.workflows(), size, kToday};
  const Definition* live = casework.workflows().live("arrears_assured", kToday);
  if (live == nullptr) throw std::runtime_error("there is no workflow arrears_assured");
  const auto settings = SupposedSettings::read(policy.rules(), "letter_2_weeks=4");
  if (!settings) throw std::runtime_error(settings.error().to_string());
  const double reading = read_all(*database);
  const std::int64_t before = rows_written(*database);
  const auto began = Stopwatch::now();
  const CaseloadDiff diff = casework.compare_caseload(
      {.live = *live,
       .live_rules = policy.rules(),
       .draft = *live,
       .draft_rules = **settings,
       .supposed = {.today = kToday, .days = kDays, .nothing_is_paid = true}},
      {});
  const double took = seconds_since(began);
  if (diff.cases != size) throw std::runtime_error("a case was left out");
  if (diff.affected == 0) throw std::runtime_error("nobody is affected: nothing was compared");
  if (rows_written(*database) != before) throw std::runtime_error("a simulation wrote");
  asked.progress << size << " cases in " << took << " s, " << diff.affected << " people affected"
                 << std::endl;
  return {.bench = "simulate, now and " + std::to_string(kDays) + " days, two versions",
          .size = size,
          .value = static_cast<double>(size) / took,
          .unit = "cases/s",
          .p50_ms = {},
          .p99_ms = {},
          .ceiling = static_cast<double>(size) / reading,
          .ceiling_is = "the same case files read and nothing done with them"};
}

std::vector<BenchFigure> run(const BenchAsked& asked) {
  ResultOfMany<Policy> policy = Policy::read(asked.config);
  if (!policy) throw std::runtime_error(policy.error().front().to_string());
  std::vector<BenchFigure> figures;
  for (const std::int64_t part : {100, 10, 1})
    figures.push_back(measure(asked, *policy, std::max<std::int64_t>(kAtOnce, asked.size / part)));
  return figures;
}

}  // namespace

Bench simulate_bench() {
  return {
      .name = "simulate",
      .one_line = "a draft beside the live version over every open case, now and ninety days on",
      .usual_size = 100'000,
      .run = run};
}

}  // namespace lintel
