#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflows/engine.h"

namespace lintel {

/// The timers of one case while one step is taken; writes every change with both dates. The
/// engine's own; callers use engine.h.
class TimerBoard {
 public:
  TimerBoard(const Definition& definition,
             const Frame& frame,
             CaseState& next,
             std::vector<TimerChange>& changes)
      : definition_(definition), frame_(frame), next_(next), changes_(changes) {}

  /// Arms what the state declares and has not armed; says why when a date is not known.
  void arm(const StateDefinition& state);
  /// Cancels what the state that is left had armed and the next does not keep.
  void leave(const StateDefinition& to);
  void cancel_all(const std::string& because);
  /// Takes off the timers that fire this event and have fallen due; arms again what comes `every`.
  void fired(const std::string& event);
  /// Pauses, defers and resumes as the holds that run now say. `lifted_on`: the day from which
  /// paused days count again.
  void obey_holds(Date lifted_on);
  /// The timer that ends a hold on the day after its last.
  void arm_end_of(const HoldDefinition& hold, Date until);
  void cancel_end_of(const HoldDefinition& hold);

  struct Due {
    std::optional<Date> on;
    std::string because;  ///< why there is no date
  };
  /// When it falls due, of a length of time counted from that day.
  Due due_of(const TimerDefinition& timer, Date from) const;

 private:
  void put(const std::string& name, Date due, const std::string& fires, const std::string& because);
  TimerPolicy policy_for(const std::string& timer, std::string& hold) const;
  Timer* find(const std::string& name);
  /// A timer in working days has so many working days left; any other, days.
  bool counts_working_days(const std::string& timer) const;
  int left_of(const std::string& timer, Date from, Date due) const;
  Date resumed(const std::string& timer, Date lifted_on, int left) const;
  void note(const std::string& name,
            TimerChange::What what,
            std::optional<Date> before,
            std::optional<Date> after,
            std::string because);

  const Definition& definition_;
  const Frame& frame_;
  CaseState& next_;
  std::vector<TimerChange>& changes_;
};

}  // namespace lintel
