#include "server/commands/commands.h"

namespace lintel {

// To add a command: write server/commands/NAME_command.cc, declare its maker in commands.h, and
// give it a line here.
std::vector<Command> all_commands() {
  return {
      serve_command(),
      migrate_command(),
      user_command(),
  };
}

}  // namespace lintel
