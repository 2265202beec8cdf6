#include "server/commands/commands.h"

namespace lintel {

// To add a command: write server/commands/NAME_command.cc, declare its maker in commands.h, and
// give it a line here.
std::vector<Command> all_commands() {
  return {
      demo_command(),
      serve_command(),
      migrate_command(),
      import_command(),
      run_arrears_command(),
      tick_command(),
      estate_command(),
      law_command(),
      decide_command(),
      check_command(),
      diagram_command(),
      scenario_command(),
      config_export_command(),
      policy_migrate_command(),
      policy_move_back_command(),
      hold_put_command(),
      hold_lift_command(),
      render_command(),
      gallery_command(),
      bench_command(),
      user_add_command(),
      user_list_command(),
      user_roles_command(),
      user_disable_command(),
      user_enable_command(),
      user_password_command(),
      user_token_command(),
      user_revoke_command(),
      law_report_commencement_command(),
      law_report_recompute_command(),
      audit_verify_command(),
      simulate_command(),
  };
}

}  // namespace lintel
