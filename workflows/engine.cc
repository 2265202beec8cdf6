#include "workflows/engine.h"

#include <algorithm>

#include "workflows/engine_guards.h"
#include "workflows/engine_timers.h"
#include "workflows/length.h"
#include "workflows/past_acts.h"

namespace lintel {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Facts with source event.FIELD, and task.NAME.FIELD for a task that the event completes, come
/// from the event itself. A field that does not read as its type stays unknown.
Facts with_event_fields(const Definition& definition,
                        const CaseState& from,
                        const Event& event,
                        const Facts& facts) {
  Facts whole = facts;
  if (event.fields.empty()) return whole;
  const StateDefinition& state = present_state(definition, from);
  std::string task;
  if (const EventDefinition* answered = state.event(event.name))
    for (const Branch& branch : answered->branches)
      if (!branch.by_task.empty()) task = "task." + branch.by_task + ".";
  for (std::size_t slot = 0; slot < definition.facts.size(); ++slot) {
    const FactDeclaration& fact = definition.facts[slot];
    std::string field;
    if (fact.source.starts_with("event.")) field = fact.source.substr(6);
    if (!task.empty() && fact.source.starts_with(task)) field = fact.source.substr(task.size());
    const auto given = event.fields.find(field);
    if (field.empty() || given == event.fields.end()) continue;
    const Result<Value> value = parse_value(fact.type, given->second);
    if (value) whole.set(slot, *value);
  }
  return whole;
}

/// Everything that one step changes, as it is taken.
class Stepping {
 public:
  Stepping(const Definition& definition,
           const CaseState& from,
           const Event& event,
           const Facts& facts,
           const RuleValues& rules,
           Date today)
      : definition_(definition),
        event_(event),
        rules_(rules),
        today_(today),
        from_state_(present_state(definition, from)),
        guards_(definition, from, event, facts, rules, today) {
    made_.next = from;
    if (made_.next.state.empty()) made_.next.state = definition.start;
  }

  Step take(Decision decision) {
    made_.decision = std::move(decision);
    if (!made_.decision.acts()) return std::move(made_);
    made_.changes = true;
    note_act();
    const bool of_system = !event_.actor || !event_.actor->person;
    if (of_system) board().fired(event_.name);
    if (event_.name.starts_with("timer.")) do_effects_of_timer();
    if (const OpenTask* task = task_on_its_own(from_state_, made_.next, event_.name))
      close(std::string(task->name));
    change_holds();
    if (const Branch* branch = acting_branch()) follow(*branch);
    return std::move(made_);
  }

 private:
  TimerBoard board() {
    return TimerBoard{definition_, guards_.frame(), made_.next, made_.timer_changes};
  }

  const Branch* acting_branch() const {
    const EventDefinition* answered = from_state_.event(event_.name);
    if (answered == nullptr) return nullptr;
    for (const Branch& branch : answered->branches)
      if (branch.rule == made_.decision.rule) return &branch;
    return nullptr;
  }

  void note_act() {
    if (event_.actor && event_.actor->person)
      remember(made_.next.acts,
               PastAct{.event = event_.name,
                       .person = *event_.actor->person,
                       .name = event_.actor->name,
                       .on_behalf_of = event_.actor->on_behalf_of
                                           ? std::optional(event_.actor->on_behalf_of->person)
                                           : std::nullopt});
  }

  void do_effects_of_timer() {
    const TimerDefinition* timer = definition_.timer(event_.name.substr(6));
    if (timer != nullptr) perform(timer->effects);
  }

  /// Effects in order. A task effect opens its task unless it is open already; a call that can be
  /// undone is kept in mind.
  void perform(const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
      made_.effects.push_back(effect);
      if (effect.kind == Effect::Kind::task) open(task_of(effect));
      if (effect.kind == Effect::Kind::call && !effect.compensate.empty())
        made_.next.calls.push_back(
            PastCall{.name = effect.name, .compensate = effect.compensate, .key = ""});
    }
  }

  TaskDefinition task_of(const Effect& effect) const {
    if (effect.task != nullptr) return *effect.task;
    if (const TaskDefinition* declared = definition_.task(effect.name)) return *declared;
    TaskDefinition plain;
    plain.name = effect.name;
    return plain;
  }

