#pragma once

namespace lintel {

/// Catches SIGTERM and SIGINT for as long as it lives. One at a time in a program.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  /// Returns once the program has been asked to stop.
  void wait();

 private:
  int read_end_ = -1;
};

}  // namespace lintel
