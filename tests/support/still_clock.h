#pragma once

#include "domain/instant.h"

namespace lintel {

/// Nine in the morning of the demonstration's day, for as long as a test lasts.
class StillClock : public Clock {
 public:
  Instant now() const override { return london_time(Date{2026, 11, 23}, 9, 0); }
};

}  // namespace lintel
