#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "domain/id.h"
#include "server/bench/bench.h"
#include "server/casework/casework.h"
#include "server/casework/policy.h"
#include "storage/database.h"

namespace lintel {

/// A made-up landlord of so many homes with casework over a new database, for benches.
class MadeLandlord {
 public:
  /// `on` is the last day of the rent file, `weeks` how much of the ledger it holds. Writes the
  /// files; loads nothing yet.
  MadeLandlord(const BenchAsked& asked, Date on, int weeks);

  Casework& casework() { return *casework_; }
  Database& database() { return *database_; }
  const std::vector<std::filesystem::path>& files() const { return files_; }

 private:
  class StoodClock final : public Clock {
   public:
    explicit StoodClock(Instant at) : at_(at) {}
    Instant now() const override { return at_; }

   private:
    Instant at_;
  };

  StoodClock clock_;
  IdMaker ids_;
  Policy policy_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Casework> casework_;
  std::vector<std::filesystem::path> files_;
};

}  // namespace lintel
