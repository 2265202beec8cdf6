#include "workflows/checks.h"

#include <algorithm>
#include <set>

#include "domain/strict_yaml.h"

namespace lintel {
namespace {

using Findings = std::vector<CheckFinding>;

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void add(Findings& findings,
         std::string_view check,
         Severity severity,
         const Place& place,
         std::string what,
         std::string fix) {
  findings.push_back(
      CheckFinding{std::string(check), severity, Problem{std::move(what), std::move(fix), place}});
}

/// The states that a case in this one may be in next.
std::vector<std::string> next_of(const StateDefinition& state) {
  std::vector<std::string> next;
  for (const EventDefinition& event : state.events)
    for (const Branch& branch : event.branches)
      if (!branch.to.empty() && branch.to != state.name) next.push_back(branch.to);
  return next;
}

std::set<std::string> reachable_from(const Definition& definition, const std::string& start) {
  std::set<std::string> seen{start};
  std::vector<std::string> open{start};
  while (!open.empty()) {
    const StateDefinition* state = definition.state(open.back());
    open.pop_back();
    if (state == nullptr) continue;
    for (const std::string& next : next_of(*state))
      if (seen.insert(next).second) open.push_back(next);
  }
  return seen;
}

template <class Visit>
void each_effect(const Definition& definition, Visit&& visit) {
  for (const StateDefinition& state : definition.states) {
    for (const Effect& effect : state.entry) visit(effect);
    for (const Effect& effect : state.exit) visit(effect);
    for (const TimerDefinition& timer : state.timers)
      for (const Effect& effect : timer.effects) visit(effect);
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches)
        for (const Effect& effect : branch.effects) visit(effect);
  }
}

void unknown_names(const Definition& definition, const CheckContext& context, Findings& findings) {
  const auto look = [&](const std::optional<std::vector<std::string>>& known,
                        const std::string& name,
                        const Place& place,
                        const std::string& noun) {
    if (!known || contains(*known, name)) return;
    const std::string near = did_you_mean(name, *known);
    add(findings,
        "E2",
        Severity::error,
        place,
        "there is no " + noun + " \"" + name + "\"",
        near.empty() ? "Add it, or name another." : near);
  };
  each_effect(definition, [&](const Effect& effect) {
    if (effect.kind == Effect::Kind::document)
      look(context.templates, effect.name, effect.place, "template");
    if (effect.kind == Effect::Kind::call)
      look(context.connectors, effect.name, effect.place, "connector");
  });
  for (const FactDeclaration& fact : definition.facts) {
    const bool carried = fact.source.starts_with("event.") || fact.source.starts_with("task.") ||
                         fact.source.starts_with("input.");
    if (!fact.source.empty() && !carried)
      look(context.sources, fact.source, fact.place, "source of facts");
  }
  std::vector<std::string> events = definition.event_names();
  for (const StateDefinition& state : definition.states) {
    for (const TaskDefinition& task : state.tasks)
      for (const std::string& event : task.four_eyes)
        if (!contains(events, event))
          add(findings,
              "E2",
              Severity::error,
              task.place,
              "four eyes of " + task.name + " names the event \"" + event +
                  "\", which no state answers",
              did_you_mean(event, events));
    for (const std::string& kept : state.keeps)
      if (definition.timer(kept) == nullptr)
        add(findings,
            "E2",
            Severity::error,
            state.place,
            "the state " + state.name + " keeps the timer \"" + kept + "\", which no state has",
            "Name a timer of an earlier state.");
    for (const std::string& started : state.starts)
      look(context.workflows, started, state.place, "workflow");
  }
}

void unreachable(const Definition& definition, const CheckContext&, Findings& findings) {
  const std::set<std::string> seen = reachable_from(definition, definition.start);
  for (const StateDefinition& state : definition.states)
    if (!seen.contains(state.name))
      add(findings,
          "E3",
          Severity::error,
          state.place,
          "no path from " + definition.start + " leads to the state " + state.name,
          "Give an event a branch with to: " + state.name + ", or take it out.");
}

void no_way_to_an_end(const Definition& definition, const CheckContext&, Findings& findings) {
  for (const StateDefinition& state : definition.states) {
    if (state.final) continue;
    const std::set<std::string> seen = reachable_from(definition, state.name);
    const bool ends = std::any_of(seen.begin(), seen.end(), [&](const std::string& name) {
      const StateDefinition* each = definition.state(name);
      return each != nullptr && each->final;
    });
    if (!ends)
      add(findings,
          "E4",
          Severity::error,
          state.place,
          "no path from the state " + state.name + " leads to a final state",
          "Give it a way out, or mark it final: true.");
  }
}

void dead_ends(const Definition& definition, const CheckContext&, Findings& findings) {
  for (const StateDefinition& state : definition.states) {
    if (state.final && (!state.events.empty() || !state.timers.empty()))
      add(findings,
          "E5",
          Severity::error,
          state.place,
          "the final state " + state.name + " still has events or timers",
          "A closed case answers nothing.");
    if (!state.final && state.events.empty() && state.timers.empty() && state.tasks.empty())
      add(findings,
          "E5",
          Severity::error,
          state.place,
          "nothing can happen in the state " + state.name,
          "Give it an event, or mark it final: true.");
  }
}

/// In which states a timer may be live: those that declare it, and those that keep it from there.
void timers_unanswered(const Definition& definition, const CheckContext&, Findings& findings) {
  for (const StateDefinition& declaring : definition.states)
    for (const TimerDefinition& timer : declaring.timers) {
      if (timer.fires.empty()) continue;
      for (const StateDefinition& state : definition.states) {
        const bool live = state.name == declaring.name || contains(state.keeps, timer.name);
        if (live && state.event(timer.fires) == nullptr)
          add(findings,
              "E6",
              Severity::error,
              state.name == declaring.name ? timer.place : state.place,
              "the timer " + timer.name + " fires " + timer.fires + ", which the state " +
                  state.name + " does not answer",
              "Add " + timer.fires + ": to its events.");
      }
    }
}

/// A timer's date that comes from a task or event is set by then only if a path brought it.
void timer_dates(const Definition& definition, const CheckContext&, Findings& findings) {
  for (const StateDefinition& state : definition.states)
    for (const TimerDefinition& timer : state.timers) {
      if (timer.kind != TimerDefinition::Kind::at) continue;
      std::vector<int> open = timer.when.facts();
      for (std::size_t i = 0; i < open.size(); ++i) {
        const FactDeclaration& fact = definition.facts[static_cast<std::size_t>(open[i])];
        for (const Expression* expression : fact.expressions())
          for (const int slot : expression->facts())
            if (std::find(open.begin(), open.end(), slot) == open.end()) open.push_back(slot);
        if (!fact.source.starts_with("task.")) continue;
        const std::string task = fact.source.substr(5, fact.source.find('.', 5) - 5);
        // Every branch that enters the state must come by that task, or from a state past it.
        for (const StateDefinition& before : definition.states)
          for (const EventDefinition& event : before.events)
            for (const Branch& branch : event.branches) {
              if (branch.to != state.name || before.name == state.name || branch.by_task == task)
                continue;
              add(findings,
                  "E7",
                  Severity::warning,
                  branch.place,
                  "the timer " + timer.name + " counts from " + fact.name + ", which " +
                      branch.rule + " does not bring",
                  "Let only the task " + task + " lead to " + state.name + ".");
            }
      }
    }
}

/// Two branches of one event with the same guard, or one after a branch that always passes.
void hidden_branches(const Definition& definition, const CheckContext&, Findings& findings) {
  for (const StateDefinition& state : definition.states)
    for (const EventDefinition& event : state.events)
      for (std::size_t i = 0; i < event.branches.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
          const Branch& earlier = event.branches[k];
          const Branch& later = event.branches[i];
          const bool same_people = earlier.by == later.by && earlier.by_task == later.by_task;
          const bool hides =
              !earlier.when || (later.when && later.when->source() == earlier.when->source());
          if (!same_people || !hides) continue;
          add(findings,
              "E8",
              Severity::error,
              later.place,
              "the branch " + later.rule + " can never act: " + earlier.rule + " passes first",
              "Put it before, or change its when:.");
        }
}

void timers_under_holds(const Definition& definition, const CheckContext&, Findings& findings) {
  std::set<std::string> timers;
  for (const StateDefinition& state : definition.states)
    for (const TimerDefinition& timer : state.timers) timers.insert(timer.name);
  for (const HoldDefinition& hold : definition.holds)
    for (const std::string& timer : timers) {
      const bool named = std::any_of(hold.timers.begin(), hold.timers.end(), [&](const auto& each) {
        return each.first == timer;
      });
      if (!named && !hold.has_default_policy)
        add(findings,
            "E9",
            Severity::error,
            hold.place,
            "the hold " + hold.name + " does not say what the timer " + timer + " does under it",
            "Write timers: {" + timer + ": run, pause or defer}, or a default:.");
    }
}

/// Four eyes need two people: the task and the earlier act must not be open to nobody else.
void four_eyes_of_one(const Definition& definition, const CheckContext&, Findings& findings) {
  for (const StateDefinition& state : definition.states)
    for (const TaskDefinition& task : state.tasks)
      for (const EventDefinition& event : state.events)
        for (const Branch& branch : event.branches)
          if (branch.by_task == task.name && contains(task.four_eyes, event.name))
            add(findings,
                "E10",
                Severity::error,
                task.place,
                "the task " + task.name + " bars whoever did " + event.name +
                    ", which is what it does itself",
                "Name the earlier event, such as propose_notice.");
}

/// Events that timers fire on the day that the state is entered would go round without a wait.
void no_wait(const Definition& definition, const CheckContext&, Findings& findings) {
  for (const StateDefinition& state : definition.states)
    for (const TimerDefinition& timer : state.timers) {
      const bool reckoned = !timer.when.facts().empty() || !timer.when.rules().empty() ||
                            timer.kind == TimerDefinition::Kind::at;
      if (reckoned) continue;
      static const EmptyRuleBook kNoRules;
      const Facts none{definition.facts.size()};
      const RuleValues rules{definition, kNoRules, Date{2026, 1, 1}};
      const Frame frame{.facts = none,
                        .rules = rules,
                        .today = Date{2026, 1, 1},
                        .running_holds = 0,
                        .holds = {},
                        .declarations = &definition.facts,
                        .calendar = definition.calendar,
                        .state = -1};
      const Value length = timer.when.value(frame);
      if (length.is_something() && length.raw() <= 0)
        add(findings,
            "E11",
            Severity::error,
            timer.place,
            "the timer " + timer.name + " waits for nothing",
            "Give it at least 1 day.");
    }
}

void unsafe_calls(const Definition& definition, const CheckContext&, Findings& findings) {
  for (const StateDefinition& state : definition.states)
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches)
        for (const Effect& effect : branch.effects)
          if (branch.irrevocable && effect.kind == Effect::Kind::call && !effect.compensate.empty())
            add(findings,
                "E12",
                Severity::error,
                effect.place,
                "the call " + effect.name + " has a way back, yet " + branch.rule +
                    " is irrevocable",
                "Make the call before the irrevocable step, or take compensate: away.");
}

