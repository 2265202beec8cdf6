#pragma once

#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/money.h"
#include "domain/tenancy.h"
#include "storage/connection.h"

namespace lintel {

enum class RunState { running, finished, stopped, failed };
std::string_view to_string(RunState state);
Result<RunState> parse_run_state(std::string_view text);

/// What became of one account in a run. Every account has exactly one. not_in_file: the latest rent
/// file no longer has it, so that nothing is known of it today.
enum class RunOutcome { acted, left_alone, held, failed, not_in_file };
inline constexpr std::size_t kRunOutcomes = 5;
std::string_view to_string(RunOutcome outcome);
Result<RunOutcome> parse_run_outcome(std::string_view text);

struct RunTotal {
  std::int64_t accounts = 0;
  Money balance;
};

struct Run {
  RunId id;
  std::string name;  ///< "arrears"
  Date on{1900, 1, 1};
  Instant began{};
  std::optional<Instant> ended;
  std::string by;
  RunState state = RunState::running;
  std::int64_t expected = 0;  ///< accounts to decide, known at the start
  std::int64_t decided = 0;   ///< so far: progress
  std::array<RunTotal, kRunOutcomes>
      totals{};         ///< by RunOutcome; all but not_in_file add up to the file's
  std::string because;  ///< of a failure or a stop
};

/// One account's line of the run ledger.
struct RunDecision {
  RentAccountId account_id;
  CaseId case_id;  ///< nil when it has none
  RunOutcome outcome = RunOutcome::left_alone;
  std::string from;
  std::string to;
  std::string rule;     ///< the branch that acted, or the one that decided against
  std::string because;  ///< one sentence
  std::string law;
  std::string runner_up;  ///< the branch that would have acted next, and what it lacked
  std::string detail;     ///< canonical JSON of the whole decision; may be ""
  Money balance;
  int weeks_tenths = 0;  ///< weeks owed, in tenths
};

/// The same as a page shows it.
struct RunLedgerRow {
  RunDecision decision;
  std::string reference;  ///< the tenancy's
  std::string payment_reference;
  std::string tenants;  ///< all names in order, "Daniel Okafor and Ama Okafor"
  Address address;
  std::string patch;
};

struct RunLedgerFilter {
  std::optional<RunOutcome> outcome{};
  std::string rule{};
  std::set<std::string> patches{};
  std::string search{};  ///< words of name, address or reference
};

struct RuleCount {
  RunOutcome outcome = RunOutcome::left_alone;
  std::string rule;
  std::int64_t accounts = 0;
  Money balance;
};

/// The accounts of one outcome, those that owe apart from those in credit.
struct RunSplit {
  std::int64_t accounts = 0;
  Money owed;
  Money in_credit;  ///< as a negative sum
};

class RunStore {
 public:
  explicit RunStore(Connection& connection) : connection_(connection) {}

  void begin(const Run& run);
  /// Adds lines to the ledger and to the run's progress and totals. A line that is there already is
  /// left alone and counted once. At most 1,000 to one write(); in order of account.
  void decide(RunId id, std::span<const RunDecision> decisions);
  void finish(RunId id, RunState state, Instant at, const std::string& because = "");

  std::optional<Run> find(RunId id) const;
  /// The finished run of that name and day, if there is one; else the newest unfinished.
  std::optional<Run> find(const std::string& name, Date on) const;
  std::vector<Run> latest(int limit) const;
  /// The last account in the ledger: where an interrupted run goes on.
  RentAccountId last_decided(RunId id) const;

  /// A page of the ledger after an account (nil: from the start), in order of account.
  std::vector<RunLedgerRow> ledger(RunId id,
                                   const RunLedgerFilter& filter,
                                   RentAccountId after,
                                   int limit) const;
  /// How many lines the filter lets through, over all pages.
  std::int64_t count(RunId id, const RunLedgerFilter& filter) const;
  std::vector<RuleCount> rule_counts(RunId id) const;
  /// By RunOutcome.
  std::array<RunSplit, kRunOutcomes> splits(RunId id) const;
  /// The newest finished run's line about an account: "why nothing".
  std::optional<std::pair<Run, RunDecision>> latest_about(RentAccountId id) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
