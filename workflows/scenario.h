#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/law/law.h"
#include "domain/strict_yaml.h"
#include "workflows/engine.h"

namespace lintel {

/// A name, what the story says of it, and where.
struct ScenarioWord {
  std::string name;
  YamlNode said;
  Place place;
};

/// What must have come about when an entry is over. Only what is written is looked at.
struct ScenarioExpect {
  std::optional<std::string> state;
  std::optional<std::string> rule;                    ///< the branch that decided
  std::optional<std::string> because;                 ///< part of the reason of that branch
  std::optional<std::string> refused;                 ///< part of a reason why not; "" for any
  std::optional<int> letters;                         ///< how many documents since the entry before
  std::optional<std::vector<std::string>> documents;  ///< the same by template, in order
  std::optional<std::vector<std::string>> tasks;      ///< open, in order of opening
  std::optional<std::vector<std::string>> holds;      ///< that run
  std::optional<std::string> runner_up;
  std::vector<ScenarioWord> timers;  ///< a date, "none", "deferred" or "paused 6 days"
  std::vector<ScenarioWord> due;     ///< task: a date, or "none"
  Place place;
};

/// One entry of a story: a day, and what happens on it.
struct ScenarioDay {
  Date on{1900, 1, 1};
  std::optional<Money> pays;
  std::optional<Money> charged;
  std::vector<ScenarioWord> facts;  ///< known from this day on, whatever the account says
  std::string event;                ///< "arrears_run" of `run: arrears`; "" when days only pass
  std::string hold;                 ///< put on or taken off, by whichever event the workflow names
  bool lifts = false;
  std::optional<Role> role;  ///< of who presses it; none: the system
  std::string person;
  std::map<std::string, std::string> fields;
  std::optional<ScenarioExpect> expect;
  Place place;
};

/// A dated story in the words of the trade, which an officer can check without us.
///
///   story: The tenant pays everything two days before the run.
///   workflow: arrears_secure
///   tenancy: {type: secure, weekly_rent: £112.40, owes: £449.60, account: in_order}
///   state: reminder
///   since: 2026-11-09
///   days:
///     - {on: 2026-11-21, pays: £449.60}
///     - {on: 2026-11-23, run: arrears, expect: {state: closed_paid, letters: 0}}
///
/// What is taken to be known, and no more: of an account that says what it `owes`, the balance,
/// what may be asked for (less expected_income), weeks owed and what was paid in 28 days, moved by
/// `pays`, `charged` and rent_day; with `account: in_order` also that it ties, is in the file, is a
/// rent account and the tenancy goes on; of the case, contact, letters, assessment, agreement and
/// notice as the story itself tells them, their dates by the law of the day. Everything else is
/// unknown unless `facts` says it.
struct Scenario {
  std::string file;
  std::string story;
  std::string workflow;
  TenancyType tenancy = TenancyType::assured;
  bool social = true;
  std::optional<Date> tenancy_start;
  std::optional<Money> weekly_rent;
  std::optional<Weekday> rent_day;
  std::optional<Money> owes;
  Money expected_income;
  bool account_in_order = false;
  std::string state;          ///< "": the start
  std::optional<Date> since;  ///< none: the first day
  std::vector<ScenarioWord> facts;
  std::vector<ScenarioDay> days;
  Place state_place;
  Place place;
};

/// Reads one story. The Problems give file, line and column.
ResultOfMany<Scenario> read_scenario(std::string_view text, const std::string& file);

/// Every state, event, fact, hold, task and timer that the story names and the workflow has not.
Problems check_scenario(const Scenario& scenario, const Definition& definition);

/// Where in its workflow a story came by: for coverage.
struct ScenarioReach {
  std::set<std::string> states;
  std::set<std::string> events;
  /// A branch by event, line and column of the file, so that `everywhere` counts once.
  std::set<std::tuple<std::string, int, int>> branches;

  void add(const ScenarioReach& other);
};

struct ScenarioResult {
  bool passed = false;
  std::vector<std::string> lines;  ///< of a failure: the day, what was expected and what came
  ScenarioReach reached;
};

/// Tells the story day by day; timers fire on their days in between. Pure. `law` counts the days of
/// a notice and weighs ground 8; null: the story must say those facts.
ScenarioResult run_scenario(const Scenario& scenario,
                            const Definition& definition,
                            const RuleBook& book,
                            const LawBook* law);

/// What no story of a workflow reaches, in order of the file.
struct ScenarioCoverage {
  std::vector<std::string> states, events, branches;
  std::size_t of_states = 0, of_events = 0, of_branches = 0;
};
ScenarioCoverage scenario_coverage(const Definition& definition, const ScenarioReach& reached);

}  // namespace lintel
