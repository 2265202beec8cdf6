#include "workflows/migration.h"

#include <algorithm>

#include "workflows/engine_guards.h"
#include "workflows/engine_timers.h"
#include "workflows/length.h"

namespace lintel {
namespace {

template <class List>
auto find_named(List& list, const std::string& name) {
  return std::find_if(
      list.begin(), list.end(), [&](const auto& each) { return each.name == name; });
}

bool declares(const StateDefinition& state, const std::string& timer) {
  return find_named(state.timers, timer) != state.timers.end();
}

bool keeps(const StateDefinition& state, const std::string& timer) {
  return std::find(state.keeps.begin(), state.keeps.end(), timer) != state.keeps.end();
}

/// The hold that a timer ends, or null: "breathing_space_ends" belongs to the hold.
const HoldDefinition* hold_ended_by(const Definition& definition, const std::string& timer) {
  for (const HoldDefinition& hold : definition.holds)
    if (timer == hold.name + "_ends") return &hold;
  return nullptr;
}

/// One case on its way. Each step gives the sentence that refuses it, or nothing.
class Moving {
 public:
  Moving(const Definition& from,
         const Definition& to,
         const MigrationMap& map,
         const CaseState& state,
         const StateDefinition& old_state,
         const StateDefinition& new_state,
         const Facts& facts,
         const RuleValues& rules,
         Date today)
      : from_(from),
        to_(to),
        map_(map),
        before_(state),
        old_state_(old_state),
        new_state_(new_state),
        rules_(rules),
        today_(today),
        frame_{.facts = facts,
               .rules = rules,
               .today = today,
               .running_holds = running_holds(to, state.holds, today),
               .holds = state.holds,
               .declarations = &to.facts,
               .calendar = to.calendar,
               .state = static_cast<int>(&new_state - to.states.data())} {
    made_.next = state;
    made_.next.state = new_state.name;
  }

  Result<Migrated> move() {
    for (const auto step : {&Moving::refused_by_map, &Moving::move_holds, &Moving::move_timers})
      if (std::optional<Problem> refused = (this->*step)()) return tl::unexpected(*refused);
    move_tasks();
    board().obey_holds(today_);
    return std::move(made_);
  }

 private:
  using Refused = std::optional<Problem>;

  static Refused refuse(std::string what, std::string fix) {
    return Problem{std::move(what), std::move(fix), {}};
  }

  Refused refused_by_map() {
    if (!map_.refuse_when) return std::nullopt;
    switch (map_.refuse_when->test(frame_)) {
      case Verdict::no:
        return std::nullopt;
      case Verdict::yes:
        return refuse("migrate refuses it: " + map_.refuse_when->explain_first(frame_).sentence,
                      "Move it when that is over.");
      case Verdict::unknown:
        return refuse("whether migrate refuses it is not known: " +
                          map_.refuse_when->explain_first(frame_).sentence,
                      "Bring the fact up to date.");
    }
    return std::nullopt;
  }

  /// Holds that are over need no home; the rest go on under the same name.
  Refused move_holds() {
    for (const Hold& hold : before_.holds) {
      const bool over = hold.lifted_on || (hold.until && *hold.until < today_);
      if (!over && to_.hold(hold.name) == nullptr)
        return refuse(
            words_of(hold.name) + " runs, which version " + to_.key.version + " does not know",
            "Lift it first, or give the version that hold.");
    }
    return std::nullopt;
  }

  Refused move_timers() {
    made_.next.timers.clear();
    for (const Timer& timer : before_.timers)
      if (Refused refused = move_timer(timer)) return refused;
    for (const TimerDefinition& timer : new_state_.timers)
      if (is_new(timer.name)) arm(timer);
    return std::nullopt;
  }

  Refused move_timer(const Timer& timer) {
    if (hold_ended_by(from_, timer.name) != nullptr) return move_end_of_hold(timer);
    const std::string* how = named(timer.name);
    if (how == nullptr)
      return refuse("migrate does not say what becomes of the timer " + timer.name,
                    "Write keep_due_date, recompute or drop.");
    if (*how == "drop") {
      note(timer.name, TimerChange::What::cancelled, timer.due, std::nullopt, "drops it");
      return std::nullopt;
    }
    const TimerDefinition* declared = home_of(timer.name);
    if (declared == nullptr)
      return refuse(
          "the state " + new_state_.name + " has no timer " + timer.name + " to " + words_of(*how),
          "Write drop, or let the state have or keep it.");
    Timer moved = timer;
    moved.fires = declared->event();
    if (*how == "recompute") {
      const std::optional<Date> due = due_of(*declared, before_.since);
      if (!due)
        return refuse(
            "the date of the timer " + timer.name + " is not known: " + lacking(declared->when),
            "Bring the fact up to date, or write keep_due_date.");
      moved.due = *due;
      moved.paused_days.reset();
      moved.deferred = false;
      ++moved.arming;
    }
    note(timer.name,
         TimerChange::What::armed,
         timer.due,
         moved.due,
         *how == "recompute" ? "reckons its date anew" : "keeps its date");
    made_.next.timers.push_back(std::move(moved));
    return std::nullopt;
  }

