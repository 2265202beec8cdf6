#include <algorithm>

#include "workflows/engine.h"
#include "workflows/engine_guards.h"

namespace lintel {
namespace {

/// The branch that would have acted next: the first later one that passes, else the one that
/// lacks least.
std::optional<RunnerUp> runner_up_of(const Guards& guards,
                                     const EventDefinition& event,
                                     const std::vector<Reason>& reasons,
                                     std::size_t winner) {
  for (std::size_t i = winner + 1; i < event.branches.size(); ++i)
    if (reasons[i].passed == Verdict::yes && !event.branches[i].leaves_alone())
      return RunnerUp{event.branches[i].rule, {}};
  const Branch* best = nullptr;
  int least = 0;
  for (std::size_t i = 0; i < event.branches.size() && least != 1; ++i) {
    const Branch& branch = event.branches[i];
    if (i == winner || branch.leaves_alone()) continue;
    const int lacking = guards.lacking(branch);
    if (best != nullptr && lacking >= least) continue;
    best = &branch;
    least = lacking;
  }
  if (best == nullptr) return std::nullopt;
  return RunnerUp{best->rule, guards.lacks(*best)};
}

void name_actions(const Definition& definition,
                  const StateDefinition& from,
                  const std::vector<PastCall>& calls,
                  const Branch& branch,
                  Decision& decision) {
  const bool moves = !branch.to.empty() && branch.to != from.name;
  const auto add = [&](const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) decision.actions.push_back(effect.action());
  };
  if (moves) add(from.exit);
  if (branch.compensates)
    for (auto call = calls.rbegin(); call != calls.rend(); ++call)
      decision.actions.push_back(undoing(*call).action());
  add(branch.effects);
  if (!moves) return;
  const StateDefinition& to = definition.states[static_cast<std::size_t>(branch.to_state)];
  add(to.entry);
  for (const TaskDefinition& task : to.tasks) decision.actions.push_back("task:" + task.name);
}

Reason not_answered(const StateDefinition& state,
                    const Definition& definition,
                    std::string_view event) {
  Reason reason{.rule = "state",
                .passed = Verdict::no,
                .because = "a case in " + state.label + " does not answer " + words_of(event),
                .law = "",
                .fact = "state",
                .fix = ""};
  for (const StateDefinition& each : definition.states)
    if (each.event(event) != nullptr) {
      reason.fix = "It is for a case in " + each.label + ".";
      break;
    }
  return reason;
}

/// Why this person may not begin or end the hold that the event speaks of, or nothing.
std::optional<Reason> wrong_person_for_hold(const Definition& definition,
                                            const std::string& rule,
                                            const Event& event) {
  if (!rule.starts_with("hold.") || !event.actor || !event.actor->person) return std::nullopt;
  const HoldDefinition& hold = *definition.hold(rule.substr(5));
  if (hold.by.empty()) return std::nullopt;
  if (may_act_as(*event.actor, hold.by)) return std::nullopt;
  std::string who;
  for (const Role role : hold.by) who += (who.empty() ? "" : " or ") + words_of(to_string(role));
  return Reason{.rule = rule,
                .passed = Verdict::no,
                .because = event.actor->name + " may not: " + hold.label + " is recorded by " + who,
                .law = "",
                .fact = "actor",
                .fix = "Ask someone who is."};
}

/// Why this person may not do a task that stands on its own, or nothing.
std::optional<Reason> wrong_person_for_task(const OpenTask& task, const Event& event) {
  if (!event.actor || may_act_as(*event.actor, {task.role})) return std::nullopt;
  return Reason{.rule = event.name,
                .passed = Verdict::no,
                .because = words_of(task.name) + " is for the " + words_of(to_string(task.role)),
                .law = "",
                .fact = "actor",
                .fix = "Ask someone who is."};
}

Reason task_done(const OpenTask& task, const Event& event) {
  return Reason{.rule = event.name,
                .passed = Verdict::yes,
                .because = words_of(task.name) + " is done",
                .law = "",
                .fact = "",
                .fix = ""};
}

/// Why a hold begins or ends, or that a timer did its effects.
Reason reason_beside_states(const Definition& definition,
                            const std::string& rule,
                            const std::string& event) {
  Reason reason{.rule = rule,
                .passed = Verdict::yes,
                .because = words_of(event),
                .law = "",
                .fact = "",
                .fix = ""};
  if (!rule.starts_with("hold.")) return reason;
  const HoldDefinition& hold = *definition.hold(rule.substr(5));
  const bool begins = std::find(hold.begins.begin(), hold.begins.end(), event) != hold.begins.end();
  reason.because = begins ? hold.label + " runs" : hold.label + " is over";
  if (begins && !hold.because.empty()) reason.because += ": " + hold.because;
  reason.law = hold.law;
  return reason;
}

/// "hold.NAME" when the event begins or ends a hold, "timer.NAME" for a timer's own effects, or "".
std::string rule_beside_states(const Definition& definition, std::string_view event) {
  const auto has = [&](const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), event) != list.end();
  };
  for (const HoldDefinition& hold : definition.holds)
    if (has(hold.begins) || has(hold.ends)) return "hold." + hold.name;
  if (event.starts_with("timer.") && definition.timer(event.substr(6)) != nullptr)
    return std::string(event);
  return {};
}

}  // namespace

