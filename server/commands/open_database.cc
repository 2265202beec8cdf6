#include "server/commands/open_database.h"

#include <filesystem>

#include "storage/fault.h"
#include "storage/migrator.h"

namespace lintel {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

int newest_level() {
  int newest = 0;
  for (const Migration& each : migrations()) newest = std::max(newest, each.number);
  return newest;
}

/// Opens it when it is at this program's level; `when_empty` says what becomes of one that is
/// empty.
template <class WhenEmpty>
Result<std::unique_ptr<Database>> open_at_level(const std::string& url, WhenEmpty&& when_empty) {
  try {
    std::unique_ptr<Database> database = Database::open(url);
    const int found = level(*database);
    if (found == 0) return when_empty(std::move(database));
    if (found < newest_level()) {
      return problem("the database " + url + " is at level " + std::to_string(found) +
                         " and this program works at level " + std::to_string(newest_level()),
                     "Make a backup, then run `lintel migrate`.");
    }
    if (found > newest_level()) {
      return problem("the database " + url + " was made by a newer program (level " +
                         std::to_string(found) + ", this one knows " +
                         std::to_string(newest_level()) + ")",
                     "Use the newer program, or restore a backup made with this one.");
    }
    return database;
  } catch (const StorageFault& fault) {
    if (fault.cause() != StorageFault::Cause::refused &&
        fault.cause() != StorageFault::Cause::corrupt)
      throw;
    return problem(fault.what());
  }
}

tl::unexpected<Problem> not_there(const std::string& url) {
  return problem("there is no database " + url, "Name one that is there.");
}

}  // namespace

std::string folder_of(const std::string& url) {
  if (!url.starts_with(kSqlite) || url == "sqlite::memory:") return "";
  const std::filesystem::path folder =
      std::filesystem::path(url.substr(kSqlite.size())).parent_path();
  return folder.empty() ? "." : folder.string();
}

Result<std::unique_ptr<Database>> open_database(const std::string& url) {
  const std::string folder = folder_of(url);
  if (!folder.empty()) std::filesystem::create_directories(folder);
  return open_at_level(url,
                       [](std::unique_ptr<Database> database) -> Result<std::unique_ptr<Database>> {
                         migrate(*database);
                         return database;
                       });
}

Result<std::unique_ptr<Database>> open_existing_database(const std::string& url) {
  if (!folder_of(url).empty() && !std::filesystem::exists(url.substr(kSqlite.size())))
    return not_there(url);
  return open_at_level(url, [&](std::unique_ptr<Database>) -> Result<std::unique_ptr<Database>> {
    return not_there(url);
  });
}

}  // namespace lintel
