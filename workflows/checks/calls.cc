#include <algorithm>

#include "workflows/checks/checked_definition.h"

namespace lintel {
namespace {

constexpr std::string_view kTakeAway =
    "Make the call before the irrevocable step, or take compensate: away.";

void check_branch(CheckedDefinition& checked, const Branch& branch) {
  if (!branch.irrevocable) return;
  for (const Effect& effect : branch.effects) {
    if (effect.kind != Effect::Kind::call) continue;
    if (!effect.compensate.empty())
      checked.error(
          "E12",
          effect.place,
          "the call " + effect.name + " has a way back, yet " + branch.rule + " is irrevocable",
          std::string(kTakeAway));
    if (contains(checked.context().not_repeatable, effect.name))
      checked.error("E12",
                    effect.place,
                    branch.rule + " is irrevocable, and the call " + effect.name +
                        " is made twice when it has to be tried again",
                    "Use a connector that knows a call by its key, or let a person do it.");
  }
}

/// A state that irrevocable steps alone lead to has nothing left to take back on entry.
void check_entry(CheckedDefinition& checked, int index) {
  const auto& ways = checked.ways_to(index);
  const bool irrevocable =
      !ways.empty() && std::all_of(ways.begin(), ways.end(), [](const auto& way) {
        return way.branch->irrevocable;
      });
  if (!irrevocable) return;
  const StateDefinition& state = checked.state(index);
  for (const Effect& effect : state.entry)
    if (effect.kind == Effect::Kind::call && !effect.compensate.empty())
      checked.error("E12",
                    effect.place,
                    "the call " + effect.name +
                        " has a way back, yet only irrevocable steps lead to " + state.name,
                    std::string(kTakeAway));
}

void check_exit(CheckedDefinition& checked, int index) {
  const auto& ways = checked.ways_from(index);
  const bool irrevocable =
      !ways.empty() && std::all_of(ways.begin(), ways.end(), [](const auto& way) {
        return way.branch->irrevocable;
      });
  if (!irrevocable) return;
  const StateDefinition& state = checked.state(index);
  for (const Effect& effect : state.exit)
    if (effect.kind == Effect::Kind::call && !effect.compensate.empty())
      checked.error("E12",
                    effect.place,
                    "the call " + effect.name + " has a way back, yet " + state.name +
                        " is left by irrevocable steps alone",
                    std::string(kTakeAway));
}

}  // namespace

void check_calls(CheckedDefinition& checked) {
  for (int i = 0; i < checked.states(); ++i) {
    for (const EventDefinition& event : checked.state(i).events)
      for (const Branch& branch : event.branches) check_branch(checked, branch);
    check_entry(checked, i);
    check_exit(checked, i);
  }
}

}  // namespace lintel
