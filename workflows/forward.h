#pragma once

#include <functional>
#include <string>
#include <vector>

#include "workflows/engine.h"

namespace lintel {

/// One thing that would happen to a case, and everything that follows from it.
struct Ahead {
  Date on{1900, 1, 1};
  std::string event;
  Step step;
};

/// Fills every fact that will be known of the case on that day, over whatever stood there before.
/// `so_far` is what has happened since today, for facts that follow from it: an assessment that
/// was recorded, a notice that was served.
using FactsOn = std::function<void(
    Date on, const CaseState& at, const std::vector<Ahead>& so_far, Facts& facts)>;
/// The dated rules of that day; the reference must hold until the walk ends.
using RulesOn = std::function<const RuleValues&(Date on)>;

/// What is taken to happen when nobody knows.
struct AheadChoices {
  std::string run = "arrears_run";  ///< decided again and again; "" for never
  std::optional<Date> first_run;    ///< none: a week from today
  int run_every = 7;                ///< days
  /// Events that people press as late as they may: one that completes a task on the day when the
  /// task is due, any other on the first day looked at when no dated task of the state waits.
  std::vector<std::string> pressed;
  /// Pressed on a day of the person's choosing, before anything else of that day.
  std::vector<std::pair<Date, std::string>> chosen;
  /// Tells also of a run that leaves the case alone, when its reason is another than before.
  bool tells_quiet_runs = false;
  /// Forms are not filled in ahead of time: what an event that is pressed carries.
  std::function<std::map<std::string, std::string>(const std::string& event, Date on)> fields;
};

/// Takes a case forward from the morning of `today` to the evening of `horizon`: timers as they
/// fall due, the run, and the events that people are taken to press. Nothing is written or sent.
///
/// Order in one day: what was chosen, timers, people, the run; the same as the office keeps.
/// Looks only at days on which something may happen. A chosen event that is refused is told too:
/// its step does not change the case. At most kMostAhead events are told, of one day at most 50.
std::vector<Ahead> look_ahead(const Definition& definition,
                              const CaseState& from,
                              const FactsOn& facts_on,
                              const RulesOn& rules_on,
                              Date today,
                              Date horizon,
                              const AheadChoices& choices);
inline constexpr std::size_t kMostAhead = 1'000;

/// The events that carry a case along its course: those that complete a task, and those that a
/// second person must look at. An offer or a withdrawal is not among them.
std::vector<std::string> events_of_course(const Definition& definition);

}  // namespace lintel
