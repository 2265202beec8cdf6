#pragma once

#include <string>
#include <vector>

#include "server/commands/command.h"

namespace lintel {

/// Every command, in the order in which `lintel help` lists them (commands.cc).
std::vector<Command> all_commands();

// Each is made in its own file, server/commands/NAME_command.cc.
Command serve_command();
Command migrate_command();
Command import_command();
Command run_arrears_command();  // run_command.cc
Command tick_command();
Command demo_command();
Command estate_command();
Command law_command();
Command law_report_commencement_command();  // law_report_command.cc
Command law_report_recompute_command();
Command decide_command();
Command check_command();
Command diagram_command();
Command scenario_command();
Command config_export_command();
Command policy_migrate_command();
Command policy_move_back_command();
Command hold_put_command();  // and hold_lift_command(): hold_command.cc
Command hold_lift_command();
Command render_command();  // and gallery_command(): render_command.cc
Command gallery_command();
Command audit_verify_command();  // audit_command.cc
Command bench_command();
Command simulate_command();
Command user_add_command();  // all of these: user_commands.cc
Command user_disable_command();
Command user_enable_command();
Command user_list_command();
Command user_password_command();
Command user_revoke_command();
Command user_roles_command();
Command user_token_command();

/// Runs `words` (without the program's name) and returns the exit status. Takes --config and
/// --database wherever they stand. Lets exceptions through: main() is where faults are caught.
int run_program(const std::vector<std::string>& words, CommandContext& context);

}  // namespace lintel
