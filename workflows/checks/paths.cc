#include "workflows/checks/checked_definition.h"

namespace lintel {

void check_paths(CheckedDefinition& checked) {
  const Definition& definition = checked.definition();
  const int start = checked.state_index(definition.start);
  if (start < 0) return;
  const std::vector<bool> reached = checked.reached_from({start});
  std::vector<int> ends;
  for (int i = 0; i < checked.states(); ++i)
    if (checked.state(i).final) ends.push_back(i);
  const std::vector<bool> ending = checked.reached_from(ends, true);

  for (int i = 0; i < checked.states(); ++i) {
    const StateDefinition& state = checked.state(i);
    const auto at = static_cast<std::size_t>(i);
    if (!reached[at])
      checked.error("E3",
                    state.place,
                    "no path from " + definition.start + " leads to the state " + state.name,
                    "Give an event a branch with to: " + state.name + ", or take it out.");
    if (!state.final && state.events.empty() && state.timers.empty() && state.tasks.empty()) {
      // That it never ends goes without saying.
      checked.error("E5",
                    state.place,
                    "nothing can happen in the state " + state.name,
                    "Give it an event, or mark it final: true.");
    } else if (!ending[at]) {
      checked.error("E4",
                    state.place,
                    "no path from the state " + state.name + " leads to a final state",
                    "Give it a way out, or mark it final: true.");
    }
    if (state.final && (!state.events.empty() || !state.timers.empty() || !state.tasks.empty()))
      checked.error("E5",
                    state.place,
                    "the final state " + state.name + " still has events, timers or tasks",
                    "A closed case answers nothing.");
  }
}

}  // namespace lintel
