#pragma once

#include <optional>
#include <string_view>

#include "domain/date.h"
#include "workflows/rule_values.h"
#include "workflows/value.h"

// The units in which a definition counts time. Each ends on its own day, so each is a type of its
// own: adding or comparing two of them is refused when the definition is read. The counts
// themselves are those of domain/counting.h and the calendar; there is no other.
//
//   14 days                    the day 14 days later
//   2 weeks, 6 months          the same weekday, the corresponding date (CNT-07)
//   5 working days             the fifth working day after
//   14 clear days              14 whole days between; short periods in working days (CNT-01,
//   CNT-02) 2 weeks from service       the day of service is not counted (CNT-04, CNT-09) 6 months
//   beginning with    the first day is counted (CNT-04b, CNT-08)

namespace lintel {

/// "weeks from service", or of one "week from service".
std::string_view length_words(ValueType unit, bool one = false);

/// days, weeks or months, which may be counted from service or beginning with a day.
bool is_plain_length(ValueType unit);
/// The unit counted from service; none when it is not a plain one.
std::optional<ValueType> from_service(ValueType unit);
bool is_from_service(ValueType unit);
/// The unit counted beginning with a day; none when it is not a plain one.
std::optional<ValueType> beginning_with(ValueType unit);
bool is_beginning_with(ValueType unit);

/// The day on which `count` of that unit, counted from `day`, ends. `count` may be below 0 of plain
/// units, working days and clear days. Throws std::out_of_range past the days that the calendar
/// knows.
Date end_of_length(
    Date day, ValueType unit, int count, const RuleBook& book, std::string_view calendar);

/// How many days `count` of that unit may reach at the most: for staying within the range of Date.
std::int64_t reach_in_days(ValueType unit, std::int64_t count);

}  // namespace lintel