  /// It goes on with its hold, and fires what ends that hold now.
  Refused move_end_of_hold(const Timer& timer) {
    const HoldDefinition* hold = hold_ended_by(to_, timer.name);
    if (hold == nullptr || hold->ends.empty()) {
      note(timer.name, TimerChange::What::cancelled, timer.due, std::nullopt, "knows no such hold");
      return std::nullopt;
    }
    Timer moved = timer;
    moved.fires = hold->ends.front();
    note(timer.name, TimerChange::What::armed, timer.due, moved.due, "keeps its date");
    made_.next.timers.push_back(std::move(moved));
    return std::nullopt;
  }

  /// The state has it and the one before had not: it never ran, so it begins now.
  bool is_new(const std::string& timer) const {
    const std::string* how = named(timer);
    return !declares(old_state_, timer) && !keeps(old_state_, timer) &&
           find_named(before_.timers, timer) == before_.timers.end() &&
           (how == nullptr || *how != "drop");
  }

  void arm(const TimerDefinition& timer) {
    const std::optional<Date> due = due_of(timer, today_);
    note(timer.name,
         TimerChange::What::armed,
         std::nullopt,
         due,
         due ? "arms it" : "cannot date it: " + lacking(timer.when));
    if (!due) return;
    Timer armed;
    armed.name = timer.name;
    armed.due = *due;
    armed.fires = timer.event();
    made_.next.timers.push_back(std::move(armed));
  }

  /// Counted from that day; of one that comes again and again, the next that is not past.
  std::optional<Date> due_of(const TimerDefinition& timer, Date from) {
    std::optional<Date> due = board().due_of(timer, from).on;
    while (due && timer.kind == TimerDefinition::Kind::every && *due < today_) {
      const std::optional<Date> next = board().due_of(timer, *due).on;
      if (!next || *next <= *due) return due;
      due = next;
    }
    return due;
  }

  void move_tasks() {
    std::vector<OpenTask> kept;
    for (OpenTask& task : made_.next.tasks) {
      const TaskDefinition* home = new_state_.task(task.name);
      if (home == nullptr && old_state_.task(task.name) != nullptr) {
        made_.tasks_closed.push_back(task.name);
        continue;
      }
      if (home != nullptr) task.role = home->role;
      kept.push_back(std::move(task));
    }
    made_.next.tasks = std::move(kept);
    for (const TaskDefinition& task : new_state_.tasks) {
      const bool open = find_named(made_.next.tasks, task.name) != made_.next.tasks.end();
      if (open || old_state_.task(task.name) != nullptr) continue;  // done once is done
      OpenTask opened;
      opened.name = task.name;
      opened.role = task.role;
      opened.opened_on = today_;
      const Value length = task.due ? task.due->value(frame_) : Value::unknown();
      if (length.is_something())
        opened.due = end_of_length(
            today_, length.type(), static_cast<int>(length.raw()), rules_.book(), to_.calendar);
      made_.next.tasks.push_back(std::move(opened));
      made_.tasks_opened.push_back(task.name);
    }
  }

  /// "served is none": the first fact that the date lacks.
  std::string lacking(const Expression& when) const {
    for (const int slot : when.facts()) {
      const FactDeclaration& fact = to_.facts[static_cast<std::size_t>(slot)];
      const Value& given = frame_.facts.at(static_cast<std::size_t>(slot));
      const Value value = given.is_unknown() ? fact.derived(frame_) : given;
      if (!value.is_something()) return fact.label + " is " + value.to_words();
    }
    return when.source() + " comes to no date";
  }

  const std::string* named(const std::string& timer) const {
    for (const auto& [name, how] : map_.timers)
      if (name == timer) return &how;
    return nullptr;
  }

  /// The timer as the new state has it, by its own or one that it keeps.
  const TimerDefinition* home_of(const std::string& timer) const {
    const auto own = find_named(new_state_.timers, timer);
    if (own != new_state_.timers.end()) return &*own;
    return keeps(new_state_, timer) ? to_.timer(timer) : nullptr;
  }

