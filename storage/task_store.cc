#include "storage/task_store.h"

#include "storage/case_row.h"
#include "storage/listed.h"

namespace lintel {
namespace {

constexpr std::string_view kSelectOfCase = R"sql(
  SELECT id, case_id, name, label, role, opened_on, due, done_on FROM task
   WHERE case_id = ? ORDER BY CASE WHEN done_on IS NULL THEN 0 ELSE 1 END, opened_on, id
)sql";
constexpr std::string_view kSelectOpen = R"sql(
  SELECT k.id, k.case_id, k.name, k.label, k.role, k.opened_on, k.due, k.done_on, c.reference, t.patch
    FROM task k JOIN tenancy_case c ON c.id = k.case_id JOIN tenancy t ON t.id = c.tenancy_id
   WHERE k.done_on IS NULL
)sql";
constexpr std::string_view kSelectOverdue = R"sql(
  SELECT k.id, k.case_id, k.name, k.label, k.role, k.opened_on, k.due, k.done_on, c.reference, t.patch, c.workflow,
         c.workflow_version, COALESCE(n.forename, ''), COALESCE(n.surname, '')
    FROM task k
    JOIN tenancy_case c ON c.id = k.case_id
    JOIN tenancy t ON t.id = c.tenancy_id
    LEFT JOIN tenant n ON n.tenancy_id = t.id AND n.position = 1
   WHERE k.done_on IS NULL AND k.due < ?
)sql";

constexpr std::string_view kSelectOpenOfCase = R"sql(
  SELECT id, case_id, name, label, role, opened_on, due, done_on FROM task
   WHERE case_id = ? AND superseded = 0 AND done_on IS NULL ORDER BY opened_on, id
)sql";

}  // namespace

std::vector<Task> TaskStore::open_of_case(CaseId id) const {
  return connection_.all(kSelectOpenOfCase, take_task, id);
}

std::vector<Task> TaskStore::of_case(CaseId id) const {
  return connection_.all(kSelectOfCase, take_task, id);
}

std::vector<TaskRow> TaskStore::open(const std::set<Role>& roles,
                                     const std::set<std::string>& patches,
                                     int limit) const {
  if (roles.empty()) return {};
  std::vector<Bound> values;
  for (const Role role : roles) values.emplace_back(role);
  std::string sql(kSelectOpen);
  sql += and_in("k.role", roles.size());
  if (!patches.empty()) {
    for (const std::string& patch : patches) values.emplace_back(patch);
    sql += and_in("t.patch", patches.size());
  }
  sql += " ORDER BY COALESCE(k.due, '9999-12-31'), k.opened_on, k.id LIMIT ?";
  values.emplace_back(limit);
  return connection_.all_bound(
      sql,
      [](Row& row) {
        return TaskRow{.task = take_task(row),
                       .reference = row.take<std::string>(),
                       .patch = row.take<std::string>()};
      },
      values);
}

std::vector<OverdueTask> TaskStore::overdue(const std::set<std::string>& names,
                                            const std::set<std::string>& patches,
                                            Date on,
                                            int limit) const {
  if (names.empty()) return {};
  std::vector<Bound> values{Bound(on)};
  std::string sql(kSelectOverdue);
  for (const std::string& name : names) values.emplace_back(name);
  sql += and_in("k.name", names.size());
  if (!patches.empty()) {
    for (const std::string& patch : patches) values.emplace_back(patch);
    sql += and_in("t.patch", patches.size());
  }
  sql += " ORDER BY k.due, c.reference, k.id LIMIT ?";
  values.emplace_back(limit);
  return connection_.all_bound(
      sql,
      [](Row& row) {
        return OverdueTask{
            .task = take_task(row),
            .reference = row.take<std::string>(),
            .patch = row.take<std::string>(),
            .definition = {.workflow = row.take<std::string>(), .version = row.take<std::string>()},
            .main_tenant = {.forename = row.take<std::string>(),
                            .surname = row.take<std::string>()}};
      },
      values);
}

}  // namespace lintel
