#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/rent_file_layout.h"
#include "domain/date.h"
#include "domain/money.h"
#include "domain/person.h"
#include "domain/result.h"

namespace lintel {

/// Whether a layout may use this shape: dd, mm, MON, yyyy and yy, each once, and anything between.
bool is_date_shape(std::string_view shape);

/// A date in the first of the shapes that fits the whole text. Two figures of a year count from
/// `two_digit_years_from`: of 1950, "50" is 1950 and "49" is 2049.
/// Problem: "\"31/02/2019\" is not a date".
Result<Date> read_date(std::string_view text,
                       const std::vector<std::string>& shapes,
                       int two_digit_years_from);

/// An amount as the style writes it. Problem: "\"1284.1.6\" is not money"; no rent is over
/// £100,000,000.
Result<Money> read_money(std::string_view text, MoneyShape shape);

/// One name. A single word is a surname with no forename.
PersonName read_name(std::string_view text, NameShape shape);

}  // namespace lintel
