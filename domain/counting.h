#pragma once

#include "domain/calendar.h"
#include "domain/date.h"

// The law counts time in ways that differ by a day, and a day loses a claim. Each way has its own
// function here, named by the words of the statute. None knows a length: those are values of law.

namespace lintel {

/// "n weeks from the date of service": that date is not counted, and the weeks end at midnight at
/// the end of the answer. CNT-04; Housing Act 1988 s.8(4B).
Date last_day_of_weeks_from(Date day, int weeks);

/// "n weeks beginning with the date of service": that date is the first day. CNT-04b, CNT-08.
Date last_day_of_weeks_beginning_with(Date day, int weeks);

/// "n days beginning with": the date is the first day. CNT-08.
Date last_day_of_days_beginning_with(Date day, int days);

/// "n days after": the date is not counted, and the answer is the nth day after it. CNT-09.
Date last_day_of_days_from(Date day, int days);

/// "n years from": the corresponding date, or the month's last day where there is none. CNT-09.
Date last_day_of_years_from(Date day, int years);

/// The first day that leaves `days` clear days between `event` and itself. CNT-01; CPR 2.8(2)-(3).
Date first_day_after_clear_days(Date event, int days);

/// "n months from": the corresponding date, or the month's last day where there is none. CNT-07,
/// CNT-09; Dodds v Walker [1981] 1 WLR 1027.
Date last_day_of_months_from(Date day, int months);

/// "n months beginning with": the day before the corresponding date, or the month's last day where
/// there is no corresponding date. CNT-08.
Date last_day_of_months_beginning_with(Date day, int months);

/// The latest day on which something may be done so that `days` clear days lie between it and the
/// event. Neither of the two days counts; where `days` is `short_period_most` or less only working
/// days count. CNT-01, CNT-02; CPR 2.8(2)-(4).
Result<Date> latest_day_leaving_clear_days(const Calendar& calendar,
                                           Date event,
                                           int days,
                                           int short_period_most);

/// The earliest day on which the event may be so that `days` clear days lie between it and `day`.
/// Counted as the latest is: CNT-01, CNT-02; CPR 2.8(2)-(4).
Result<Date> earliest_day_leaving_clear_days(const Calendar& calendar,
                                             Date day,
                                             int days,
                                             int short_period_most);

}  // namespace lintel
