#pragma once

#include <cstdint>
#include <random>

#include "domain/id.h"
#include "server/casework/workflows.h"
#include "storage/database.h"

namespace lintel {

/// Open arrears cases written straight into an empty database, with the accounts that they are
/// about: one home in three at each of reminder, letter 1 and letter 2, owing one to six weeks. For
/// benches that need many.
class MadeCases {
 public:
  /// `database` must be migrated. The day is that of the rent file and of the cases' last events.
  MadeCases(Database& database, const Workflows& workflows, std::int64_t count, Date on);

  static std::string reference(std::int64_t number);

 private:
  void make(Transaction& tx, const Workflows& workflows, std::int64_t number, Date on);

  std::mt19937_64 random_{41872};
  IdMaker ids_;
};

}  // namespace lintel
