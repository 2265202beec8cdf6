#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace lintel {

/// What a bench was asked to do.
struct BenchAsked {
  std::int64_t size = 0;         ///< in the bench's own unit: cases, accounts, letters
  std::filesystem::path config;  ///< the landlord's folder
  std::filesystem::path folder;  ///< an empty one to work in, taken away afterwards
  std::ostream& progress;        ///< what a person may read meanwhile
};

/// One figure that a bench measured, with the ceiling measured in the same run.
struct BenchFigure {
  std::string bench;  ///< "transition, 16 callers"
  std::int64_t size = 0;
  double value = 0;
  std::string unit;  ///< "transitions/s"
  std::optional<double> p50_ms;
  std::optional<double> p99_ms;
  std::optional<double> ceiling;  ///< in the same unit; what the machine can do at best
  std::string ceiling_is;         ///< "the same rows by raw SQL, one caller"
};

/// A bench by name; each is made in its own file of server/bench.
struct Bench {
  std::string name;  ///< "transition"
  std::string one_line;
  std::int64_t usual_size = 0;
  std::function<std::vector<BenchFigure>(const BenchAsked&)> run;
};

/// Every bench, in order of name (bench.cc).
std::vector<Bench> all_benches();

Bench arrears_run_bench();   // arrears_run_bench.cc
Bench check_bench();         // check_bench.cc
Bench decide_bench();        // decide_bench.cc
Bench guard_bench();         // guard_bench.cc
Bench hold_bench();          // hold_bench.cc
Bench import_bench();        // import_bench.cc
Bench letters_bench();       // letters_bench.cc
Bench notice_dates_bench();  // notice_dates_bench.cc
Bench replay_bench();        // replay_bench.cc
Bench simulate_bench();      // simulate_bench.cc
Bench transition_bench();    // transition_bench.cc

/// Seconds of this thread's own time on a core, so that a busy machine measures the same.
double core_seconds();

/// The middle and the slowest hundredth of some durations in milliseconds. Sorts them. Not empty.
struct Percentiles {
  double p50 = 0;
  double p99 = 0;
};
Percentiles percentiles(std::vector<double>& milliseconds);

/// Writes the machine, its load and the build, then each figure with its share of the ceiling; as
/// one JSON object a line when `json`.
void print_figures(const Bench& bench,
                   const std::vector<BenchFigure>& figures,
                   const BenchAsked& asked,
                   bool json,
                   std::ostream& out);

/// How often a second this disk can make 4 KiB durable, one at a time, in that folder.
double fsyncs_a_second(const std::filesystem::path& folder);

}  // namespace lintel
