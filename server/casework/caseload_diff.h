#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/policy_simulation.h"
#include "server/casework/run_ledger.h"
#include "workflows/simulation.h"

namespace lintel {

struct CaseworkParts;

/// One person whom a draft would treat otherwise.
struct AffectedPerson {
  std::string reference;  ///< of the tenancy
  std::string names;
  std::string patch;
  std::string state;  ///< where the case stands; "" when there is none yet
  std::vector<SimulatedChange> changes;
};
Json to_json(const AffectedPerson& person);

/// How often one thing happens under each version, and for how many people its day changes: one
/// who gets a letter later twice counts once.
struct DiffCount {
  std::int64_t live = 0;
  std::int64_t draft = 0;
  std::int64_t sooner = 0;
  std::int64_t later = 0;
  std::int64_t no_longer = 0;
  std::int64_t added = 0;
};

/// State today, and at the end of the days looked at under each version; "" is no case.
struct StateWay {
  std::string now;
  std::string live;
  std::string draft;
  friend auto operator<=>(const StateWay&, const StateWay&) = default;
};

/// What a draft would do to the whole caseload.
struct CaseloadDiff {
  DefinitionKey live;
  DefinitionKey draft;
  Date on{1900, 1, 1};
  int days = 0;
  std::int64_t cases = 0;     ///< open cases of the workflow
  std::int64_t accounts = 0;  ///< others, for which a case may be opened
  std::int64_t left_out = 0;  ///< not tied to their postings, or not in the latest file
  std::int64_t affected = 0;  ///< people
  std::int64_t unmapped = 0;  ///< cases whose state the draft does not have
  std::int64_t against_law_live = 0;
  std::int64_t against_law_draft = 0;
  bool whole = true;  ///< false: it was stopped before the last account
  std::map<std::pair<SimulatedChange::Kind, std::string>, DiffCount> counts;
  std::map<StateWay, std::int64_t> ways;  ///< cases, open or opened on the way
};
Json to_json(const CaseloadDiff& diff);

/// What to compare. Both definitions and both books must outlive the comparison.
struct CaseloadAsked {
  const Definition& live;
  const RuleBook& live_rules;
  const Definition& draft;
  const RuleBook& draft_rules;
  Supposed supposed;
};

/// A landlord's book with some of his settings supposed to be otherwise. `book` must outlive it.
class SupposedSettings final : public RuleBook {
 public:
  /// `settings` as "letter_2_weeks=3", parted by commas. Problem: a name that is no setting, or a
  /// value that does not read as its unit.
  static Result<std::unique_ptr<SupposedSettings>> read(const RuleBook& book,
                                                        const std::string& settings);

  std::optional<ValueType> type_of(RuleKind kind, std::string_view id) const override;
  RuleValue value_on(RuleKind kind, std::string_view id, Date on) const override;
  std::vector<std::string> ids(RuleKind kind) const override;
  Date plus_working_days(std::string_view calendar, Date from, int count) const override;
  Date leaving_clear_days(std::string_view calendar, Date from, int count) const override;

 private:
  explicit SupposedSettings(const RuleBook& book) : book_(book) {}

  const RuleBook& book_;
  std::map<std::string, Value, std::less<>> values_;
};

using TakePerson = std::function<void(const AffectedPerson&)>;
/// Called after each piece of the work, with how far it is; false stops it.
using GoOn = std::function<bool(std::int64_t done, std::int64_t of)>;

/// See Casework::compare_caseload.
CaseloadDiff compare_caseload(const CaseworkParts& parts,
                              const CaseloadAsked& asked,
                              const TakePerson& take,
                              const GoOn& go_on);

}  // namespace lintel
