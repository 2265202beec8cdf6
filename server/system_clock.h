#pragma once

#include <optional>

#include "domain/instant.h"

namespace lintel {

/// The machine's clock. The only place where the time is read.
class SystemClock : public Clock {
 public:
  Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
  }
};

/// A clock set to a moment, which runs on from there: for demonstrations.
class ShiftedClock : public Clock {
 public:
  ShiftedClock(const Clock& real, Instant set_to) : real_(real), shift_(set_to - real.now()) {}
  Instant now() const override { return real_.now() + shift_; }

 private:
  const Clock& real_;
  std::chrono::milliseconds shift_;
};

}  // namespace lintel