Decision decide(const Definition& definition,
                const CaseState& from,
                const Event& event,
                const Facts& facts,
                const RuleValues& rules,
                Date today) {
  Decision decision;
  decide(definition, from, event, facts, rules, today, decision);
  return decision;
}

void decide(const Definition& definition,
            const CaseState& from,
            const Event& event,
            const Facts& facts,
            const RuleValues& rules,
            Date today,
            Decision& decision) {
  const Guards guards{definition, from, event, facts, rules, today};
  decision.from = guards.state().name;
  decision.to = guards.state().name;
  decision.event = event.name;
  decision.rule.clear();
  decision.left_alone = false;
  decision.actions.clear();

  const EventDefinition* answered = guards.state().event(event.name);
  if (answered == nullptr) {
    decision.reasons.clear();
    decision.runner_up.reset();
    decision.rule = rule_beside_states(definition, event.name);
    if (const OpenTask* task = task_on_its_own(guards.state(), from, event.name)) {
      std::optional<Reason> person = wrong_person_for_task(*task, event);
      if (!person) decision.rule = event.name;
      decision.reasons.push_back(person ? *std::move(person) : task_done(*task, event));
    } else if (decision.rule.empty()) {
      decision.reasons.push_back(not_answered(guards.state(), definition, event.name));
    } else if (std::optional<Reason> person =
                   wrong_person_for_hold(definition, decision.rule, event)) {
      decision.rule.clear();
      decision.reasons.push_back(std::move(*person));
    } else {
      decision.reasons.push_back(reason_beside_states(definition, decision.rule, event.name));
    }
    return;
  }

  const std::size_t count = answered->branches.size();
  std::size_t winner = count;
  decision.reasons.resize(count);
  Finding scratch;
  for (std::size_t i = 0; i < count; ++i) {
    guards.give_reason(answered->branches[i], decision.reasons[i], scratch);
    if (winner == count && decision.reasons[i].passed == Verdict::yes) winner = i;
  }
  if (winner < count) {
    const Branch& branch = answered->branches[winner];
    decision.rule = branch.rule;
    decision.left_alone = branch.leaves_alone();
    if (!branch.to.empty()) decision.to = branch.to;
    name_actions(definition, guards.state(), from.calls, branch, decision);
  } else {
    decision.rule = rule_beside_states(definition, event.name);
    if (wrong_person_for_hold(definition, decision.rule, event)) decision.rule.clear();
  }
  decision.runner_up = runner_up_of(guards, *answered, decision.reasons, winner);
}

const Branch* choose(const Definition& definition,
                     const CaseState& from,
                     std::string_view event,
                     const Facts& facts,
                     const RuleValues& rules,
                     Date today) {
  const StateDefinition& state = present_state(definition, from);
  const EventDefinition* answered = state.event(event);
  if (answered == nullptr) return nullptr;
  const std::uint64_t held = running_holds(definition, from.holds, today);
  if (held != 0) {
    const Event asked{.name = std::string(event), .actor = std::nullopt, .fields = {}};
    const Guards guards{definition, from, asked, facts, rules, today};
    for (const Branch& branch : answered->branches)
      if (guards.verdict(branch) == Verdict::yes) return &branch;
    return nullptr;
  }
  const Frame frame{.facts = facts,
                    .rules = rules,
                    .today = today,
                    .running_holds = 0,
                    .holds = {},
                    .declarations = &definition.facts,
                    .calendar = definition.calendar,
                    .state = static_cast<int>(&state - definition.states.data())};
  for (const Branch& branch : answered->branches)
    if (!branch.when || branch.when->test(frame) == Verdict::yes) return &branch;
  return nullptr;
}

