#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"

namespace lintel {

/// One step of the tables' history; numbered from 1, forward only, never edited once released.
///
/// `sql` holds statements that each end in ";" at the end of a line. A line that ends in "--
/// sqlite" or "-- mysql" is for that database alone. Types are words that each database spells: $id
/// $date $instant $hash $word (up to 64 letters) $line (up to 300) $text $number $pence $yes_no
/// $bytes, and $table ends a table ("STRICT").
struct Migration {
  int number = 0;
  std::string_view why;  ///< one sentence
  std::string_view sql;
};

/// Every migration of this program, in order.
std::span<const Migration> migrations();

struct MigrationsDone {
  int from = 0;  ///< the database's level before; 0 when it was empty
  int to = 0;
};

/// The number of the last migration that the database holds; 0 when it is empty.
int level(Database& database);

/// Brings the database to this program's level, each migration in a transaction of its own.
/// StorageFault (refused) when the database was made by a newer program, or when a migration that
/// it holds reads differently here: nothing is changed.
MigrationsDone migrate(Database& database, std::span<const Migration> steps = migrations());

}  // namespace lintel
