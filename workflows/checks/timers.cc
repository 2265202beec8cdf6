#include <algorithm>
#include <set>

#include "workflows/checks/checked_definition.h"

namespace lintel {
namespace {

/// In which states a timer of that state may be live: there, and wherever a path leads through
/// states that keep it.
std::vector<int> live_in(const CheckedDefinition& checked,
                         int declaring,
                         const std::string& timer) {
  std::vector<int> live{declaring};
  std::set<int> seen{declaring};
  for (std::size_t i = 0; i < live.size(); ++i)
    for (const CheckedDefinition::Way& way : checked.ways_from(live[i]))
      if (contains(checked.state(way.to).keeps, timer) && seen.insert(way.to).second)
        live.push_back(way.to);
  std::sort(live.begin(), live.end());
  return live;
}

bool kept_anywhere(const CheckedDefinition& checked, const std::string& timer) {
  const auto& states = checked.definition().states;
  return std::any_of(states.begin(), states.end(), [&](const StateDefinition& state) {
    return contains(state.keeps, timer);
  });
}

void check_answer(CheckedDefinition& checked,
                  const TimerDefinition& timer,
                  int declaring,
                  const StateDefinition& state) {
  const Place& place = state.name == checked.state(declaring).name ? timer.place : state.place;
  const EventDefinition* event = state.event(timer.fires);
  if (event == nullptr) {
    checked.error("E6",
                  place,
                  "the timer " + timer.name + " fires " + timer.fires + ", which the state " +
                      state.name + " does not answer",
                  "Add " + timer.fires + ": to its events.");
    return;
  }
  const bool people_alone =
      std::all_of(event->branches.begin(), event->branches.end(), [](const Branch& branch) {
        return branch.pressed_by_people();
      });
  if (people_alone)
    checked.error("E6",
                  place,
                  "the timer " + timer.name + " fires " + timer.fires + ", which in the state " +
                      state.name + " only a person may do",
                  "Give it a branch without by:, or let the timer open a task.");
}

}  // namespace

void check_timer_events(CheckedDefinition& checked) {
  std::set<std::pair<std::string, int>> kept;  // timers that are live where they are kept
  for (int i = 0; i < checked.states(); ++i)
    for (const TimerDefinition& timer : checked.state(i).timers) {
      const std::vector<int> live = live_in(checked, i, timer.name);
      for (const int state : live) {
        if (state != i) kept.emplace(timer.name, state);
        if (!timer.fires.empty()) check_answer(checked, timer, i, checked.state(state));
      }
    }
  for (int i = 0; i < checked.states(); ++i)
    for (const std::string& name : checked.state(i).keeps)
      if (!kept.contains({name, i}) && checked.definition().timer(name) != nullptr &&
          kept_anywhere(checked, name))
        checked.error("E6",
                      checked.state(i).place,
                      "the state " + checked.state(i).name + " keeps the timer " + name +
                          ", which is live in no state that leads to it",
                      "Keep it in every state on the way, or take it out of keeps:.");
}

void check_holds(CheckedDefinition& checked) {
  std::vector<std::string> timers;
  std::set<std::string> seen;
  for (const StateDefinition& state : checked.definition().states)
    for (const TimerDefinition& timer : state.timers)
      if (seen.insert(timer.name).second) timers.push_back(timer.name);
  for (const HoldDefinition& hold : checked.definition().holds) {
    if (hold.has_default_policy) continue;
    std::set<std::string> named;
    for (const auto& [timer, policy] : hold.timers) named.insert(timer);
    for (const std::string& timer : timers)
      if (!named.contains(timer))
        checked.error(
            "E9",
            hold.place,
            "the hold " + hold.name + " does not say what the timer " + timer + " does under it",
            "Write timers: {" + timer + ": run, pause or defer}, or a default:.");
  }
}

}  // namespace lintel
