#pragma once

#include "server/casework/casework_parts.h"
#include "server/casework/run_ledger.h"
#include "storage/run_store.h"

namespace lintel {

inline constexpr const char* kArrearsRun = "arrears";

/// What is known of a run beside its lines: the file that it must tie to, and what it made.
struct RunFigures {
  RunSums file;
  Date file_as_of{1900, 1, 1};
  std::string file_name;
  std::string policy;
  std::int64_t documents = 0;
};
void keep_figures(Connection& connection, RunId id, const RunFigures& figures, Instant at);
/// As the latest rent file that is not of a later day says; nothing when there is none.
std::optional<RunFigures> figures_of_file(Connection& connection, Date on);

RunSummary summary_of(const Workflows& workflows, Connection& connection, const Run& run);
LineOutcome outcome_of(RunOutcome outcome);
RunOutcome stored_outcome(LineOutcome outcome);

}  // namespace lintel