  /// Undoes what was called since the last irrevocable branch, newest first.
  void compensate() {
    for (auto call = made_.next.calls.rbegin(); call != made_.next.calls.rend(); ++call)
      made_.effects.push_back(undoing(*call));
    made_.next.calls.clear();
  }

  void open(const TaskDefinition& task) {
    const bool already = std::any_of(made_.next.tasks.begin(),
                                     made_.next.tasks.end(),
                                     [&](const OpenTask& each) { return each.name == task.name; });
    if (already) return;
    OpenTask opened{task.name, task.role, today_, std::nullopt};
    if (task.due) opened.due = after(task.due->value(guards_.frame()));
    made_.next.tasks.push_back(opened);
    made_.tasks_opened.push_back(std::move(opened));
  }

  std::optional<Date> after(const Value& length) const {
    if (!length.is_something()) return std::nullopt;
    return end_of_length(
        today_, length.type(), static_cast<int>(length.raw()), rules_.book(), definition_.calendar);
  }

  void close(const std::string& task) {
    const auto closed =
        std::erase_if(made_.next.tasks, [&](const OpenTask& each) { return each.name == task; });
    if (closed > 0) made_.tasks_closed.push_back(task);
  }

  void follow(const Branch& branch) {
    made_.irrevocable = branch.irrevocable;
    note_rules(branch);
    if (!branch.by_task.empty()) close(branch.by_task);
    const bool moves = !branch.to.empty() && branch.to != from_state_.name;
    if (!moves) {
      if (branch.compensates) compensate();
      perform(branch.effects);
      if (branch.irrevocable) made_.next.calls.clear();
      return;
    }
    const StateDefinition& to = definition_.states[static_cast<std::size_t>(branch.to_state)];
    perform(from_state_.exit);
    if (branch.compensates) compensate();
    perform(branch.effects);
    if (branch.irrevocable) made_.next.calls.clear();
    std::vector<std::string> open_tasks;
    for (const OpenTask& task : made_.next.tasks)
      if (from_state_.task(task.name) != nullptr || to.final) open_tasks.push_back(task.name);
    for (const std::string& task : open_tasks) close(task);
    if (to.final) {
      board().cancel_all("the case is closed");
    } else {
      board().leave(to);
    }
    made_.next.state = to.name;
    made_.next.since = today_;
    perform(to.entry);
    for (const TaskDefinition& task : to.tasks) open(task);
    board().arm(to);
    made_.starts = to.starts;
  }

  void note_rules(const Branch& branch) {
    const auto add = [&](const Expression& expression) {
      for (const int slot : expression.rules()) {
        const RuleUsed& used = rules_.at(static_cast<std::size_t>(slot)).used;
        if (std::find(made_.rules.begin(), made_.rules.end(), used) == made_.rules.end())
          made_.rules.push_back(used);
      }
    };
    if (!branch.when) return;
    add(*branch.when);
    std::vector<int> formulas = branch.when->facts();
    for (std::size_t i = 0; i < formulas.size(); ++i) {
      const FactDeclaration& fact = definition_.facts[static_cast<std::size_t>(formulas[i])];
      for (const Expression* expression : fact.expressions()) {
        add(*expression);
        for (const int slot : expression->facts())
          if (std::find(formulas.begin(), formulas.end(), slot) == formulas.end())
            formulas.push_back(slot);
      }
    }
  }

  void change_holds() {
    for (const HoldDefinition& hold : definition_.holds) {
      if (contains(hold.ends, event_.name)) end(hold);
      if (contains(hold.begins, event_.name)) begin(hold);
    }
  }

  void begin(const HoldDefinition& declared) {
    end(declared);  // a second notice of the same hold puts the first right
    Hold hold;
    hold.name = declared.name;
    hold.from = date_field("from").value_or(today_);
    hold.until = date_field("until");
    const auto reason = event_.fields.find("reason");
    if (reason != event_.fields.end()) hold.reason = reason->second;
    if (!hold.until && declared.lasts) {
      const Value length = declared.lasts->value(guards_.frame());
      // A hold lasts so long beginning with its first day, whether or not its definition says so.
      if (length.is_something()) {
        const ValueType unit = beginning_with(length.type()).value_or(length.type());
        hold.until = end_of_length(
            hold.from, unit, static_cast<int>(length.raw()), rules_.book(), definition_.calendar);
      }
    }
    made_.next.holds.push_back(hold);
    made_.holds_begun.push_back(declared.name);
    board().obey_holds(today_);
    if (hold.until) board().arm_end_of(declared, *hold.until);
  }

