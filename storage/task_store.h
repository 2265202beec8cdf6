#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/person.h"
#include "domain/task.h"
#include "storage/connection.h"

namespace lintel {

struct TaskRow {
  Task task;
  std::string reference;  ///< of the case
  std::string patch;
};

/// An open task whose day has gone by.
struct OverdueTask {
  Task task;
  std::string reference;  ///< of the case
  std::string patch;
  DefinitionKey definition;  ///< that the case keeps
  PersonName main_tenant;
};

/// Tasks, as pages read them. They are opened and closed by CaseStore::apply alone.
class TaskStore {
 public:
  explicit TaskStore(Connection& connection) : connection_(connection) {}

  std::vector<Task> of_case(CaseId id) const;  ///< open first, then by day opened
  std::vector<Task> open_of_case(CaseId id) const;
  /// Open tasks of these roles in these patches (empty: all), due first.
  std::vector<TaskRow> open(const std::set<Role>& roles,
                            const std::set<std::string>& patches,
                            int limit) const;
  /// Open tasks of these names in these patches (empty: all) that were due before that day, the
  /// latest first.
  std::vector<OverdueTask> overdue(const std::set<std::string>& names,
                                   const std::set<std::string>& patches,
                                   Date on,
                                   int limit) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
