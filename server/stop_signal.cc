#include "server/stop_signal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace lintel {
namespace {

// A signal's handler may do next to nothing: it writes one byte here.
volatile std::sig_atomic_t write_end = -1;

void note(int) {
  const int kept = errno;
  const char byte = 1;
  if (::write(write_end, &byte, 1) < 0) ::_exit(3);
  errno = kept;
}

}  // namespace

StopSignal::StopSignal() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    throw std::runtime_error("No pipe could be opened to catch signals.");
  read_end_ = ends[0];
  write_end = ends[1];
  std::signal(SIGTERM, note);
  std::signal(SIGINT, note);
}

StopSignal::~StopSignal() {
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
  ::close(read_end_);
  ::close(write_end);
}

void StopSignal::wait() {
  char byte = 0;
  while (::read(read_end_, &byte, 1) < 0 && errno == EINTR) continue;
}

}  // namespace lintel
