#include <algorithm>
#include <unordered_set>

#include "domain/strict_yaml.h"
#include "workflows/checks/checked_definition.h"

namespace lintel {
namespace {

std::string or_else(std::string near, std::string_view fix) {
  return near.empty() ? std::string(fix) : near;
}

class Names {
 public:
  explicit Names(CheckedDefinition& checked)
      : checked_(checked),
        definition_(checked.definition()),
        context_(checked.context()),
        events_(definition_.event_names()) {
    for (const StateDefinition& state : definition_.states) {
      for (const TaskDefinition& task : state.tasks) tasks_.push_back(task.name);
      for (const TimerDefinition& timer : state.timers) timers_.push_back(timer.name);
    }
    if (context_.templates)
      for (const TemplateOffer& each : *context_.templates) templates_.push_back(each.name);
  }

  void look() {
    checked_.each_effect([&](const Effect& effect) { effect_of(effect); });
    for (const FactDeclaration& fact : definition_.facts) source_of(fact);
    for (const StateDefinition& state : definition_.states) state_of(state);
  }

 private:
  void effect_of(const Effect& effect) {
    if (effect.kind == Effect::Kind::document && context_.templates) {
      named(templates_, effect.name, effect.place, "template");
      version_of(effect);
    }
    if (effect.kind == Effect::Kind::call && context_.connectors) {
      named(*context_.connectors, effect.name, effect.place, "connector");
      if (!effect.compensate.empty())
        named(*context_.connectors, effect.compensate, effect.place, "connector");
    }
  }

  void version_of(const Effect& effect) {
    if (effect.version.empty()) return;
    for (const TemplateOffer& offer : *context_.templates) {
      if (offer.name != effect.name || offer.versions.empty() ||
          contains(offer.versions, effect.version))
        continue;
      std::string known;
      for (const std::string& each : offer.versions) known += (known.empty() ? "" : ", ") + each;
      checked_.error("E2",
                     effect.place,
                     "the template " + effect.name + " has no version " + effect.version,
                     "Its versions are " + known + ".");
    }
  }

  void source_of(const FactDeclaration& fact) {
    if (fact.source.starts_with("task.")) {
      const std::string task = fact.source.substr(5, fact.source.find('.', 5) - 5);
      if (!contains(tasks_, task))
        checked_.error(
            "E2",
            fact.place,
            "the fact " + fact.name + " comes from the task \"" + task + "\", which no state has",
            or_else(did_you_mean(task, tasks_), "Name a task of a state."));
      return;
    }
    const bool carried = fact.source.starts_with("event.") || fact.source.starts_with("input.");
    if (!fact.source.empty() && !carried && context_.sources)
      named(*context_.sources, fact.source, fact.place, "source of facts");
  }

  void state_of(const StateDefinition& state) {
    for (const TaskDefinition& task : state.tasks)
      for (const std::string& event : task.four_eyes)
        if (!contains(events_, event))
          checked_.error("E2",
                         task.place,
                         "four eyes of " + task.name + " names the event \"" + event +
                             "\", which no state answers",
                         did_you_mean(event, events_));
    for (const std::string& kept : state.keeps)
      if (!contains(timers_, kept))
        checked_.error(
            "E2",
            state.place,
            "the state " + state.name + " keeps the timer \"" + kept + "\", which no state has",
            or_else(did_you_mean(kept, timers_), "Name a timer of an earlier state."));
    if (context_.workflows)
      for (const std::string& started : state.starts)
        named(*context_.workflows, started, state.place, "workflow");
  }

  void named(const std::vector<std::string>& known,
             const std::string& name,
             const Place& place,
             const std::string& noun) {
    if (contains(known, name)) return;
    checked_.error("E2",
                   place,
                   "there is no " + noun + " \"" + name + "\"",
                   or_else(did_you_mean(name, known), "Add it, or name another."));
  }

  CheckedDefinition& checked_;
  const Definition& definition_;
  const CheckContext& context_;
  std::vector<std::string> events_;
  std::vector<std::string> tasks_;
  std::vector<std::string> timers_;
  std::vector<std::string> templates_;
};

}  // namespace

void check_names(CheckedDefinition& checked) {
  Names{checked}.look();
}

}  // namespace lintel