  void end(const HoldDefinition& declared) {
    const auto ended = std::erase_if(made_.next.holds,
                                     [&](const Hold& each) { return each.name == declared.name; });
    if (ended == 0) return;
    made_.holds_ended.push_back(declared.name);
    board().cancel_end_of(declared);
    board().obey_holds(today_);
  }

  std::optional<Date> date_field(const std::string& name) const {
    const auto given = event_.fields.find(name);
    if (given == event_.fields.end()) return std::nullopt;
    const Result<Date> day = Date::parse(given->second);
    return day ? std::optional<Date>{*day} : std::nullopt;
  }

  const Definition& definition_;
  const Event& event_;
  const RuleValues& rules_;
  Date today_;
  const StateDefinition& from_state_;
  Guards guards_;
  Step made_;
};

}  // namespace

CaseState case_state_of(const Case& tenancy_case) {
  CaseState state;
  state.state = tenancy_case.state;
  state.since = tenancy_case.state_since;
  state.holds = tenancy_case.holds;
  state.timers = tenancy_case.timers;
  return state;
}

CaseState open_case(const Definition& definition,
                    const Facts& facts,
                    const RuleValues& rules,
                    Date today) {
  CaseState made;
  made.state = definition.start;
  made.since = today;
  const Event opened{.name = "opened", .actor = std::nullopt, .fields = {}};
  const CaseState blank = made;
  const Guards guards{definition, blank, opened, facts, rules, today};
  std::vector<TimerChange> changes;
  TimerBoard{definition, guards.frame(), made, changes}.arm(guards.state());
  for (const TaskDefinition& task : guards.state().tasks) {
    OpenTask open{task.name, task.role, today, std::nullopt};
    if (task.due) {
      const Value length = task.due->value(guards.frame());
      if (length.is_something())
        open.due = end_of_length(today,
                                 length.type(),
                                 static_cast<int>(length.raw()),
                                 rules.book(),
                                 definition.calendar);
    }
    made.tasks.push_back(std::move(open));
  }
  return made;
}

Effect undoing(const PastCall& call) {
  Effect effect;
  effect.kind = Effect::Kind::call;
  effect.name = call.compensate;
  effect.undoes = call.key.empty() ? call.name : call.key;
  return effect;
}

std::optional<Role> escalated_to(const Definition& definition, const OpenTask& task, Date today) {
  const TaskDefinition* declared = definition.task(task.name);
  const bool overdue = task.due && *task.due < today;
  return declared != nullptr && overdue ? declared->escalate_to : std::nullopt;
}

std::vector<PersonId> earlier_actors(const TaskDefinition& task, const CaseState& from) {
  std::vector<PersonId> people;
  const auto note = [&](PersonId person) {
    if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
  };
  for (const PastAct& act : from.acts) {
    if (!contains(task.four_eyes, act.event)) continue;
    note(act.person);
    if (act.on_behalf_of) note(*act.on_behalf_of);
  }
  return people;
}

Step step(const Definition& definition,
          const CaseState& from,
          const Event& event,
          const Facts& facts,
          const RuleValues& rules,
          Date today) {
  const Facts whole = with_event_fields(definition, from, event, facts);
  return Stepping{definition, from, event, whole, rules, today}.take(
      decide(definition, from, event, whole, rules, today));
}

std::vector<std::pair<std::string, Value>> known_facts(const Definition& definition,
                                                       const Facts& facts,
                                                       const RuleValues& rules,
                                                       Date today) {
  const Frame frame{.facts = facts,
                    .rules = rules,
                    .today = today,
                    .running_holds = 0,
                    .holds = {},
                    .declarations = &definition.facts,
                    .calendar = definition.calendar,
                    .state = -1};
  std::vector<std::pair<std::string, Value>> known;
  for (std::size_t slot = 0; slot < definition.facts.size(); ++slot) {
    const FactDeclaration& fact = definition.facts[slot];
    const bool reckon = facts.at(slot).is_unknown() && fact.is_derived();
    known.emplace_back(fact.name, reckon ? fact.derived(frame) : facts.at(slot));
  }
  return known;
}

}  // namespace lintel