namespace {

Offer offer_from(const Definition& definition,
                 const CaseState& from,
                 const EventDefinition& event,
                 const Facts& facts,
                 const RuleValues& rules,
                 Date today,
                 const Actor& actor) {
  // Fields are asked for on the form that the button opens.
  const Event asked{.name = event.name, .actor = actor, .fields = {}, .fields_to_come = true};
  const Guards guards{definition, from, asked, facts, rules, today};

  Offer offer;
  offer.event = event.name;
  offer.label = event.label;
  offer.decision = decide(definition, from, asked, facts, rules, today);
  const Branch* shown = nullptr;
  int least = 0;
  for (const Branch& branch : event.branches) {
    const int lacking = guards.lacking(branch);
    if (shown == nullptr || lacking < least) {
      shown = &branch;
      least = lacking;
    }
  }
  if (shown == nullptr) return offer;
  offer.checks = guards.checks(*shown);
  offer.needs = shown->needs;
  offer.irrevocable = shown->irrevocable;
  offer.to = shown->to.empty() ? guards.state().name : shown->to;
  offer.roles = shown->by;
  offer.task = shown->by_task;
  if (const TaskDefinition* task = guards.state().task(shown->by_task)) {
    offer.form = task->form;
    offer.roles.push_back(task->role);
    for (const OpenTask& open : from.tasks)
      if (open.name == task->name)
        if (const std::optional<Role> also = escalated_to(definition, open, today))
          offer.roles.push_back(*also);
  }
  offer.mine = !guards.wrong_person(*shown).has_value();
  return offer;
}

}  // namespace

std::vector<Offer> allowed_events(const Definition& definition,
                                  const CaseState& from,
                                  const Facts& facts,
                                  const RuleValues& rules,
                                  Date today,
                                  const Actor& actor) {
  std::vector<Offer> offers;
  for (const EventDefinition& event : present_state(definition, from).events) {
    const bool pressed =
        std::any_of(event.branches.begin(), event.branches.end(), [](const Branch& branch) {
          return branch.pressed_by_people();
        });
    if (pressed) offers.push_back(offer_from(definition, from, event, facts, rules, today, actor));
  }
  for (const OpenTask& task : from.tasks) {
    const std::string event = "task." + task.name;
    if (task_on_its_own(present_state(definition, from), from, event) == nullptr) continue;
    const Event asked{.name = event, .actor = actor, .fields = {}};
    Offer offer;
    offer.event = event;
    offer.label = capitalised(words_of(task.name)) + ": done";
    offer.decision = decide(definition, from, asked, facts, rules, today);
    offer.checks = offer.decision.reasons;
    offer.task = task.name;
    offer.to = offer.decision.to;
    offer.roles = {task.role};
    offer.mine = offer.decision.acts();
    offers.push_back(std::move(offer));
  }
  const std::uint64_t held = running_holds(definition, from.holds, today);
  for (std::size_t i = 0; i < definition.holds.size(); ++i) {
    const HoldDefinition& hold = definition.holds[i];
    const bool runs = (held >> i & 1U) != 0;
    for (const std::string& event : runs ? hold.ends : hold.begins) {
      Offer offer;
      offer.event = event;
      offer.label = definition.event_label(event);
      offer.decision = decide(definition,
                              from,
                              Event{.name = event, .actor = actor, .fields = {}},
                              facts,
                              rules,
                              today);
      offer.mine = offer.decision.acts();
      offers.push_back(std::move(offer));
    }
  }
  return offers;
}

Offer offer_of(const Definition& definition,
               const CaseState& from,
               std::string_view event,
               const Facts& facts,
               const RuleValues& rules,
               Date today,
               const Actor& actor,
               std::string_view in_state) {
  const StateDefinition& present = present_state(definition, from);
  if (const EventDefinition* answered = present.event(event))
    return offer_from(definition, from, *answered, facts, rules, today, actor);

  const StateDefinition* other = in_state.empty() ? nullptr : definition.state(in_state);
  for (const StateDefinition& each : definition.states)
    if (other == nullptr && each.event(event) != nullptr) other = &each;
  Offer offer;
  offer.event = event;
  offer.label = definition.event_label(event);
  if (other != nullptr && other->event(event) != nullptr) {
    CaseState there = from;
    there.state = other->name;
    // Tasks of that state would be open there.
    for (const TaskDefinition& task : other->tasks)
      there.tasks.push_back(OpenTask{task.name, task.role, today, std::nullopt});
    offer = offer_from(definition, there, *other->event(event), facts, rules, today, actor);
  }
  Decision refusal;
  refusal.from = refusal.to = present.name;
  refusal.event = event;
  refusal.reasons.push_back(not_answered(present, definition, event));
  offer.checks.insert(offer.checks.begin(), refusal.reasons.front());
  offer.decision = std::move(refusal);
  return offer;
}

}  // namespace lintel
