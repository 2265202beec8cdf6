#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/forward.h"

namespace lintel {

/// One way in which a draft would treat a case otherwise than the live version does.
struct SimulatedChange {
  /// letter: a document sent. move: a state entered. timer: a date set. task: work for a person.
  /// allowed: an event that people may press now. held: an event that a hold stops now. unmapped:
  /// the draft has no state for where the case stands. against_law: done although a hold with a
  /// citation stops it.
  enum class Kind { letter, move, timer, task, allowed, held, unmapped, against_law };
  Kind kind = Kind::letter;
  std::string what;           ///< template, state, timer, task, event; "" for unmapped
  std::optional<Date> live;   ///< the day under the live version; none: not within the horizon
  std::optional<Date> draft;  ///< the same under the draft
  std::string because;        ///< of the draft; why it acts then, or why it does not

  friend bool operator==(const SimulatedChange&, const SimulatedChange&) = default;
};
std::string_view to_string(SimulatedChange::Kind kind);

/// What both versions did with one case, for the totals: how often each thing happened.
struct SimulatedCase {
  std::vector<SimulatedChange> changes;  ///< empty: the draft does what the live version does
  std::map<std::pair<SimulatedChange::Kind, std::string>, int> live;
  std::map<std::pair<SimulatedChange::Kind, std::string>, int> draft;
  std::string live_ends{};   ///< state at the end of the horizon; "": no case was opened by then
  std::string draft_ends{};  ///< the same under the draft; "" too when it is unmapped
};

/// How the days to come are supposed to go.
struct Supposed {
  Date today{1900, 1, 1};
  int days = 0;  ///< how far ahead
  /// Rent is charged and nothing comes in. Otherwise rent is paid as it falls due, and what is owed
  /// today stays owed.
  bool nothing_is_paid = false;
};

/// One case as it stands today, with the facts of each version.
struct CaseToday {
  const CaseState* state = nullptr;  ///< null: there is no case yet; one may be opened
  const Facts& live;
  const Facts& draft;
  Money weekly_rent;
};

/// One version of a workflow walked over many cases: its rules of each day are looked up once.
class SimulatedVersion {
 public:
  /// Both must outlive this.
  SimulatedVersion(const Definition& definition, const RuleBook& book, const Supposed& supposed);

  const Definition& definition() const { return definition_; }
  const Supposed& supposed() const { return supposed_; }
  std::vector<Ahead> walk(const CaseState& from, const Facts& today, Money weekly_rent);
  CaseState opened(const Facts& today);
  /// The decision on the run of that day, from that state: why nothing is done.
  Decision run_on(Date day,
                  const CaseState& at,
                  const std::vector<Ahead>& so_far,
                  const Facts& today,
                  Money weekly_rent);
  /// The state that stands for one of another version: by the migration map, else the same name.
  std::optional<std::string> state_for(const DefinitionKey& of, const std::string& state) const;
  const RuleValues& rules_on(Date day);

 private:
  void fill(Facts& facts,
            Date day,
            const CaseState& at,
            const std::vector<Ahead>& so_far,
            const Facts& today,
            Money weekly_rent) const;

  struct Moving {
    enum class What {
      days_in_state,
      balance,
      collectable,
      weeks_owed,
      paid,
      last_letter,
      task_done,
      notice
    };
    std::size_t slot;
    What what;
    std::string task;
  };

  const Definition& definition_;
  const RuleBook& book_;
  Supposed supposed_;
  std::vector<Moving> moving_;
  std::vector<std::string> pressed_;
  std::map<Date, RuleValues> rules_;
};

/// Compares the two on one case: now and forward to the horizon, with the weekly run made today and
/// every week, timers fired as they fall due, and people doing what their tasks ask as late as it
/// is due. Nothing is written or sent.
SimulatedCase simulate_case(SimulatedVersion& live, SimulatedVersion& draft, const CaseToday& now);

}  // namespace lintel