  void note(const std::string& timer,
            TimerChange::What what,
            std::optional<Date> before,
            std::optional<Date> after,
            const std::string& does) {
    made_.timer_changes.push_back(
        TimerChange{timer, what, before, after, "version " + to_.key.version + " " + does});
  }

  TimerBoard board() { return TimerBoard{to_, frame_, made_.next, made_.timer_changes}; }

  const Definition& from_;
  const Definition& to_;
  const MigrationMap& map_;
  const CaseState& before_;
  const StateDefinition& old_state_;
  const StateDefinition& new_state_;
  const RuleValues& rules_;
  Date today_;
  Frame frame_;
  Migrated made_;
};

/// The name of the state to which the map sends a case; "" when it says nothing of it.
std::string mapped(const Definition& to, const MigrationMap& map, const std::string& state) {
  for (const auto& [old, next] : map.states)
    if (old == state) return next;
  return map.same_rest && to.state(state) != nullptr ? state : "";
}

bool same_hold(const Hold& a, const Hold& b) {
  return a.name == b.name && a.from == b.from && a.until == b.until && a.reason == b.reason &&
         a.lifted_on == b.lifted_on;
}

bool same_act(const PastAct& a, const PastAct& b) {
  return a.event == b.event && a.person == b.person;
}

/// The same case in an order of its own: rows come back from a database in another.
CaseState by_name(CaseState state) {
  std::ranges::stable_sort(state.timers, {}, &Timer::name);
  std::ranges::stable_sort(state.tasks, {}, &OpenTask::name);
  return state;
}

/// Both by name.
bool same_case(const CaseState& a, const CaseState& b) {
  return a.state == b.state && a.since == b.since && a.timers == b.timers && a.tasks == b.tasks &&
         std::ranges::equal(a.holds, b.holds, same_hold) &&
         std::ranges::equal(a.acts, b.acts, same_act);
}

}  // namespace

Result<Migrated> migrate_case(const Definition& from,
                              const Definition& to,
                              const CaseState& state,
                              const Facts& facts,
                              const RuleValues& rules,
                              Date today) {
  if (!to.migrate || from.key.workflow != to.key.workflow || to.migrate->from != from.key.version)
    return problem("version " + to.key.version + " does not say how cases of " + from.key.workflow +
                       " " + from.key.version + " come to it",
                   "Write migrate: {from: \"" + from.key.version + "\", ...}.");
  const StateDefinition& old_state = present_state(from, state);
  if (old_state.final) return problem("the case is closed", "A closed case stays as it is.");
  const std::string name = mapped(to, *to.migrate, old_state.name);
  const StateDefinition* new_state = to.state(name);
  if (new_state == nullptr)
    return problem("migrate does not say where a case in " + old_state.name + " goes",
                   "Write states: {" + old_state.name + ": and a state of the version}.");
  if (new_state->final)
    return problem("migrate would close a case in " + old_state.name,
                   "Send it to a state that goes on; a case is closed by an event.");
  return Moving{from, to, *to.migrate, state, old_state, *new_state, facts, rules, today}.move();
}

Result<Migrated> reverse_migration(const CaseState& before,
                                   const CaseState& made,
                                   const CaseState& now) {
  const CaseState old = by_name(before);
  const CaseState moved = by_name(made);
  if (!same_case(by_name(now), moved))
    return problem("something has happened on the case since it was moved",
                   "Move it on by a version of its own.");
  Migrated back;
  back.next = before;
  for (const Timer& timer : moved.timers) {
    const auto was = find_named(old.timers, timer.name);
    if (was == old.timers.end()) {
      back.timer_changes.push_back({timer.name,
                                    TimerChange::What::cancelled,
                                    timer.due,
                                    std::nullopt,
                                    "the migration is taken back"});
    } else if (!(*was == timer)) {
      back.timer_changes.push_back({timer.name,
                                    TimerChange::What::armed,
                                    timer.due,
                                    was->due,
                                    "the migration is taken back"});
    }
  }
  for (const Timer& timer : old.timers)
    if (find_named(moved.timers, timer.name) == moved.timers.end())
      back.timer_changes.push_back({timer.name,
                                    TimerChange::What::armed,
                                    std::nullopt,
                                    timer.due,
                                    "the migration is taken back"});
  for (const OpenTask& task : moved.tasks)
    if (find_named(old.tasks, task.name) == old.tasks.end()) back.tasks_closed.push_back(task.name);
  for (const OpenTask& task : old.tasks)
    if (find_named(moved.tasks, task.name) == moved.tasks.end())
      back.tasks_opened.push_back(task.name);
  return back;
}

}  // namespace lintel
