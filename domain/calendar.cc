#include "domain/calendar.h"

namespace lintel {

Result<bool> Calendar::is_working_day(Date day) const {
  if (day < first_ || day > last_) {
    return problem("the bank holidays of " + day.to_words() + " are not known",
                   "The calendar " + name_ + " runs from " + first_.to_iso() + " to " +
                       last_.to_iso() + "; add the year to it.");
  }
  const Weekday weekday = day.weekday();
  return weekday != Weekday::saturday && weekday != Weekday::sunday && !holidays_.contains(day);
}

Result<Date> Calendar::working_day_on_or_after(Date day) const {
  for (;; day = day.plus_days(1)) {
    const Result<bool> open = is_working_day(day);
    if (!open) return tl::unexpected(open.error());
    if (*open) return day;
  }
}

Result<Date> Calendar::working_day_on_or_before(Date day) const {
  for (;; day = day.plus_days(-1)) {
    const Result<bool> open = is_working_day(day);
    if (!open) return tl::unexpected(open.error());
    if (*open) return day;
  }
}

Result<Date> Calendar::working_day_after(Date day, int n) const {
  const int direction = n < 0 ? -1 : 1;
  for (int left = n < 0 ? -n : n; left > 0;) {
    day = day.plus_days(direction);
    const Result<bool> open = is_working_day(day);
    if (!open) return tl::unexpected(open.error());
    if (*open) --left;
  }
  return day;
}

Result<int> Calendar::working_days_between(Date from, Date to) const {
  const bool forward = from <= to;
  int count = 0;
  for (Date day = forward ? from : to; day < (forward ? to : from);) {
    day = day.plus_days(1);
    const Result<bool> open = is_working_day(day);
    if (!open) return tl::unexpected(open.error());
    if (*open) ++count;
  }
  return forward ? count : -count;
}

}  // namespace lintel