void unmapped_states(const Definition& definition, const CheckContext&, Findings& findings) {
  if (!definition.migrate) return;
  const MigrationMap& map = *definition.migrate;
  if (map.states.empty() && !map.same_rest)
    add(findings,
        "E14",
        Severity::error,
        definition.states.front().place,
        "migrate maps no state of " + map.from,
        "Write states: {old: new, same: rest}.");
  for (const StateDefinition& state : definition.states)
    for (const TimerDefinition& timer : state.timers) {
      const bool named = std::any_of(map.timers.begin(), map.timers.end(), [&](const auto& each) {
        return each.first == timer.name;
      });
      if (!named)
        add(findings,
            "E14",
            Severity::error,
            timer.place,
            "migrate does not say what becomes of the timer " + timer.name,
            "Write keep_due_date, recompute or drop.");
    }
}

void unexplained(const Definition& definition, const CheckContext&, Findings& findings) {
  if (definition.owner.empty())
    add(findings,
        "W1",
        Severity::warning,
        definition.states.front().place,
        "the workflow has no owner",
        "Write owner: and who answers for it.");
  if (definition.title.empty())
    add(findings,
        "W1",
        Severity::warning,
        definition.states.front().place,
        "the workflow has no title",
        "Write title:.");
  for (const StateDefinition& state : definition.states) {
    if (state.meaning.empty() && !state.final)
      add(findings,
          "W2",
          Severity::warning,
          state.place,
          "the state " + state.name + " does not say what it means",
          "Write meaning: in a sentence.");
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches)
        if (branch.when && branch.because.empty())
          add(findings,
              "W3",
              Severity::warning,
              branch.place,
              "the branch " + branch.rule + " has no because",
              "Say why in a few words: they reach the page.");
  }
  if (definition.law.provisions.empty())
    add(findings,
        "W4",
        Severity::warning,
        definition.states.front().place,
        "the law block names no provision",
        "Write provisions: [s8].");
}

