#include <algorithm>
#include <set>

#include "workflows/checks/checked_definition.h"
#include "workflows/guard_witness.h"

namespace lintel {
namespace {

/// Whether something leaves the house or moves the case. A task or a note that asks somebody to
/// find out is the right answer to what is not known.
bool acts(const Branch& branch, int state) {
  const bool sends =
      std::any_of(branch.effects.begin(), branch.effects.end(), [](const Effect& each) {
        return each.kind == Effect::Kind::document || each.kind == Effect::Kind::call;
      });
  const bool moves = branch.to_state >= 0 && branch.to_state != state;
  return sends || branch.irrevocable || (moves && !branch.pressed_by_people());
}

}  // namespace

/// A guard that asks for what is unknown, and passes because of it: one of its boxes lets a fact be
/// unknown and nothing else.
void check_unknowns(CheckedDefinition& checked) {
  std::set<std::pair<int, int>> seen;
  for (int state = 0; state < checked.states(); ++state)
    for (const EventDefinition& event : checked.state(state).events)
      for (const Branch& branch : event.branches) {
        if (!branch.when || !acts(branch, state)) continue;
        const std::optional<Region> passes = checked.regions().region(*branch.when, state);
        if (!passes) continue;
        for (const Box& box : *passes) {
          const auto unknown =
              std::find_if(box.sides.begin(), box.sides.end(), [](const auto& side) {
                return side.second.only_is_unknown();
              });
          if (unknown == box.sides.end()) continue;
          if (!seen.emplace(branch.place.line, branch.place.column).second) break;
          checked.error("E15",
                        branch.when->place().line > 0 ? branch.when->place() : branch.place,
                        "the branch " + branch.rule + " would act while " +
                            checked.regions().measure(unknown->first).said + " is unknown",
                        "Leave such a case alone with a because:, or open a task to find out.");
          break;
        }
      }
}

}  // namespace lintel
