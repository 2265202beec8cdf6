#include "domain/counting.h"

#include <cassert>

namespace lintel {
namespace {

constexpr int kDaysInAWeek = 7;
constexpr int kMonthsInAYear = 12;

/// The nearest day with `days` clear days between it and `from`: after it for a step of 1, before
/// it for a step of -1.
Result<Date> day_beyond_clear_days(
    const Calendar& calendar, Date from, int days, int short_period_most, int step) {
  assert(days >= 0);
  if (days > short_period_most) return from.plus_days(step * (days + 1));
  Date day = from;
  for (int left = days; left > 0;) {
    day = day.plus_days(step);
    const Result<bool> counts = calendar.is_working_day(day);
    if (!counts) return tl::unexpected(counts.error());
    if (*counts) --left;
  }
  return day.plus_days(step);
}

}  // namespace

Date last_day_of_weeks_from(Date day, int weeks) {
  return day.plus_days(kDaysInAWeek * weeks);
}

Date last_day_of_weeks_beginning_with(Date day, int weeks) {
  return day.plus_days(kDaysInAWeek * weeks - 1);
}

Date last_day_of_days_beginning_with(Date day, int days) {
  return day.plus_days(days - 1);
}

Date last_day_of_days_from(Date day, int days) {
  return day.plus_days(days);
}

Date last_day_of_years_from(Date day, int years) {
  return day.plus_months(kMonthsInAYear * years);
}

Date first_day_after_clear_days(Date event, int days) {
  return event.plus_days(days + 1);
}

Date last_day_of_months_from(Date day, int months) {
  return day.plus_months(months);
}

Date last_day_of_months_beginning_with(Date day, int months) {
  const Date corresponding = day.plus_months(months);
  const bool exists = corresponding.day() == day.day();
  return exists ? corresponding.plus_days(-1) : corresponding;
}

Result<Date> latest_day_leaving_clear_days(const Calendar& calendar,
                                           Date event,
                                           int days,
                                           int short_period_most) {
  return day_beyond_clear_days(calendar, event, days, short_period_most, -1);
}

Result<Date> earliest_day_leaving_clear_days(const Calendar& calendar,
                                             Date day,
                                             int days,
                                             int short_period_most) {
  return day_beyond_clear_days(calendar, day, days, short_period_most, 1);
}

}  // namespace lintel