void unused_facts(const Definition& definition, const CheckContext&, Findings& findings) {
  std::set<int> used;
  const auto note = [&](const std::optional<Expression>& expression) {
    if (expression) used.insert(expression->facts().begin(), expression->facts().end());
  };
  for (const FactDeclaration& fact : definition.facts)
    for (const Expression* expression : fact.expressions())
      used.insert(expression->facts().begin(), expression->facts().end());
  for (const HoldDefinition& hold : definition.holds) {
    note(hold.lasts);
    note(hold.unless);
  }
  if (definition.migrate) note(definition.migrate->refuse_when);
  for (const StateDefinition& state : definition.states) {
    for (const TaskDefinition& task : state.tasks) note(task.due);
    for (const TimerDefinition& timer : state.timers) note(timer.when);
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches) note(branch.when);
  }
  for (std::size_t slot = 0; slot < definition.facts.size(); ++slot)
    if (!used.contains(static_cast<int>(slot)))
      add(findings,
          "W5",
          Severity::warning,
          definition.facts[slot].place,
          "nothing reads the fact " + definition.facts[slot].name,
          "Take it out, or use it.");
}

}  // namespace

const std::vector<Check>& all_checks() {
  static const std::vector<Check> kChecks = {
      {"E2",
       "names of templates, connectors, sources, workflows, events and timers that do not exist",
       unknown_names},
      {"E3", "states that no path reaches", unreachable},
      {"E4", "states from which no final state can be reached", no_way_to_an_end},
      {"E5", "dead ends, and final states in which something still happens", dead_ends},
      {"E6", "events that a timer fires where they are not answered", timers_unanswered},
      {"E7", "timers that count from a date that a path does not bring", timer_dates},
      {"E8", "branches that can never act because an earlier one passes first", hidden_branches},
      {"E9", "timers with no policy under a hold", timers_under_holds},
      {"E10", "four eyes that one act could never satisfy", four_eyes_of_one},
      {"E11", "timers that wait for nothing", no_wait},
      {"E12", "calls with a way back behind an irrevocable step", unsafe_calls},
      {"E14", "migration maps that leave a state or timer out", unmapped_states},
      {"W", "what is not explained: owner, meaning, because, provisions", unexplained},
      {"W5", "facts that nothing reads", unused_facts},
  };
  return kChecks;
}

std::vector<CheckFinding> check_definition(const Definition& definition,
                                           const CheckContext& context) {
  std::vector<CheckFinding> findings;
  for (const Check& check : all_checks()) check.run(definition, context, findings);
  return findings;
}

bool has_errors(const std::vector<CheckFinding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const CheckFinding& each) {
    return each.severity == Severity::error;
  });
}

}  // namespace lintel
