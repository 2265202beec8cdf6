#include "storage/connection.h"

namespace lintel {
namespace {

/// Lets go of a statement's rows however the reading ends.
struct Finish {
  Statement& statement;
  ~Finish() { statement.finish(); }
};

}  // namespace

std::int64_t Connection::execute(std::string_view sql, std::span<const Bound> values) {
  return prepare(sql)->run(values);
}

void Connection::read(std::string_view sql,
                      std::span<const Bound> values,
                      const std::function<bool(Row&)>& see) {
  const std::shared_ptr<Statement> statement = prepare(sql);
  const Finish finish{*statement};
  statement->start(values);
  while (statement->next()) {
    Row row{*statement};
    if (!see(row)) return;
  }
}

void Row::fault(const Problem& problem) const {
  throw StorageFault(StorageFault::Cause::corrupt,
                     "Column " + std::to_string(next_ + 1) +
                         " of a row cannot be read: " + problem.what +
                         ". The database was changed by another program; "
                         "run `lintel audit verify`, then restore a backup.");
}

}  // namespace lintel
