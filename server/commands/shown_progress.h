#pragma once

#include "server/casework/run_ledger.h"
#include "server/commands/command.h"

namespace lintel {

/// Shows "accounts 12,400 of 100,000" on one line of the terminal, a few times a second; nothing in
/// a pipe. The line is ended when the work is done.
Progress shown_progress(CommandContext& context, const std::string& what);

}  // namespace lintel
