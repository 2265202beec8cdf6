#include <algorithm>

#include "workflows/checks/checked_definition.h"

namespace lintel {
namespace {

/// Every role that may do the event somewhere.
std::vector<Role> roles_of(const Definition& definition, const std::string& event) {
  std::vector<Role> roles;
  for (const StateDefinition& state : definition.states) {
    const EventDefinition* answered = state.event(event);
    if (answered == nullptr) continue;
    for (const Branch& branch : answered->branches) {
      roles.insert(roles.end(), branch.by.begin(), branch.by.end());
      const TaskDefinition* task = branch.by_task.empty() ? nullptr : state.task(branch.by_task);
      if (task == nullptr) continue;
      roles.push_back(task->role);
      if (task->escalate_to) roles.push_back(*task->escalate_to);
    }
  }
  return roles;
}

int holders_of(const CheckContext& context, Role role) {
  const auto found = context.holders->find(role);
  return found == context.holders->end() ? 0 : found->second;
}

std::string named(Role role) {
  return words_of(to_string(role));
}

/// The task bars whoever did an event, and that event is how the task itself is done.
void bars_itself(CheckedDefinition& checked,
                 const StateDefinition& state,
                 const TaskDefinition& task) {
  for (const EventDefinition& event : state.events)
    for (const Branch& branch : event.branches)
      if (branch.by_task == task.name && contains(task.four_eyes, event.name))
        checked.error("E10",
                      task.place,
                      "the task " + task.name + " bars whoever did " + event.name +
                          ", which is what it does itself",
                      "Name the earlier event, such as propose_notice.");
}

void too_few_people(CheckedDefinition& checked, const TaskDefinition& task) {
  if (!checked.context().holders) return;
  int people = holders_of(checked.context(), task.role);
  if (task.escalate_to && *task.escalate_to != task.role)
    people += holders_of(checked.context(), *task.escalate_to);
  if (people == 0) {
    checked.error(
        "E10",
        task.place,
        "nobody holds the role " + named(task.role) + ", who would do the task " + task.name,
        "Give the role to somebody, or the task to another role.");
    return;
  }
  if (people > 1) return;
  for (const std::string& event : task.four_eyes) {
    const std::vector<Role> before = roles_of(checked.definition(), event);
    const bool same_alone =
        !before.empty() &&
        std::all_of(before.begin(), before.end(), [&](Role role) { return role == task.role; });
    if (same_alone)
      checked.error("E10",
                    task.place,
                    "one person alone is " + named(task.role) + ": who does " + event +
                        " can never be other than who does " + task.name,
                    "Give one of the two to another role, or the role to a second person.");
  }
}

}  // namespace

void check_four_eyes(CheckedDefinition& checked) {
  for (const StateDefinition& state : checked.definition().states)
    for (const TaskDefinition& task : state.tasks) {
      bars_itself(checked, state, task);
      too_few_people(checked, task);
    }
}

}  // namespace lintel
