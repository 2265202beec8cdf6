#pragma once

#include <string>
#include <vector>

#include "workflows/checks/checked_definition.h"
#include "workflows/guard_witness.h"

namespace lintel {

/// Facts that are known and there, of which none of some guards says yes. None counts only where a
/// guard asks for it. A gap is one when facts were found of which the true evaluator says no to
/// every guard.
class GapFinder {
 public:
  GapFinder(const Definition& definition,
            GuardRegions& regions,
            const RuleValues& rules,
            Date today)
      : definition_(definition), regions_(regions), rules_(rules), today_(today) {}

  struct Found {
    std::string words;             ///< "between £10.00 and £109.99 of arrears"
    bool fractions_alone = false;  ///< it lies between two whole numbers
  };
  /// The first few. `lifted`: holds that are taken not to run, for they answer by themselves.
  std::vector<Found> find(const Region& uncovered,
                          const std::vector<const Expression*>& guards,
                          int state,
                          const std::vector<int>& lifted);
  /// Facts in that box for which every one of the guards passes, in words; "" when none are found.
  std::string shared(const Region& both, const std::vector<const Expression*>& guards, int state);

 private:
  bool among_known_facts(Box& box, const std::vector<int>& lifted);
  bool all_come_out(const std::vector<const Expression*>& guards,
                    int state,
                    Verdict verdict,
                    const Witness& witness) const;
  Box widened(const std::vector<const Expression*>& guards, int state, Box box);
  bool fractions_alone(const Box& box) const;
  std::string words(const Box& box, const Witness& witness) const;

  const Definition& definition_;
  GuardRegions& regions_;
  const RuleValues& rules_;
  Date today_;
};

/// Gaps of events.
///
/// An event that the system fires and that has more than one branch must answer for everybody:
/// each account is acted on or left alone with its reason. An event that people press, and one with
/// a single branch, may refuse.
class EventGaps {
 public:
  EventGaps(CheckedDefinition& checked, GuardRegions& regions, const RuleValues& rules, Date today)
      : checked_(checked), finder_(checked.definition(), regions, rules, today) {}

  void look(int state, const EventDefinition& event, const Region& uncovered);
  /// The same gap of an event that is read into every state is said once.
  void report();

 private:
  struct Gap {
    const EventDefinition* event = nullptr;
    std::vector<std::string> states;
    GapFinder::Found found;
  };

  CheckedDefinition& checked_;
  GapFinder finder_;
  std::vector<Gap> gaps_;
};

}  // namespace lintel
