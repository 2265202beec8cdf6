#include "domain/law/rent_periods.h"

#include <algorithm>

namespace lintel {
namespace {

constexpr int kDaysInAWeek = 7;

tl::unexpected<Manual> not_known(const char* because) {
  return tl::unexpected(Manual{because});
}

Date on_weekday_or_after(Date day, Weekday weekday) {
  const int ahead = static_cast<int>(weekday) - static_cast<int>(day.weekday());
  return day.plus_days(ahead < 0 ? ahead + kDaysInAWeek : ahead);
}

Date first_of_month_period(int year, unsigned month, unsigned start_day) {
  const Date first{year, month, 1};
  return std::min(first.plus_days(static_cast<int>(start_day) - 1),
                  first.plus_months(1).plus_days(-1));
}

}  // namespace

Placed<Date> period_start_on_or_after(Date day,
                                      std::optional<Date> start,
                                      const RentPeriods& periods) {
  switch (periods.frequency) {
    case RentFrequency::weekly:
      if (!periods.start_weekday)
        return not_known("the day of the week on which rent weeks begin is not given");
      return on_weekday_or_after(day, *periods.start_weekday);
    case RentFrequency::fortnightly:
    case RentFrequency::four_weekly: {
      // Which week begins a period follows from the tenancy's own first day, if that day began one.
      if (!start || !periods.start_weekday || start->weekday() != *periods.start_weekday ||
          *start > day) {
        return not_known(
            "which weeks begin a rent period is not known: the tenancy's start does not show it");
      }
      const int length = kDaysInAWeek * (periods.frequency == RentFrequency::fortnightly ? 2 : 4);
      const int past = days_between(*start, day) % length;
      return past == 0 ? day : day.plus_days(length - past);
    }
    case RentFrequency::monthly: {
      if (!periods.start_day)
        return not_known("the day of the month on which rent months begin is not given");
      const Date this_month = first_of_month_period(day.year(), day.month(), *periods.start_day);
      if (this_month >= day) return this_month;
      const Date next = Date{day.year(), day.month(), 1}.plus_months(1);
      return first_of_month_period(next.year(), next.month(), *periods.start_day);
    }
    case RentFrequency::quarterly:
    case RentFrequency::yearly:
      break;
  }
  return not_known("a notice to quit a quarterly or yearly tenancy is dated by hand");
}

}  // namespace lintel
