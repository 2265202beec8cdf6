#include <algorithm>

#include "workflows/checks/form_answers.h"

namespace lintel {
namespace {

/// The facts that a timer's date leans on, formulas and the rows of tables followed.
std::vector<int> followed(const Definition& definition, const Expression& when) {
  std::vector<int> facts = when.facts();
  const auto follow = [&](const Expression& expression) {
    for (const int slot : expression.facts())
      if (std::find(facts.begin(), facts.end(), slot) == facts.end()) facts.push_back(slot);
  };
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const FactDeclaration& fact = definition.facts[static_cast<std::size_t>(facts[i])];
    for (const Expression* each : fact.expressions()) follow(*each);
  }
  return facts;
}

/// In which states a case may be to which no branch has brought the fact.
std::vector<bool> may_lack(CheckedDefinition& checked, int start, const Carried& fact) {
  std::vector<bool> lacks(checked.definition().states.size(), false);
  std::vector<int> open{start};
  lacks[static_cast<std::size_t>(start)] = true;
  while (!open.empty()) {
    const int at = open.back();
    open.pop_back();
    for (const CheckedDefinition::Way& way : checked.ways_from(at)) {
      const auto to = static_cast<std::size_t>(way.to);
      if (lacks[to] || brings(checked, at, *way.branch, fact)) continue;
      lacks[to] = true;
      open.push_back(way.to);
    }
  }
  return lacks;
}

bool brought_anywhere(CheckedDefinition& checked, const Carried& fact) {
  for (int state = 0; state < checked.states(); ++state)
    for (const EventDefinition& event : checked.state(state).events)
      for (const Branch& branch : event.branches)
        if (brings(checked, state, branch, fact)) return true;
  return false;
}

void check_date(CheckedDefinition& checked,
                int start,
                int state,
                const TimerDefinition& timer,
                const FactDeclaration& fact,
                const Carried& from) {
  const std::string counts = "the timer " + timer.name + " counts from " + fact.name + ", which ";
  const std::string brought_by =
      from.task.empty() ? "an event that needs: [" + from.field + "]" : "the task " + from.task;
  if (!brought_anywhere(checked, from)) {
    const std::string form = form_that_spares(checked.definition(), from);
    if (!form.empty()) {
      checked.error("E7",
                    timer.place,
                    counts + "the form " + form + " lets be left out",
                    "Take needed: false away from " + from.field + ".");
      return;
    }
    checked.error("E7",
                  timer.place,
                  counts + "nothing ever brings",
                  "Let " + brought_by + " lead to " + checked.state(state).name + ".");
    return;
  }
  const std::vector<bool> lacks = may_lack(checked, start, from);
  if (!lacks[static_cast<std::size_t>(state)]) return;
  if (state == start) {
    checked.error("E7",
                  timer.place,
                  counts + "no case has when it begins in " + checked.state(state).name,
                  "Arm it in a state that " + brought_by + " leads to.");
    return;
  }
  for (const CheckedDefinition::Way& way : checked.ways_to(state))
    if (lacks[static_cast<std::size_t>(way.from)] && !brings(checked, way.from, *way.branch, from))
      checked.error("E7",
                    way.branch->place,
                    counts + way.branch->rule + " does not bring",
                    "Let only " + brought_by + " lead to " + checked.state(state).name + ".");
}

}  // namespace

void check_timer_dates(CheckedDefinition& checked) {
  const Definition& definition = checked.definition();
  const int start = checked.state_index(definition.start);
  if (start < 0) return;
  for (int state = 0; state < checked.states(); ++state)
    for (const TimerDefinition& timer : checked.state(state).timers) {
      if (timer.kind != TimerDefinition::Kind::at) continue;
      for (const int slot : followed(definition, timer.when)) {
        const FactDeclaration& fact = definition.facts[static_cast<std::size_t>(slot)];
        const std::optional<Carried> from = carried(definition, slot);
        // A task that there is not is named by another check.
        if (from && (from->task.empty() || definition.task(from->task) != nullptr))
          check_date(checked, start, state, timer, fact, *from);
      }
    }
}

}  // namespace lintel
