#include <algorithm>
#include <unordered_set>

#include "workflows/definition_reading.h"

namespace lintel {
namespace {

/// A thousand states with fifty branches each; the largest of ours has some four hundred.
constexpr std::size_t kMostBranches = 50'000;

const std::vector<std::string> kStages = {"early_contact",
                                          "letter_1",
                                          "letter_2",
                                          "agreement",
                                          "notice",
                                          "court",
                                          "order",
                                          "eviction",
                                          "closed"};

/// How long after a state is entered: from a day that is nobody's day of service.
const std::vector<ValueType> kLengths = {ValueType::days,
                                         ValueType::weeks,
                                         ValueType::months,
                                         ValueType::working_days,
                                         ValueType::clear_days};

}  // namespace

void DefinitionReading::read_states(const YamlNode& root) {
  const YamlNode* states = root.find("states");
  if (states == nullptr || !states->is_map() || states->entries.empty()) {
    refuse(root.place, "the workflow has no states", "Write states: with at least one.");
    return;
  }
  everywhere_ = root.find("everywhere");
  if (everywhere_ != nullptr && is_map(*everywhere_, "everywhere")) allow(*everywhere_, {"on"});
  for (const YamlEntry& entry : states->entries) {
    made_.states.push_back(read_state(entry));
    if (branches_ > kMostBranches) break;
  }
  // What stands once in the file is refused once, however many states it is read into.
  std::vector<Problem> once;
  std::unordered_set<std::string> seen;
  for (Problem& found : problems_)
    if (seen.insert(found.to_string()).second) once.push_back(std::move(found));
  problems_ = std::move(once);
}

StateDefinition DefinitionReading::read_state(const YamlEntry& entry) {
  StateDefinition state;
  state.name = entry.key;
  state.place = entry.place;
  state.label = capitalised(words_of(entry.key));
  if (!is_map(entry.value, "a state")) return state;
  const YamlNode& node = entry.value;
  allow(node,
        {"stage",
         "label",
         "meaning",
         "final",
         "tasks",
         "timers",
         "keeps",
         "entry",
         "exit",
         "on",
         "starts"});
  if (const std::string label = text(node, "label"); !label.empty()) state.label = label;
  state.meaning = text(node, "meaning");
  state.final = yes(node, "final");
  if (const YamlNode* stage = node.find("stage")) {
    const Result<Stage> read = parse_stage(stage->text);
    if (read) {
      state.stage = *read;
    } else {
      const std::string near = did_you_mean(stage->text, kStages);
      refuse(stage->place,
             "there is no stage \"" + stage->text + "\"",
             near.empty() ? read.error().fix : near);
    }
  } else {
    refuse(entry.place,
           "the state " + entry.key + " has no stage",
           "Write stage: and one of early_contact, letter_1, letter_2, agreement, notice, court, "
           "order, eviction, closed.");
  }
  state.keeps = texts(node.find("keeps"));
  state.starts = texts(node.find("starts"));
  if (!state.starts.empty() && !state.final)
    refuse(node.find("starts")->place,
           "only a final state starts another workflow",
           "Mark " + entry.key + " final: true, or start it from the state where the case ends.");
  state.entry = read_effects(node.find("entry"));
  state.exit = read_effects(node.find("exit"));
  read_tasks(node.find("tasks"), state.tasks);
  read_timers(node.find("timers"), state);
  if (!state.final) read_everywhere(everywhere_, state);
  read_events(node.find("on"), state);
  return state;
}

/// `everywhere: on:` is answered in every state that is not final, and tried before the state's
/// own.
void DefinitionReading::read_everywhere(const YamlNode* everywhere, StateDefinition& state) {
  if (everywhere != nullptr && everywhere->is_map()) read_events(everywhere->find("on"), state);
}

void DefinitionReading::read_tasks(const YamlNode* node, std::vector<TaskDefinition>& tasks) {
  if (node == nullptr) return;
  for (const YamlEntry& entry : node->entries)
    tasks.push_back(read_task(entry.key, entry.place, entry.value));
  for (const YamlNode& each : node->list)
    for (const YamlEntry& entry : each.entries)
      tasks.push_back(read_task(entry.key, entry.place, entry.value));
  if (node->is_scalar()) refuse(node->place, "tasks is not a map of names");
}

TaskDefinition DefinitionReading::read_task(const std::string& name,
                                            const Place& place,
                                            const YamlNode& node) {
  TaskDefinition task;
  task.name = name;
  task.label = capitalised(words_of(name));
  task.place = place;
  if (!is_map(node, "a task")) return task;
  allow(node, {"label", "role", "form", "due", "four_eyes", "binds", "escalate_to"});
  if (const std::string label = text(node, "label"); !label.empty()) task.label = label;
  task.form = text(node, "form");
  if (const YamlNode* at = node.find("role")) {
    task.role = role(*at).value_or(Role::income_officer);
  } else {
    refuse(place, "the task " + name + " has no role", "Write role: and who does it.");
  }
  task.due = expression(node.find("due"), kLengths, "due");
  task.four_eyes = texts(node.find("four_eyes"));
  task.binds = texts(node.find("binds"));
  for (const std::string& bound : task.binds)
    if (bound != "document" && bound != "facts")
      refuse(node.find("binds")->place,
             "an approval cannot be bound to \"" + bound + "\"",
             "Write document, facts or both.");
  if (const YamlNode* at = node.find("escalate_to")) {
    task.escalate_to = role(*at);
    if (node.find("due") == nullptr)
      refuse(at->place,
             "the task " + name + " escalates and is never due",
             "Write due: and when it must be done.");
    if (task.escalate_to == task.role)
      refuse(at->place, "the task " + name + " escalates to the role that has it already");
  }
  return task;
}

void DefinitionReading::read_timers(const YamlNode* node, StateDefinition& state) {
  if (node == nullptr || !is_map(*node, "timers")) return;
  for (const YamlEntry& entry : node->entries) {
    TimerDefinition timer;
    timer.name = entry.key;
    timer.place = entry.place;
    if (!is_map(entry.value, "a timer")) continue;
    const YamlNode& at = entry.value;
    allow(at, {"at", "after", "every", "day_rule", "fires", "do", "because"});
    std::optional<Expression> when;
    if (at.find("at") != nullptr) {
      timer.kind = TimerDefinition::Kind::at;
      when = expression(at.find("at"), {ValueType::date}, "at");
    } else if (at.find("after") != nullptr) {
      when = expression(at.find("after"), kLengths, "after");
    } else if (at.find("every") != nullptr) {
      timer.kind = TimerDefinition::Kind::every;
      when = expression(at.find("every"), kLengths, "every");
    } else {
      refuse(entry.place,
             "the timer " + entry.key + " does not say when",
             "Write at:, after: or every:.");
    }
    if (when) timer.when = std::move(*when);
    timer.fires = text(at, "fires");
    timer.because = text(at, "because");
    timer.effects = read_effects(at.find("do"));
    if (timer.fires.empty() && timer.effects.empty())
      refuse(entry.place,
             "the timer " + entry.key + " does nothing",
             "Write fires: and an event, or do: and effects.");
    if (!timer.fires.empty() && !timer.effects.empty())
      refuse(at.find("do")->place,
             "the timer " + entry.key + " fires an event and does effects too",
             "Put the effects on the event: on: {" + timer.fires + ": {do: …}}.");
    const std::string rule = text(at, "day_rule");
    if (rule == "next_day") {
      timer.day_rule = TimerDefinition::DayRule::next_day;
    } else if (rule == "next_working_day") {
      timer.day_rule = TimerDefinition::DayRule::next_working_day;
    } else if (!rule.empty() && rule != "same_day") {
      refuse(at.find("day_rule")->place,
             "\"" + rule + "\" is not a day rule",
             "Write same_day, next_day or next_working_day.");
    }
    state.timers.push_back(std::move(timer));
  }
}

void DefinitionReading::read_events(const YamlNode* node, StateDefinition& state) {
  if (node == nullptr || !is_map(*node, "on")) return;
  for (const YamlEntry& entry : node->entries) {
    auto found = std::find_if(state.events.begin(),
                              state.events.end(),
                              [&](const EventDefinition& each) { return each.name == entry.key; });
    if (found == state.events.end()) {
      EventDefinition added;
      added.name = entry.key;
      added.place = entry.place;
      const auto labelled = event_labels_.find(entry.key);
      added.label =
          labelled == event_labels_.end() ? made_.event_label(entry.key, false) : labelled->second;
      found = state.events.insert(state.events.end(), std::move(added));
    }
    EventDefinition& event = *found;
    const std::size_t already = event.branches.size();
    branches_ += entry.value.is_map() ? 1 : entry.value.list.size();
    if (branches_ > kMostBranches) {
      refuse(entry.place,
             "the workflow has more than " + std::to_string(kMostBranches) +
                 " branches, what stands in everywhere: counted in every state",
             "Write it as several workflows.");
      return;
    }
    if (entry.value.is_map())
      event.branches.push_back(
          read_branch(entry.value, state, entry.key, already + 1, event.label));
    for (const YamlNode& each : entry.value.list)
      event.branches.push_back(
          read_branch(each, state, entry.key, event.branches.size() + 1, event.label));
    if (event.branches.size() == already)
      refuse(entry.place,
             "the event " + entry.key + " has no branch",
             "Write {to: …} or a list of branches.");
    event_labels_.try_emplace(entry.key, event.label);
  }
}

Branch DefinitionReading::read_branch(const YamlNode& node,
                                      const StateDefinition& state,
                                      const std::string& event,
                                      std::size_t number,
                                      std::string& label) {
  Branch branch;
  branch.place = node.place;
  branch.rule = state.name + "." + event + "." + std::to_string(number);
  if (!is_map(node, "a branch")) return branch;
  allow(node,
        {"name",
         "label",
         "by",
         "needs",
         "when",
         "do",
         "to",
         "because",
         "law",
         "fix",
         "irrevocable",
         "compensates"});
  if (const std::string name = text(node, "name"); !name.empty()) {
    branch.rule = name;
    branch.named = true;
  }
  if (const std::string words = text(node, "label"); !words.empty()) label = words;
  read_by(node.find("by"), state, branch);
  branch.needs = texts(node.find("needs"));
  branch.when = expression(node.find("when"), {ValueType::yes_no}, "when");
  branch.effects = read_effects(node.find("do"));
  branch.because = text(node, "because");
  branch.law = text(node, "law");
  branch.fix = text(node, "fix");
  branch.irrevocable = yes(node, "irrevocable");
  branch.compensates = yes(node, "compensates");
  if (branch.irrevocable && branch.compensates)
    refuse(node.find("compensates")->place,
           "a branch cannot both undo what was called and be irrevocable",
           "Undo in one branch; take the irrevocable step in another.");
  branch.to = text(node, "to");
  if (!branch.to.empty()) {
    const auto found = state_places_.find(branch.to);
    if (found == state_places_.end()) {
      refuse(node.find("to")->place,
             "there is no state \"" + branch.to + "\"",
             did_you_mean(branch.to, made_.state_names));
    } else {
      branch.to_state = found->second;
    }
  }
  return branch;
}

void DefinitionReading::read_by(const YamlNode* node,
                                const StateDefinition& state,
                                Branch& branch) {
  if (node == nullptr) return;
  const auto read_one = [&](const YamlNode& each) {
    if (each.text == "system") return;
    if (!each.text.starts_with("task.")) {
      if (const std::optional<Role> found = role(each)) branch.by.push_back(*found);
      return;
    }
    branch.by_task = each.text.substr(5);
    std::vector<std::string> tasks;
    for (const TaskDefinition& task : state.tasks) tasks.push_back(task.name);
    if (state.task(branch.by_task) == nullptr)
      refuse(each.place,
             "the state " + state.name + " has no task \"" + branch.by_task + "\"",
             did_you_mean(branch.by_task, tasks));
  };
  if (node->is_scalar()) read_one(*node);
  for (const YamlNode& each : node->list) read_one(each);
}

std::vector<Effect> DefinitionReading::read_effects(const YamlNode* node) {
  std::vector<Effect> effects;
  if (node == nullptr) return effects;
  for (const YamlEntry& entry : node->entries) read_effect(entry, effects);
  for (const YamlNode& each : node->list) {
    if (!is_map(each, "an effect")) continue;
    for (const YamlEntry& entry : each.entries) read_effect(entry, effects);
  }
  if (node->is_scalar())
    refuse(node->place, "effects are a list", "Write [{document: {template: …}}].");
  return effects;
}

void DefinitionReading::read_effect(const YamlEntry& entry, std::vector<Effect>& effects) {
  Effect effect;
  effect.place = entry.place;
  const YamlNode& node = entry.value;
  if (entry.key == "document") {
    effect.kind = Effect::Kind::document;
    if (node.is_map()) allow(node, {"template", "tag", "version"});
    effect.name = node.is_scalar() ? node.text : needed_text(node, "template", "the document");
    effect.tag = text(node, "tag");
    effect.version = text(node, "version");
  } else if (entry.key == "call") {
    effect.kind = Effect::Kind::call;
    if (node.is_map()) allow(node, {"connector", "compensate"});
    effect.name = node.is_scalar() ? node.text : needed_text(node, "connector", "the call");
    effect.compensate = text(node, "compensate");
  } else if (entry.key == "task" || entry.key == "note") {
    effect.kind = entry.key == "task" ? Effect::Kind::task : Effect::Kind::note;
    if (effect.kind == Effect::Kind::task && node.is_map()) {
      effect.name = needed_text(node, "name", "the task");
      TaskDefinition task;
      task.name = effect.name;
      task.label = capitalised(words_of(effect.name));
      task.place = entry.place;
      allow(node, {"name", "label", "role", "due"});
      if (const std::string label = text(node, "label"); !label.empty()) task.label = label;
      if (const YamlNode* at = node.find("role"))
        task.role = role(*at).value_or(Role::income_officer);
      task.due = expression(node.find("due"), kLengths, "due");
      effect.task = std::make_shared<const TaskDefinition>(std::move(task));
    } else {
      if (!node.is_scalar()) refuse(node.place, "the " + entry.key + " is not one value");
      effect.name = node.text;
    }
  } else {
    refuse(entry.place,
           "\"" + entry.key + "\" is not an effect",
           did_you_mean(entry.key, {"document", "call", "task", "note"}));
    return;
  }
  if (effect.name.empty()) refuse(entry.place, "the " + entry.key + " has no name");
  effects.push_back(std::move(effect));
}

}  // namespace lintel
