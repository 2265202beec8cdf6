#include <algorithm>
#include <set>

#include "domain/strict_yaml.h"
#include "workflows/checks/checked_definition.h"

namespace lintel {
namespace {

template <class List>
bool named(const List& pairs, const std::string& name) {
  return std::any_of(
      pairs.begin(), pairs.end(), [&](const auto& each) { return each.first == name; });
}

std::vector<std::string> timer_names(const Definition& definition) {
  std::vector<std::string> names;
  for (const StateDefinition& state : definition.states)
    for (const TimerDefinition& timer : state.timers)
      if (!contains(names, timer.name)) names.push_back(timer.name);
  return names;
}

class MapCheck {
 public:
  MapCheck(CheckedDefinition& checked, const MigrationMap& map)
      : checked_(checked), definition_(checked.definition()), map_(map), place_(map.place) {}

  void alone() {
    if (maps_nothing())
      error("migrate maps no state of " + map_.from, "Write states: {old: new, same: rest}.");
    for (const StateDefinition& state : definition_.states)
      for (const TimerDefinition& timer : state.timers)
        if (!named(map_.timers, timer.name) && said_.insert(timer.name).second)
          checked_.error("E14",
                         timer.place,
                         "migrate does not say what becomes of the timer " + timer.name,
                         "Write keep_due_date, recompute or drop.");
  }

  /// With the version that cases come from: all that may be live in it has a place in this one.
  void from(const Definition& earlier) {
    if (maps_nothing()) return;
    for (const StateDefinition& state : earlier.states) {
      if (state.final || named(map_.states, state.name)) continue;
      if (map_.same_rest && checked_.state_index(state.name) >= 0) continue;
      error("migrate does not say where cases in " + state.name + " of " + earlier.key.version +
                " go",
            "Write states: {" + state.name + ": and a state of this version}.");
    }
    std::vector<std::string> states;
    for (const StateDefinition& state : earlier.states) states.push_back(state.name);
    for (const auto& [old, to] : map_.states)
      if (!contains(states, old))
        error("migrate maps the state \"" + old + "\", which " + earlier.key.version +
                  " does not have",
              did_you_mean(old, states));
    for (const auto& [old, to] : map_.states)
      if (const int index = checked_.state_index(to); index >= 0 && checked_.state(index).final)
        error("migrate would close cases in " + old + ", without the event that closes a case",
              "Send them to a state that goes on.");
    const std::vector<std::string> timers = timer_names(earlier);
    for (const std::string& timer : timers)
      if (!named(map_.timers, timer) && said_.insert(timer).second)
        error("migrate does not say what becomes of the timer " + timer + " of " +
                  earlier.key.version,
              "Write keep_due_date, recompute or drop.");
    for (const auto& [timer, how] : map_.timers)
      if (how != "drop" && definition_.timer(timer) == nullptr)
        error("migrate would " + words_of(how) + " the timer " + timer +
                  ", which this version does not have",
              "Write drop, or give a state that timer.");
  }

 private:
  bool maps_nothing() const { return map_.states.empty() && !map_.same_rest; }
  void error(std::string what, std::string fix) {
    checked_.error("E14", place_, std::move(what), std::move(fix));
  }

  CheckedDefinition& checked_;
  const Definition& definition_;
  const MigrationMap& map_;
  Place place_;
  std::set<std::string> said_;
};

}  // namespace

void check_migration(CheckedDefinition& checked) {
  const Definition& definition = checked.definition();
  if (!definition.migrate || definition.states.empty()) return;
  MapCheck check{checked, *definition.migrate};
  check.alone();
  for (const Definition* earlier : checked.context().earlier)
    if (earlier->key == DefinitionKey{definition.key.workflow, definition.migrate->from})
      check.from(*earlier);
}

}  // namespace lintel
