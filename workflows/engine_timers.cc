#include "workflows/engine_timers.h"

#include <algorithm>

#include "workflows/length.h"

namespace lintel {
namespace {

std::string days_left(int days, bool working) {
  return std::to_string(days) + (working ? " working" : "") +
         (days == 1 ? " day left" : " days left");
}

/// Further off than any timer; the count of working days stops there.
constexpr int kMostDaysLeft = 40'000;

/// The timer "breathing_space_ends" belongs to the hold and outlives states.
bool ends_a_hold(const Definition& definition, const std::string& timer) {
  return std::any_of(definition.holds.begin(),
                     definition.holds.end(),
                     [&](const HoldDefinition& hold) { return timer == hold.name + "_ends"; });
}

}  // namespace

std::string_view to_string(TimerChange::What what) {
  switch (what) {
    case TimerChange::What::armed:
      return "armed";
    case TimerChange::What::cancelled:
      return "cancelled";
    case TimerChange::What::paused:
      return "paused";
    case TimerChange::What::resumed:
      return "resumed";
    case TimerChange::What::deferred:
      return "deferred";
    case TimerChange::What::fired:
      return "fired";
  }
  return "";
}

void TimerBoard::note(const std::string& name,
                      TimerChange::What what,
                      std::optional<Date> before,
                      std::optional<Date> after,
                      std::string because) {
  changes_.push_back(TimerChange{name, what, before, after, std::move(because)});
}

Timer* TimerBoard::find(const std::string& name) {
  const auto found = std::find_if(next_.timers.begin(),
                                  next_.timers.end(),
                                  [&](const Timer& timer) { return timer.name == name; });
  return found == next_.timers.end() ? nullptr : &*found;
}

TimerBoard::Due TimerBoard::due_of(const TimerDefinition& timer, Date from) const {
  const Value when = timer.when.value(frame_);
  if (!when.is_something()) return {std::nullopt, timer.when.explain_first(frame_).sentence};
  Date due = when.type() == ValueType::date ? when.as_date()
                                            : end_of_length(from,
                                                            when.type(),
                                                            static_cast<int>(when.raw()),
                                                            frame_.rules.book(),
                                                            definition_.calendar);
  if (timer.day_rule == TimerDefinition::DayRule::next_day) due = due.plus_days(1);
  if (timer.day_rule == TimerDefinition::DayRule::next_working_day)
    due = frame_.rules.book().plus_working_days(definition_.calendar, due.plus_days(-1), 1);
  return {due, {}};
}

TimerPolicy TimerBoard::policy_for(const std::string& timer, std::string& hold) const {
  TimerPolicy strongest = TimerPolicy::run;
  if (ends_a_hold(definition_, timer)) return strongest;
  for (const Hold& running : next_.holds) {
    const HoldDefinition* declared = definition_.hold(running.name);
    if (declared == nullptr || running.lifted_on ||
        (running.until && *running.until < frame_.today))
      continue;
    const TimerPolicy policy = declared->policy_for(timer);
    const bool stronger = policy == TimerPolicy::pause
                              ? strongest != TimerPolicy::pause
                              : policy == TimerPolicy::defer && strongest == TimerPolicy::run;
    if (!stronger) continue;
    strongest = policy;
    hold = running.name;
  }
  return strongest;
}

void TimerBoard::put(const std::string& name,
                     Date due,
                     const std::string& fires,
                     const std::string& because) {
  Timer timer;
  timer.name = name;
  timer.due = due;
  timer.fires = fires;
  next_.timers.push_back(std::move(timer));
  note(name, TimerChange::What::armed, std::nullopt, due, because);
}

void TimerBoard::arm(const StateDefinition& state) {
  for (const TimerDefinition& timer : state.timers) {
    if (find(timer.name) != nullptr) continue;
    const Due due = due_of(timer, frame_.today);
    if (due.on) {
      put(timer.name,
          *due.on,
          timer.event(),
          timer.because.empty() ? "entered " + words_of(state.name) : timer.because);
    } else {
      note(timer.name, TimerChange::What::armed, std::nullopt, std::nullopt, due.because);
    }
  }
  obey_holds(frame_.today);
}

void TimerBoard::leave(const StateDefinition& to) {
  std::vector<Timer> kept;
  for (Timer& timer : next_.timers) {
    const bool declared =
        std::any_of(to.timers.begin(), to.timers.end(), [&](const TimerDefinition& each) {
          return each.name == timer.name;
        });
    const bool keeps = std::find(to.keeps.begin(), to.keeps.end(), timer.name) != to.keeps.end();
    if (keeps || ends_a_hold(definition_, timer.name)) {
      kept.push_back(std::move(timer));
    } else {
      note(timer.name,
           TimerChange::What::cancelled,
           timer.due,
           std::nullopt,
           declared ? "armed anew in " + words_of(to.name) : "left the state");
    }
  }
  next_.timers = std::move(kept);
}

void TimerBoard::cancel_all(const std::string& because) {
  for (const Timer& timer : next_.timers)
    note(timer.name, TimerChange::What::cancelled, timer.due, std::nullopt, because);
  next_.timers.clear();
}

void TimerBoard::fired(const std::string& event) {
  std::vector<Timer> kept;
  for (Timer& timer : next_.timers) {
    const bool fires =
        timer.fires == event && timer.due <= frame_.today && !timer.paused_days && !timer.deferred;
    if (!fires) {
      kept.push_back(std::move(timer));
      continue;
    }
    const TimerDefinition* declared = definition_.timer(timer.name);
    if (declared == nullptr || declared->kind != TimerDefinition::Kind::every) {
      note(timer.name, TimerChange::What::fired, timer.due, std::nullopt, "fell due");
      continue;
    }
    // From the day that it was due, so that a late run does not make every later one late.
    Due again = due_of(*declared, timer.due);
    while (again.on && *again.on <= frame_.today && *again.on > timer.due)
      again = due_of(*declared, *again.on);
    note(timer.name, TimerChange::What::fired, timer.due, again.on, "comes again");
    if (!again.on || *again.on <= frame_.today) continue;
    timer.due = *again.on;
    ++timer.arming;
    kept.push_back(std::move(timer));
  }
  next_.timers = std::move(kept);
}

bool TimerBoard::counts_working_days(const std::string& timer) const {
  const TimerDefinition* declared = definition_.timer(timer);
  return declared != nullptr && declared->when.type() == ValueType::working_days;
}

int TimerBoard::left_of(const std::string& timer, Date from, Date due) const {
  if (!counts_working_days(timer)) return std::max(0, days_between(from, due));
  int left = 0;
  while (left < kMostDaysLeft &&
         frame_.rules.book().plus_working_days(definition_.calendar, from, left) < due)
    ++left;
  return left;
}

Date TimerBoard::resumed(const std::string& timer, Date lifted_on, int left) const {
  const RuleBook& book = frame_.rules.book();
  if (counts_working_days(timer))
    return book.plus_working_days(definition_.calendar, lifted_on, left);
  const Date due = lifted_on.plus_days(left);
  const TimerDefinition* declared = definition_.timer(timer);
  const bool only_working =
      declared != nullptr && declared->day_rule == TimerDefinition::DayRule::next_working_day;
  return only_working ? book.plus_working_days(definition_.calendar, due.plus_days(-1), 1) : due;
}

void TimerBoard::obey_holds(Date lifted_on) {
  for (Timer& timer : next_.timers) {
    std::string hold;
    const TimerPolicy policy = policy_for(timer.name, hold);
    if (timer.paused_days && policy != TimerPolicy::pause) {
      const Date before = timer.due;
      timer.due = resumed(timer.name, lifted_on, *timer.paused_days);
      timer.paused_days.reset();
      ++timer.arming;
      note(timer.name, TimerChange::What::resumed, before, timer.due, "the hold is lifted");
    }
    if (timer.deferred && policy != TimerPolicy::defer) {
      timer.deferred = false;
      note(timer.name,
           TimerChange::What::resumed,
           timer.due,
           std::max(timer.due, lifted_on),
           "the hold is lifted");
    }
    if (policy == TimerPolicy::pause && !timer.paused_days) {
      Date from = frame_.today;
      for (const Hold& running : next_.holds)
        if (running.name == hold) from = std::max(from, running.from);
      timer.paused_days = left_of(timer.name, from, timer.due);
      note(timer.name,
           TimerChange::What::paused,
           timer.due,
           std::nullopt,
           words_of(hold) +
               " pauses it: " + days_left(*timer.paused_days, counts_working_days(timer.name)));
    }
    if (policy == TimerPolicy::defer && !timer.deferred) {
      timer.deferred = true;
      note(timer.name,
           TimerChange::What::deferred,
           timer.due,
           std::nullopt,
           words_of(hold) + " defers it");
    }
  }
}

void TimerBoard::arm_end_of(const HoldDefinition& hold, Date until) {
  if (hold.ends.empty()) return;
  put(hold.name + "_ends",
      until.plus_days(1),
      hold.ends.front(),
      hold.label + " ends on " + until.to_words());
}

void TimerBoard::cancel_end_of(const HoldDefinition& hold) {
  const std::string name = hold.name + "_ends";
  if (const Timer* timer = find(name)) {
    note(name, TimerChange::What::cancelled, timer->due, std::nullopt, hold.label + " is over");
    std::erase_if(next_.timers, [&](const Timer& each) { return each.name == name; });
  }
}

std::vector<Timer> due_timers(const CaseState& from, Date today) {
  std::vector<Timer> due;
  for (const Timer& timer : from.timers)
    if (timer.due <= today && !timer.paused_days && !timer.deferred) due.push_back(timer);
  std::stable_sort(
      due.begin(), due.end(), [](const Timer& a, const Timer& b) { return a.due < b.due; });
  return due;
}

}  // namespace lintel
