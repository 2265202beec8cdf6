#include "workflows/checks/form_answers.h"

#include <algorithm>

namespace lintel {
namespace {

const FormDefinition* form_of(const Definition& definition, const std::string& task_name) {
  const TaskDefinition* task = definition.task(task_name);
  if (task == nullptr) return nullptr;
  const auto form = std::ranges::find(definition.forms, task->form, &FormDefinition::name);
  return form == definition.forms.end() ? nullptr : &*form;
}

const FormField* field_of(const Definition& definition, const Carried& fact) {
  const FormDefinition* form = form_of(definition, fact.task);
  return form == nullptr ? nullptr : form->field(fact.field);
}

bool measures(const GuardRegions& regions, int measure, int slot) {
  const GuardMeasure& each = regions.measure(measure);
  if (each.kind == GuardMeasure::Kind::fact) return each.slot == slot;
  if (each.kind != GuardMeasure::Kind::sum) return false;
  return std::ranges::any_of(each.sum,
                             [&](const auto& part) { return measures(regions, part.first, slot); });
}

/// Whether somebody may pass of whom the fact is unknown. What cannot be seen through may.
bool may_pass_without(CheckedDefinition& checked, int state, const Branch& branch, int slot) {
  if (!branch.when) return true;
  GuardRegions& regions = checked.regions();
  const std::optional<Region> passes = regions.region(*branch.when, state);
  if (!passes) return true;
  return std::ranges::any_of(*passes, [&](const Box& box) {
    return std::ranges::all_of(box.sides, [&](const auto& side) {
      return side.second.unknown || !measures(regions, side.first, slot);
    });
  });
}

/// A field that may be left out, and a task that cannot be done when it is.
void check_answer(CheckedDefinition& checked, const Carried& fact, const FormField& field) {
  bool done = false;
  for (int state = 0; state < checked.states(); ++state)
    for (const EventDefinition& event : checked.state(state).events)
      for (const Branch& branch : event.branches) {
        if (branch.by_task != fact.task) continue;
        done = true;
        if (!brings(checked, state, branch, fact)) return;
      }
  if (!done) return;
  checked.error("E7",
                field.place,
                "the form " + form_that_spares(checked.definition(), fact) + " lets " +
                    words_of(field.name) + " be left out, and the task " + fact.task +
                    " cannot be done without it",
                "Take needed: false away, or let a branch pass while it is not known.");
}

}  // namespace

std::optional<Carried> carried(const Definition& definition, int slot) {
  const std::string& source = definition.facts[static_cast<std::size_t>(slot)].source;
  if (source.starts_with("event.")) return Carried{"", source.substr(6), slot};
  if (!source.starts_with("task.")) return std::nullopt;
  const std::size_t dot = source.find('.', 5);
  if (dot == std::string::npos) return Carried{source.substr(5), "", slot};
  return Carried{source.substr(5, dot - 5), source.substr(dot + 1), slot};
}

bool brings(CheckedDefinition& checked, int state, const Branch& branch, const Carried& fact) {
  if (branch.by_task != fact.task && !fact.task.empty()) return false;
  if (fact.field.empty() || contains(branch.needs, fact.field)) return true;
  // What a task without a form of the file brings is not said here.
  if (!fact.task.empty() && form_of(checked.definition(), fact.task) == nullptr) return true;
  return !may_pass_without(checked, state, branch, fact.slot);
}

std::string form_that_spares(const Definition& definition, const Carried& fact) {
  const FormField* field = field_of(definition, fact);
  return field == nullptr || field->needed ? "" : definition.task(fact.task)->form;
}

void check_form_answers(CheckedDefinition& checked) {
  const Definition& definition = checked.definition();
  for (int slot = 0; slot < static_cast<int>(definition.facts.size()); ++slot) {
    const std::optional<Carried> fact = carried(definition, slot);
    if (!fact || form_that_spares(definition, *fact).empty()) continue;
    check_answer(checked, *fact, *field_of(definition, *fact));
  }
}

}  // namespace lintel
