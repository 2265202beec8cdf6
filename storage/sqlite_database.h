#pragma once

#include <memory>
#include <string>

#include "storage/database.h"

namespace lintel {

/// SQLite in one file: write-ahead log, every commit synced, one connection that writes behind a
/// GroupCommit, a pool of others that only read.
///
/// Two programs may have the file open: a lock file ("PATH-writer") lets one at a time write or
/// checkpoint, because SQLite before 3.51.3 can lose a page when two connections reset the log at
/// once. That lock and the file need a local disk, not a network share.
std::unique_ptr<Database> open_sqlite(const std::string& path, Database::Options options);

}  // namespace lintel
