#include "server/casework/desk.h"

#include <algorithm>

namespace lintel {
namespace {

constexpr std::string_view kProposeNotice = "propose_notice";

}  // namespace

Desk desk_of(const GatheredCase& gathered,
             const CaseState& state,
             const RuleValues& rules,
             const std::string& why) {
  Desk desk;
  desk.why = why;
  desk.weeks_tenths = static_cast<int>(weeks_owed_tenths(gathered.file.account));
  const bool held = std::any_of(state.holds.begin(), state.holds.end(), [&](const Hold& hold) {
    return hold.runs_on(gathered.today);
  });
  const OpenTask* first = nullptr;
  for (const OpenTask& task : state.tasks) {
    const bool sooner = first == nullptr || (task.due && (!first->due || *task.due < *first->due));
    if (sooner) first = &task;
  }
  const StateDefinition* now = gathered.definition->state(state.state);
  const EventDefinition* propose = now == nullptr ? nullptr : now->event(kProposeNotice);
  const Branch* ready =
      propose == nullptr || held
          ? nullptr
          : choose(
                *gathered.definition, state, kProposeNotice, gathered.facts, rules, gathered.today);
  if (ready != nullptr && !ready->leaves_alone()) {
    desk.needs = "notice";
    desk.next_step = propose->label;
    desk.due = first != nullptr && first->due ? *first->due : gathered.today;
  } else if (first != nullptr) {
    const TaskDefinition* task = gathered.definition->task(first->name);
    desk.next_step = task ? task->label : words_of(first->name);
    desk.due = first->due;
    desk.needs = task != nullptr && !task->binds.empty() ? "approval" : "task";
  }
  return desk;
}

}  // namespace lintel
