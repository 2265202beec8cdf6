#pragma once

#include <string>

#include "domain/result.h"
#include "server/commands/command.h"

namespace lintel {

/// A password from the terminal (asked twice, not shown) or the first line of standard input.
/// Never an argument: those can be read by everybody on the machine.
Result<std::string> ask_password(CommandContext& context);

}  // namespace lintel
