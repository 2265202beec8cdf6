#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "workflows/definition.h"

namespace lintel {

/// A rent account as days go by, for a story and for what-if: what is owed now, and what is charged
/// and paid on each day after. Only what the rent_account.* facts of a workflow ask.
///
/// Weeks owed count in whole tenths, rounded down, as the office counts them. Income that is
/// expected is taken off what may be asked for while something is owed.
struct AccountAhead {
  Date from{1900, 1, 1};         ///< the morning of which `balance` speaks
  std::optional<Money> balance;  ///< none: not known, and nothing that leans on it is
  Money expected_income;
  std::optional<Money> weekly_rent;
  std::optional<Weekday> rent_day;  ///< a week's rent is charged on each of these after `from`
  std::vector<std::pair<Date, Money>> charges;   ///< beside the rent day's
  std::vector<std::pair<Date, Money>> payments;  ///< positive sums; earlier ones count in 28 days

  std::optional<Money> balance_on(Date day) const;
  /// Received in the 28 days that end with that day.
  Money paid_in_28_days(Date day) const;
  /// The value of that source on that day; unknown for one that an account cannot say.
  Value value(std::string_view source, Date day) const;
};

}  // namespace lintel
