#include "workflows/forward.h"

#include <algorithm>

namespace lintel {
namespace {

constexpr int kDaysInAWeek = 7;

constexpr int kMostInADay = 50;

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Walk {
 public:
  Walk(const Definition& definition,
       const CaseState& from,
       const FactsOn& facts_on,
       const RulesOn& rules_on,
       const AheadChoices& choices)
      : definition_(definition),
        facts_on_(facts_on),
        rules_on_(rules_on),
        choices_(choices),
        at_(from),
        facts_(definition.new_facts()) {
    if (at_.state.empty()) at_.state = definition.start;
  }

  std::vector<Ahead> take(Date today, Date horizon) {
    next_run_ = choices_.run.empty() ? horizon.plus_days(1)
                                     : choices_.first_run.value_or(today.plus_days(kDaysInAWeek));
    for (Date day = today; day <= horizon && !is_over(); day = next_day(day, horizon)) live(day);
    return std::move(told_);
  }

 private:
  bool is_over() const { return state().final || told_.size() >= kMostAhead; }
  const StateDefinition& state() const {
    return definition_.states[static_cast<std::size_t>(definition_.state_index(at_.state))];
  }

  void live(Date day) {
    left_in_day_ = kMostInADay;
    for (const auto& [on, event] : choices_.chosen) {
      if (on == day) press(event, day, true);
    }
    fire_timers(day);
    press_what_is_due(day);
    if (day == next_run_) {
      run(day);
      next_run_ = day.plus_days(choices_.run_every);
      fire_timers(day);
    }
  }

  /// The next day on which something may happen; past the horizon when nothing may.
  Date next_day(Date day, Date horizon) const {
    Date next = horizon.plus_days(1);
    const auto consider = [&](Date on) {
      if (on > day && on < next) next = on;
    };
    consider(next_run_);
    for (const auto& [on, event] : choices_.chosen) consider(on);
    for (const Timer& timer : at_.timers) {
      if (!timer.paused_days && !timer.deferred) consider(std::max(timer.due, day.plus_days(1)));
    }
    for (const OpenTask& task : at_.tasks) {
      if (task.due) consider(*task.due);
    }
    return next;
  }

  void fire_timers(Date day) {
    // One that fell due and was not answered stays armed; it is tried again on the next day.
    std::vector<std::string> tried;
    while (left_in_day_ > 0 && !is_over()) {
      const std::vector<Timer> due = due_timers(at_, day);
      const auto next = std::find_if(
          due.begin(), due.end(), [&](const Timer& timer) { return !contains(tried, timer.name); });
      if (next == due.end()) return;
      tried.push_back(next->name);
      take_step({.name = next->fires, .actor = Actor{{}, "Timer", {}}, .fields = {}}, day, true);
    }
  }

  void press_what_is_due(Date day) {
    for (bool moved = true; moved && left_in_day_ > 0 && !is_over();) {
      moved = false;
      const StateDefinition& here = state();
      for (const EventDefinition& event : here.events) {
        if (!contains(choices_.pressed, event.name) || !is_due(here, event, day)) continue;
        if (!press(event.name, day, false)) continue;
        moved = true;
        break;
      }
    }
  }

  bool is_due(const StateDefinition& here, const EventDefinition& event, Date day) const {
    bool waits = false;
    for (const OpenTask& task : at_.tasks) {
      const bool completes =
          std::any_of(event.branches.begin(), event.branches.end(), [&](const Branch& branch) {
            return branch.by_task == task.name;
          });
      if (completes) return task.due && *task.due <= day;
      waits = waits || (task.due && here.task(task.name) != nullptr && has_event(here, task.name));
    }
    const bool of_task = std::all_of(event.branches.begin(),
                                     event.branches.end(),
                                     [](const Branch& branch) { return !branch.by_task.empty(); });
    return !of_task && !waits;
  }

  /// Whether an event that is pressed completes the task; one that none does waits for nobody.
  bool has_event(const StateDefinition& here, const std::string& task) const {
    for (const EventDefinition& event : here.events) {
      if (!contains(choices_.pressed, event.name)) continue;
      for (const Branch& branch : event.branches)
        if (branch.by_task == task) return true;
    }
    return false;
  }

  bool press(const std::string& name, Date day, bool tells_refusal) {
    Event event{.name = name, .actor = std::nullopt, .fields = {}};
    if (const EventDefinition* answered = state().event(name)) {
      for (const Branch& branch : answered->branches)
        for (const std::string& field : branch.needs) event.fields[field] = "given";
    }
    if (choices_.fields) {
      for (auto& [field, value] : choices_.fields(name, day)) event.fields[field] = value;
    }
    // Most that are tried are refused, and nobody reads why: only those that act are put in words.
    if (!tells_refusal && event.fields.empty()) {
      fill(day);
      if (choose(definition_, at_, name, facts_, rules_on_(day), day) == nullptr) {
        --left_in_day_;
        return false;
      }
    }
    return take_step(event, day, tells_refusal);
  }

  /// Most runs leave a case alone: only those that act are put in words.
  void run(Date day) {
    fill(day);
    const Branch* branch = choose(definition_, at_, choices_.run, facts_, rules_on_(day), day);
    const std::string rule = branch == nullptr ? "" : branch->rule;
    const bool quiet = branch == nullptr || branch->leaves_alone();
    if (quiet && (!choices_.tells_quiet_runs || rule == last_quiet_)) return;
    last_quiet_ = quiet ? rule : "";
    take_step(
        {.name = choices_.run, .actor = Actor{{}, "Arrears run", {}}, .fields = {}}, day, true);
  }

  void fill(Date day) {
    facts_.clear();
    facts_on_(day, at_, told_, facts_);
  }

  bool take_step(const Event& event, Date day, bool tells_refusal) {
    --left_in_day_;
    fill(day);
    Step taken = step(definition_, at_, event, facts_, rules_on_(day), day);
    const bool changes = taken.changes;
    if (changes) at_ = taken.next;
    if (changes || tells_refusal) told_.push_back(Ahead{day, event.name, std::move(taken)});
    return changes;
  }

  const Definition& definition_;
  const FactsOn& facts_on_;
  const RulesOn& rules_on_;
  const AheadChoices& choices_;
  CaseState at_;
  Facts facts_;
  std::vector<Ahead> told_;
  Date next_run_{1900, 1, 1};
  std::string last_quiet_ = "-";
  int left_in_day_ = 0;
};

}  // namespace

std::vector<Ahead> look_ahead(const Definition& definition,
                              const CaseState& from,
                              const FactsOn& facts_on,
                              const RulesOn& rules_on,
                              Date today,
                              Date horizon,
                              const AheadChoices& choices) {
  return Walk{definition, from, facts_on, rules_on, choices}.take(today, horizon);
}

std::vector<std::string> events_of_course(const Definition& definition) {
  std::vector<std::string> events;
  const auto note = [&](const std::string& event) {
    if (!contains(events, event)) events.push_back(event);
  };
  for (const StateDefinition& state : definition.states) {
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches)
        if (!branch.by_task.empty()) note(event.name);
    for (const TaskDefinition& task : state.tasks)
      for (const std::string& event : task.four_eyes) note(event);
  }
  return events;
}

}  // namespace lintel
