#include "workflows/checks/checked_definition.h"

namespace lintel {
namespace {

void check_head(CheckedDefinition& checked) {
  const Definition& definition = checked.definition();
  const Place& place = definition.states.front().place;
  if (definition.owner.empty())
    checked.warn("W1", place, "the workflow has no owner", "Write owner: and who answers for it.");
  if (definition.title.empty())
    checked.warn("W1", place, "the workflow has no title", "Write title:.");
  if (definition.law.provisions.empty())
    checked.warn("W4", place, "the law block names no provision", "Write provisions: [s8].");
}

void check_states(CheckedDefinition& checked) {
  for (const StateDefinition& state : checked.definition().states) {
    if (state.meaning.empty() && !state.final)
      checked.warn("W2",
                   state.place,
                   "the state " + state.name + " does not say what it means",
                   "Write meaning: in a sentence.");
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches)
        if (branch.when && branch.because.empty())
          checked.warn("W3",
                       branch.place,
                       "the branch " + branch.rule + " has no because",
                       "Say why in a few words: they reach the page.");
  }
}

/// Whether anything reads each fact.
std::vector<bool> facts_read(const Definition& definition) {
  std::vector<bool> used(definition.facts.size(), false);
  const auto note = [&](const Expression& expression) {
    for (const int slot : expression.facts()) used[static_cast<std::size_t>(slot)] = true;
  };
  const auto note_if = [&](const std::optional<Expression>& expression) {
    if (expression) note(*expression);
  };
  for (const FactDeclaration& fact : definition.facts)
    for (const Expression* each : fact.expressions()) note(*each);
  for (const HoldDefinition& hold : definition.holds) {
    note_if(hold.lasts);
    note_if(hold.unless);
  }
  if (definition.migrate) note_if(definition.migrate->refuse_when);
  for (const StateDefinition& state : definition.states) {
    for (const TaskDefinition& task : state.tasks) note_if(task.due);
    for (const TimerDefinition& timer : state.timers) note(timer.when);
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches) note_if(branch.when);
  }
  return used;
}

}  // namespace

void check_words(CheckedDefinition& checked) {
  const Definition& definition = checked.definition();
  if (definition.states.empty()) return;
  check_head(checked);
  check_states(checked);
  const std::vector<bool> used = facts_read(definition);
  for (std::size_t slot = 0; slot < used.size(); ++slot)
    if (!used[slot])
      checked.warn("W5",
                   definition.facts[slot].place,
                   "nothing reads the fact " + definition.facts[slot].name,
                   "Take it out, or use it.");
}

}  // namespace lintel
