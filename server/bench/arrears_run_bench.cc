#include <chrono>
#include <ostream>
#include <stdexcept>

#include "server/bench/made_landlord.h"

namespace lintel {
namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr Date kFileOn{2026, 11, 22};
constexpr int kWeeksOfLedger = 26;
/// After so many runs of the same file hardly anything is left to do but to look.
constexpr int kRuns = 5;
constexpr int kDaysInAWeek = 7;

double seconds_since(Stopwatch::time_point began) {
  return std::chrono::duration<double>(Stopwatch::now() - began).count();
}

std::vector<BenchFigure> run(const BenchAsked& asked) {
  MadeLandlord landlord(asked, kFileOn, kWeeksOfLedger);
  asked.progress << "Loading the rent file …" << std::endl;
  const Result<ImportSummary> import = landlord.casework().import_rents("cx", landlord.files());
  if (!import) throw std::runtime_error(import.error().to_string());
  const double fsyncs = fsyncs_a_second(asked.folder);
  std::vector<BenchFigure> figures;
  for (int week = 0; week < kRuns; ++week) {
    const Date on = kFileOn.plus_days(1 + kDaysInAWeek * week);
    const auto began = Stopwatch::now();
    const Result<RunSummary> summary = landlord.casework().run_arrears(on);
    const double took = seconds_since(began);
    if (!summary) throw std::runtime_error(summary.error().to_string());
    if (!summary->ties()) throw std::runtime_error("the ledger does not tie to the file");
    const std::int64_t accounts = summary->all().accounts;
    const std::int64_t acted = summary->acted_on.accounts;
    asked.progress << "Run " << week + 1 << ": " << accounts << " accounts in " << took << " s, "
                   << acted << " acted on" << std::endl;
    figures.push_back({.bench = "arrears-run, run " + std::to_string(week + 1) + ", " +
                                std::to_string(acted * 100 / std::max<std::int64_t>(1, accounts)) +
                                "% acted on",
                       .size = accounts,
                       .value = static_cast<double>(accounts) / took,
                       .unit = "accounts/s",
                       .p50_ms = {},
                       .p99_ms = {},
                       .ceiling = fsyncs,
                       .ceiling_is = "fsyncs a second; a run shares one among 500 accounts"});
  }
  return figures;
}

}  // namespace

Bench arrears_run_bench() {
  return {.name = "arrears-run",
          .one_line = "reads, decides and writes a line for every account, cases moved for some",
          .usual_size = 100'000,
          .run = run};
}

}  // namespace lintel
