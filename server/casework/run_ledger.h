#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/date.h"
#include "domain/decision.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/money.h"

namespace lintel {

/// What a run did with one account. Every account has exactly one. not_in_file: the latest rent
/// file no longer has it, so that nothing is done on what was known before.
enum class LineOutcome { acted_on, left_alone, held, failed, not_in_file };
inline constexpr std::array kLineOutcomes = {LineOutcome::acted_on,
                                             LineOutcome::left_alone,
                                             LineOutcome::held,
                                             LineOutcome::failed,
                                             LineOutcome::not_in_file};
std::string_view to_string(LineOutcome outcome);  ///< "acted_on"
std::string_view line_outcome_label(LineOutcome outcome);
Result<LineOutcome> parse_line_outcome(std::string_view text);

/// A column of sums of the ledger.
struct RunSums {
  std::int64_t accounts = 0;
  Money owed;       ///< of those that owe
  Money in_credit;  ///< of those in credit, as a negative sum
  Money net() const { return owed + in_credit; }
  void add(Money balance);
  friend bool operator==(const RunSums&, const RunSums&) = default;
};

/// One line of the two lists beside the sums: "Letter 1", 251 accounts.
struct RunCount {
  LineOutcome outcome = LineOutcome::left_alone;
  std::string rule;   ///< what RunFilter::rule takes
  std::string label;  ///< "Letter 1", "Clear or in credit"
  std::int64_t accounts = 0;
  Money net;
};

/// The head of a run.
struct RunSummary {
  RunId id;
  Date on{1900, 1, 1};
  Instant started{};
  std::optional<Instant> ended;  ///< none while it runs
  std::int64_t done = 0;         ///< accounts decided so far
  std::int64_t of = 0;
  bool dry = false;
  bool repeated = false;  ///< this day had been run before: nothing changed
  RunSums acted_on, left_alone, held, failed;
  RunSums not_in_file;           ///< accounts that the file no longer has, with what was last known
  RunSums file;                  ///< as the rent file says
  std::vector<RunCount> counts;  ///< largest first
  std::int64_t documents = 0;    ///< made by this run
  std::string file_name;         ///< of the latest rent file
  std::string policy;            ///< "arrears_assured 2026.1, arrears_secure 2026.1"

  RunSums all() const;  ///< of the accounts that are in the file
  bool ties() const { return all() == file; }
};

/// One account's line of the ledger.
struct RunLine {
  std::string reference;  ///< of the tenancy
  std::string names;
  std::string address;
  std::string patch;
  Money balance;
  std::int64_t weeks_owed_tenths = 0;
  LineOutcome outcome = LineOutcome::left_alone;
  std::string label;  ///< "Letter 1", "Clear or in credit"
  std::string rule;   ///< "reminded.no_answer", or "" when none acted
  std::string because;
  std::string runner_up;  ///< rule of the branch that came next, or ""
  std::string lacked;     ///< what it lacked
};

struct RunFilter {
  std::optional<LineOutcome> outcome;
  std::string rule;               ///< one line of counts
  std::string text;               ///< part of a name, address or reference
  std::set<std::string> patches;  ///< only accounts of these; empty: of the whole landlord
  std::string cursor;
  int limit = 50;
};

struct RunLedger {
  RunSummary run;
  std::vector<RunLine> lines;  ///< in order of tenancy reference
  std::int64_t matching = 0;
  std::string next;  ///< "" on the last page
};

/// Called now and then by long work: how many are done, of how many (0: not yet known).
using Progress = std::function<void(std::int64_t done, std::int64_t of)>;

/// The summary as `lintel run arrears` and the API print it.
Json to_json(const RunSummary& run);
Json to_json(const RunLine& line);

}  // namespace lintel
