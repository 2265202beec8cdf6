#pragma once

#include <string>
#include <vector>

#include "domain/law/law.h"
#include "domain/money.h"

namespace lintel {

struct UcMonthly {
  Money monthly;       ///< to the penny, half a penny upwards
  std::string method;  ///< "£112.40 × 52 ÷ 12"
  std::vector<RuleUsed> rules;
};

/// Weekly rent as Universal Credit counts it by the month: the weeks of a year that are charged,
/// spread over its months, however many rent weeks the year has. Manual: more weeks are free than a
/// year has. RNT-16 to RNT-16B; SI 2013/376 Sch 4 para 7.
Placed<UcMonthly> uc_monthly(const LawBook& law, Date on, Money weekly_rent, int rent_free_weeks);

}  // namespace lintel
