#include "storage/audit_store.h"

#include <limits>

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO audit (at, person_id, name, action, object, detail) VALUES (?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSelect =
    "SELECT seq, at, person_id, name, action, object, detail FROM audit WHERE seq < ?";

}  // namespace

void AuditStore::add(const AuditRow& row) {
  connection_.execute(kInsert, row.at, row.person, row.name, row.action, row.object, row.detail);
}

std::vector<AuditRow> AuditStore::page(const AuditFilter& filter,
                                       int limit,
                                       std::int64_t before_seq) const {
  std::string sql(kSelect);
  std::vector<Bound> values{before_seq > 0 ? before_seq : std::numeric_limits<std::int64_t>::max()};
  const auto only = [&](std::string_view condition, const Bound& value) {
    sql.append(" AND ").append(condition);
    values.push_back(value);
  };
  if (filter.person) only("person_id = ?", *filter.person);
  if (!filter.object.empty()) only("object = ?", filter.object);
  if (!filter.action.empty()) only("action = ?", filter.action);
  sql += " ORDER BY seq DESC LIMIT ?";
  values.emplace_back(limit);
  return connection_.all_bound(
      sql,
      [](Row& row) {
        return AuditRow{.seq = row.take<std::int64_t>(),
                        .at = row.take<Instant>(),
                        .person = row.take<std::optional<PersonId>>(),
                        .name = row.take<std::string>(),
                        .action = row.take<std::string>(),
                        .object = row.take<std::string>(),
                        .detail = row.take<std::string>()};
      },
      values);
}

}  // namespace lintel
