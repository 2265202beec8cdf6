#include "storage/database.h"

#include "storage/fault.h"
#include "storage/sqlite_database.h"

namespace lintel {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::string_view kMysql = "mysql://";

}  // namespace

std::unique_ptr<Database> Database::open(const std::string& url, Options options) {
  if (url.starts_with(kSqlite) && url.size() > kSqlite.size())
    return open_sqlite(url.substr(kSqlite.size()), options);
  if (url.starts_with(kMysql)) {
    throw StorageFault(
        StorageFault::Cause::refused,
        "This program was built without a MySQL driver. Use --database sqlite:PATH.");
  }
  throw StorageFault(
      StorageFault::Cause::refused,
      "\"" + url + "\" does not name a database. Write sqlite:PATH, such as sqlite:var/lintel.db.");
}

}  // namespace lintel
