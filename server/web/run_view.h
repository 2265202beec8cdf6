#pragma once

#include <string>

#include "server/casework/run_ledger.h"
#include "server/http/request.h"
#include "server/web/view.h"

namespace lintel {

/// "/runs/01m83ftsr0x4fyt195nvgaxnr5"
std::string run_address(RunId id);
/// One run as the list of runs shows it.
View run_row(const RunSummary& run);
/// How far a run is.
View progress_view(const RunSummary& run);
/// The filter that the address of a ledger says.
RunFilter read_run_filter(const Request& request);
/// The whole ledger: sums against the file, what was done, what was left alone and why, accounts.
View ledger_view(const RunLedger& ledger, const RunFilter& filter);

}  // namespace lintel
