#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "server/commands/commands.h"
#include "server/system_clock.h"

int main(int count, char** words) {
  std::signal(SIGPIPE,
              SIG_IGN);  // a closed pipe is an error of writing, not the end of the program
  const lintel::SystemClock clock;
  lintel::CommandContext context{.config = "config",
                                 .database_url = "",
                                 .in = std::cin,
                                 .out = std::cout,
                                 .err = std::cerr,
                                 .clock = clock,
                                 .progress = ::isatty(STDERR_FILENO) == 1};
  try {
    const int status =
        lintel::run_program(std::vector<std::string>(words + 1, words + count), context);
    std::cout.flush();
    if (!std::cout) throw std::runtime_error("The answer could not be written to standard output.");
    return status;
  } catch (const std::exception& fault) {
    std::cerr << "A fault: " << fault.what() << "\n";
    return static_cast<int>(lintel::Exit::fault);
  }
}
