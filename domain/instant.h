#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "domain/date.h"

namespace lintel {

/// A moment in UTC, to the millisecond. For logs, audit rows, sessions and jobs: rules take a Date.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// "2026-11-23T05:42:00.000Z"; this spelling sorts as time does.
std::string to_iso(Instant at);
Result<Instant> parse_instant(std::string_view iso);

/// The civil day in London at that moment, by the rule of the Summer Time Act 1972 s.1 as amended
/// by SI 2002/262: summer time from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last
/// Sunday of October.
Date london_day(Instant at);
/// "23 Nov 2026, 05:42" in London time, as screens say it.
std::string london_words(Instant at);
/// The moment at which a London civil day has this time of day.
Instant london_time(Date day, int hour, int minute);

/// The outside world's clock, handed to the shell. Nothing below server/ holds one.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  Date today() const { return london_day(now()); }
};

}  // namespace lintel
