#include "workflows/definition.h"

#include <algorithm>
#include <unordered_set>

namespace lintel {
namespace {

template <class List>
auto find_named(const List& list, std::string_view name) -> decltype(list.data()) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.name == name; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string_view to_string(TimerPolicy policy) {
  switch (policy) {
    case TimerPolicy::run:
      return "run";
    case TimerPolicy::pause:
      return "pause";
    case TimerPolicy::defer:
      return "defer";
  }
  return "";
}

TimerPolicy HoldDefinition::policy_for(std::string_view timer) const {
  for (const auto& [timer_name, policy] : timers)
    if (timer_name == timer) return policy;
  return default_policy;
}

std::vector<const Expression*> FactDeclaration::expressions() const {
  std::vector<const Expression*> all;
  if (formula) all.push_back(&*formula);
  if (!table) return all;
  for (const DecisionTable::Row& row : table->rows) {
    if (row.when) all.push_back(&*row.when);
    all.push_back(&row.gives);
  }
  return all;
}

Value FactDeclaration::derived(const Frame& frame) const {
  if (formula) return formula->value(frame);
  if (!table) return Value::unknown();
  const DecisionTable::Outcome outcome = table->outcome(frame);
  switch (outcome.kind) {
    case DecisionTable::Outcome::Kind::row:
      return table->rows[outcome.row].gives.value(frame);
    case DecisionTable::Outcome::Kind::no_row:
      return Value::none();
    case DecisionTable::Outcome::Kind::unknown:
    case DecisionTable::Outcome::Kind::twice:
      break;
  }
  return Value::unknown();
}

std::optional<std::string> FormField::refuses(const std::string& text) const {
  if (text.empty()) return std::nullopt;
  const Result<Value> read = parse_value(type, text);
  if (!read) return words_of(name) + ": " + read.error().what;
  if (words.empty() || std::find(words.begin(), words.end(), text) != words.end())
    return std::nullopt;
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return words_of(name) + ": \"" + text + "\" is not one of " + list;
}

const FormField* FormDefinition::field(std::string_view field_name) const {
  return find_named(fields, field_name);
}

std::string Effect::action() const {
  switch (kind) {
    case Kind::document:
      return "document:" + name;
    case Kind::call:
      return "call:" + name;
    case Kind::task:
      return "task:" + name;
    case Kind::note:
      return "note:" + name;
  }
  return name;
}

const EventDefinition* StateDefinition::event(std::string_view event_name) const {
  return find_named(events, event_name);
}
const TaskDefinition* StateDefinition::task(std::string_view task_name) const {
  return find_named(tasks, task_name);
}
const StateDefinition* Definition::state(std::string_view name) const {
  return find_named(states, name);
}
const HoldDefinition* Definition::hold(std::string_view name) const {
  return find_named(holds, name);
}

std::string Definition::event_label(std::string_view event) const {
  return event_label(event, true);
}

std::string Definition::event_label(std::string_view event, bool in_states) const {
  for (const EventWords& each : event_words)
    if (each.event == event && !each.label.empty()) return each.label;
  if (in_states)
    for (const StateDefinition& each : states)
      if (const EventDefinition* found = each.event(event)) return found->label;
  return capitalised(words_of(event));
}

std::string Definition::event_happened(std::string_view event) const {
  for (const EventWords& each : event_words)
    if (each.event == event && !each.happened.empty()) return each.happened;
  return event_label(event);
}

const FormDefinition* Definition::form(std::string_view name) const {
  return find_named(forms, name);
}

const FormDefinition* Definition::form_of(const StateDefinition& state,
                                          const Branch& branch) const {
  const TaskDefinition* done = branch.by_task.empty() ? nullptr : state.task(branch.by_task);
  return done == nullptr || done->form.empty() ? nullptr : form(done->form);
}

int Definition::state_index(std::string_view name) const {
  const StateDefinition* found = state(name);
  return found == nullptr ? -1 : static_cast<int>(found - states.data());
}

int Definition::fact_slot(std::string_view name) const {
  const FactDeclaration* found = find_named(facts, name);
  return found == nullptr ? -1 : static_cast<int>(found - facts.data());
}

int Definition::fact_slot_of_source(std::string_view source) const {
  for (std::size_t i = 0; i < facts.size(); ++i)
    if (!source.empty() && facts[i].source == source) return static_cast<int>(i);
  return -1;
}

const TimerDefinition* Definition::timer(std::string_view name) const {
  for (const StateDefinition& each : states)
    if (const TimerDefinition* found = find_named(each.timers, name)) return found;
  return nullptr;
}

const TaskDefinition* Definition::task(std::string_view name) const {
  for (const StateDefinition& each : states)
    if (const TaskDefinition* found = each.task(name)) return found;
  return nullptr;
}

bool Definition::compensates() const {
  for (const StateDefinition& each : states)
    for (const EventDefinition& event : each.events)
      for (const Branch& branch : event.branches)
        if (branch.compensates) return true;
  return false;
}

bool Definition::applies_to(TenancyType type, bool social_letting) const {
  const bool named =
      std::find(tenancies.begin(), tenancies.end(), to_string(type)) != tenancies.end();
  return named && (!social || *social == social_letting);
}

std::vector<std::string> Definition::event_names() const {
  std::vector<std::string> names;
  std::unordered_set<std::string> seen;
  const auto note = [&](const std::string& name) {
    if (seen.insert(name).second) names.push_back(name);
  };
  for (const StateDefinition& each : states) {
    for (const EventDefinition& event : each.events) note(event.name);
    for (const TimerDefinition& timer_of : each.timers) note(timer_of.event());
  }
  for (const HoldDefinition& each : holds) {
    for (const std::string& event : each.begins) note(event);
    for (const std::string& event : each.ends) note(event);
  }
  return names;
}

std::string capitalised(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::string words_of(std::string_view name) {
  std::string words{name};
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

}  // namespace lintel
