#pragma once

#include <optional>

#include "domain/date.h"
#include "domain/law/law.h"
#include "domain/rent_account.h"

namespace lintel {

/// When the periods of a periodic tenancy begin.
struct RentPeriods {
  RentFrequency frequency = RentFrequency::weekly;
  std::optional<Weekday> start_weekday;  ///< of weekly, fortnightly and four-weekly periods
  std::optional<unsigned> start_day;     ///< of the month, 1 to 31, of monthly periods
};

/// The first day of the first period that begins on `day` or later. `start` is the tenancy's first
/// day, which shows the weeks in which longer periods begin. Manual: what is needed is not known,
/// or the periods are quarters or years.
Placed<Date> period_start_on_or_after(Date day,
                                      std::optional<Date> start,
                                      const RentPeriods& periods);

}  // namespace lintel
