#include "storage/migrator.h"

#include <array>
#include <cassert>

#include "domain/hash.h"

namespace lintel {
namespace {

constexpr std::string_view kCreateLevel = R"sql(
  CREATE TABLE IF NOT EXISTS migration (
    number   $number  NOT NULL PRIMARY KEY,
    why      $line    NOT NULL,
    sha256   $hash    NOT NULL,
    made_at  $instant NOT NULL
  ) $table
)sql";

constexpr std::string_view kSelectDone = "SELECT number, sha256 FROM migration ORDER BY number";

constexpr std::string_view kInsertDone =
    "INSERT INTO migration (number, why, sha256, made_at) VALUES (?, ?, ?, ?)";

struct Spelling {
  std::string_view word;
  std::string_view sqlite;
  std::string_view mysql;
};

constexpr std::array<Spelling, 12> kSpellings = {{
    {"$id", "TEXT", "CHAR(26) CHARACTER SET ascii COLLATE ascii_bin"},
    {"$date", "TEXT", "CHAR(10) CHARACTER SET ascii COLLATE ascii_bin"},
    {"$instant", "TEXT", "CHAR(24) CHARACTER SET ascii COLLATE ascii_bin"},
    {"$hash", "TEXT", "CHAR(64) CHARACTER SET ascii COLLATE ascii_bin"},
    {"$word", "TEXT", "VARCHAR(64)"},
    {"$line", "TEXT", "VARCHAR(300)"},
    {"$text", "TEXT", "LONGTEXT"},
    {"$number", "INTEGER", "BIGINT"},
    {"$pence", "INTEGER", "BIGINT"},
    {"$yes_no", "INTEGER", "TINYINT"},
    {"$bytes", "BLOB", "LONGBLOB"},
    {"$table", "STRICT", "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"},
}};

bool ends_with_mark(std::string_view line, std::string_view kind) {
  return line.ends_with("-- " + std::string(kind));
}

/// The lines for this database, types spelt its way.
std::string spelt(std::string_view sql, std::string_view kind) {
  const std::string_view other = kind == "sqlite" ? "mysql" : "sqlite";
  std::string text;
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t end = std::min(sql.find('\n', at), sql.size());
    const std::string_view line = sql.substr(at, end - at);
    at = end + 1;
    if (ends_with_mark(line, other)) continue;
    std::string_view kept = line.substr(0, line.find("--"));
    while (kept.ends_with(' ')) kept.remove_suffix(1);
    text.append(kept).append("\n");
  }
  for (const Spelling& spelling : kSpellings) {
    for (std::size_t at = text.find(spelling.word); at != std::string::npos;
         at = text.find(spelling.word, at)) {
      text.replace(at, spelling.word.size(), kind == "sqlite" ? spelling.sqlite : spelling.mysql);
    }
  }
  return text;
}

std::vector<std::string> statements(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find(";\n", at);
    if (end == std::string_view::npos) break;
    found.emplace_back(text.substr(at, end - at));
    at = end + 2;
  }
  return found;
}

struct Done {
  int number = 0;
  Hash hash;
};

std::vector<Done> done_so_far(Database& database) {
  return database.write([&](Transaction& transaction) {
    transaction.execute(spelt(kCreateLevel, database.kind()));
    return transaction.all(kSelectDone, [](Row& row) {
      return Done{.number = row.take<int>(), .hash = row.take<Hash>()};
    });
  });
}

[[noreturn]] void refuse(const std::string& sentence) {
  throw StorageFault(StorageFault::Cause::refused, sentence);
}

void apply(Database& database, const Migration& step) {
  database.write([&](Transaction& transaction) {
    for (const std::string& statement : statements(spelt(step.sql, database.kind())))
      transaction.execute(statement);
    transaction.execute(kInsertDone, step.number, step.why, sha256(step.sql), transaction.now());
  });
}

}  // namespace

int level(Database& database) {
  const std::vector<Done> done = done_so_far(database);
  return done.empty() ? 0 : done.back().number;
}

MigrationsDone migrate(Database& database, std::span<const Migration> steps) {
  const std::vector<Done> done = done_so_far(database);
  const int held = done.empty() ? 0 : done.back().number;
  const int known = steps.empty() ? 0 : steps.back().number;
  if (held > known) {
    refuse("The database is at level " + std::to_string(held) +
           " and this program knows only level " + std::to_string(known) +
           ": it was made by a newer Lintel. Start that version, or restore a backup made by this "
           "one.");
  }
  for (const Migration& step : steps) {
    assert(step.number == static_cast<int>(&step - steps.data()) + 1);
    const auto place = static_cast<std::size_t>(step.number - 1);
    if (place >= done.size()) {
      apply(database, step);
    } else if (done[place].number != step.number || done[place].hash != sha256(step.sql)) {
      refuse("Migration " + std::to_string(step.number) +
             " reads otherwise in this program than when the database was made (" +
             done[place].hash.to_hex() + " there, " + sha256(step.sql).to_hex() +
             " here). Start the version that made it, or restore a backup made by this one.");
    }
  }
  return {.from = held, .to = known};
}

}  // namespace lintel
