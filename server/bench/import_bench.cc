#include <atomic>
#include <chrono>
#include <ostream>
#include <stdexcept>
#include <thread>

#include "server/bench/made_landlord.h"
#include "storage/setting_store.h"

namespace lintel {
namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr Date kFileOn{2026, 11, 22};
/// About ten postings an account, so that 100,000 accounts bring a million.
constexpr int kWeeksOfLedger = 6;
constexpr std::chrono::milliseconds kBetweenOthers{20};

double milliseconds_since(Stopwatch::time_point began) {
  return std::chrono::duration<double, std::milli>(Stopwatch::now() - began).count();
}

/// Somebody else who saves something now and then while the file comes in.
class OtherUser {
 public:
  explicit OtherUser(Database& database) : database_(database), thread_([this] { work(); }) {}
  ~OtherUser() {
    if (thread_.joinable()) end();
  }

  std::vector<double>& end() {
    over_ = true;
    thread_.join();
    return waited_;
  }

 private:
  void work() {
    while (!over_) {
      const auto began = Stopwatch::now();
      database_.write([](Transaction& tx) {
        SettingStore(tx).set("bench.other_user", "here", Instant{}, "bench");
      });
      waited_.push_back(milliseconds_since(began));
      std::this_thread::sleep_for(kBetweenOthers);
    }
  }

  Database& database_;
  std::atomic<bool> over_ = false;
  std::vector<double> waited_;
  std::thread thread_;
};

std::vector<BenchFigure> run(const BenchAsked& asked) {
  MadeLandlord landlord(asked, kFileOn, kWeeksOfLedger);
  asked.progress << "Loading the rent file …" << std::endl;
  OtherUser other(landlord.database());
  const auto began = Stopwatch::now();
  const Result<ImportSummary> import = landlord.casework().import_rents("cx", landlord.files());
  const double seconds = milliseconds_since(began) / 1000.0;
  std::vector<double>& waited = other.end();
  if (!import) throw std::runtime_error(import.error().to_string());
  const Percentiles others = percentiles(waited);
  const double rows = static_cast<double>(import->accounts_loaded + import->transactions_loaded);
  asked.progress << import->accounts_loaded << " accounts and " << import->transactions_loaded
                 << " postings in " << seconds << " s" << std::endl;
  return {{.bench = "import; p50 and p99 are another user's wait to save",
           .size = import->accounts_loaded,
           .value = rows / seconds,
           .unit = "rows/s",
           .p50_ms = others.p50,
           .p99_ms = others.p99,
           .ceiling = {},
           .ceiling_is = ""}};
}

}  // namespace

Bench import_bench() {
  return {.name = "import",
          .one_line = "a rent file into the accounts, proved against its ledger, while others work",
          .usual_size = 100'000,
          .run = run};
}

}  // namespace lintel
