#include "server/commands/password_prompt.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <string>

namespace lintel {
namespace {

/// Keeps the terminal from showing what is typed.
class Hidden {
 public:
  Hidden() {
    ::tcgetattr(STDIN_FILENO, &before_);
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
  }
  ~Hidden() { ::tcsetattr(STDIN_FILENO, TCSANOW, &before_); }
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;

 private:
  termios before_{};
};

std::string ask(CommandContext& context, std::string_view prompt) {
  context.err << prompt << std::flush;
  std::string typed;
  {
    const Hidden hidden;
    std::getline(context.in, typed);
  }
  context.err << "\n";
  return typed;
}

}  // namespace

Result<std::string> ask_password(CommandContext& context) {
  const bool terminal = &context.in == &std::cin && ::isatty(STDIN_FILENO) == 1;
  std::string password;
  if (terminal) {
    password = ask(context, "Password: ");
    if (ask(context, "The same again: ") != password)
      return problem("the two passwords differ", "Try again.");
  } else {
    std::getline(context.in, password);
    if (password.ends_with('\r')) password.pop_back();
  }
  if (password.empty())
    return problem("no password was given", "Type it, or give it on standard input.");
  return password;
}

}  // namespace lintel
