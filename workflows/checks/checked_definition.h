#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "workflows/checks.h"
#include "workflows/guard_regions.h"

namespace lintel {

/// A definition while it is checked: what was found so far, and the ways from state to state,
/// worked out once for all checks.
class CheckedDefinition {
 public:
  CheckedDefinition(const Definition& definition, const CheckContext& context);

  /// A branch that leads from one state to another.
  struct Way {
    int from = -1;
    int to = -1;
    const EventDefinition* event = nullptr;
    const Branch* branch = nullptr;
  };

  const Definition& definition() const { return definition_; }
  const CheckContext& context() const { return context_; }
  const StateDefinition& state(int index) const {
    return definition_.states[static_cast<std::size_t>(index)];
  }
  int states() const { return static_cast<int>(definition_.states.size()); }
  int state_index(std::string_view name) const;
  /// In order of the file; a branch that stays is not among them.
  const std::vector<Way>& ways_from(int state) const {
    return from_[static_cast<std::size_t>(state)];
  }
  const std::vector<Way>& ways_to(int state) const { return to_[static_cast<std::size_t>(state)]; }
  /// Which states a case may come to from these, themselves among them.
  std::vector<bool> reached_from(std::vector<int> open, bool backwards = false) const;

  void error(std::string_view check, const Place& place, std::string what, std::string fix);
  void warn(std::string_view check, const Place& place, std::string what, std::string fix);
  std::vector<CheckFinding> take() { return std::move(findings_); }

  /// Guards as boxes, every rule equal to itself alone.
  GuardRegions& regions() { return regions_; }
  /// Every effect that the definition has.
  template <class Visit>
  void each_effect(Visit&& visit) const {
    for (const StateDefinition& each : definition_.states) {
      for (const Effect& effect : each.entry) visit(effect);
      for (const Effect& effect : each.exit) visit(effect);
      for (const TimerDefinition& timer : each.timers)
        for (const Effect& effect : timer.effects) visit(effect);
      for (const EventDefinition& event : each.events)
        for (const Branch& branch : event.branches)
          for (const Effect& effect : branch.effects) visit(effect);
    }
  }

 private:
  void add(std::string_view check,
           Severity severity,
           const Place& place,
           std::string what,
           std::string fix);

  const Definition& definition_;
  const CheckContext& context_;
  std::unordered_map<std::string_view, int> indexes_;
  std::vector<std::vector<Way>> from_;
  std::vector<std::vector<Way>> to_;
  GuardRegions regions_;
  std::vector<CheckFinding> findings_;
  std::unordered_map<std::string, int> said_;
};

inline bool contains(const std::vector<std::string>& list, std::string_view word) {
  for (const std::string& each : list)
    if (each == word) return true;
  return false;
}

// One file a family, in workflows/checks/.
void check_names(CheckedDefinition& checked);         // names.cc: E2
void check_paths(CheckedDefinition& checked);         // paths.cc: E3, E4, E5
void check_timer_events(CheckedDefinition& checked);  // timers.cc: E6
void check_timer_dates(CheckedDefinition& checked);   // timer_dates.cc: E7
void check_form_answers(CheckedDefinition& checked);  // form_answers.cc: E7
void check_guards(CheckedDefinition& checked);        // guards.cc: E8
void check_tables(CheckedDefinition& checked);        // tables.cc: E8
void check_holds(CheckedDefinition& checked);         // timers.cc: E9
void check_four_eyes(CheckedDefinition& checked);     // four_eyes.cc: E10
void check_waits(CheckedDefinition& checked);         // waits.cc: E11
void check_calls(CheckedDefinition& checked);         // calls.cc: E12
void check_templates(CheckedDefinition& checked);     // templates.cc: E13
void check_migration(CheckedDefinition& checked);     // migrations.cc: E14
void check_unknowns(CheckedDefinition& checked);      // unknowns.cc: E15
void check_words(CheckedDefinition& checked);         // words.cc: W1 to W5

}  // namespace lintel
