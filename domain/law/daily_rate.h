#pragma once

#include <string>
#include <vector>

#include "domain/law/law.h"
#include "domain/money.h"
#include "domain/rent_account.h"

namespace lintel {

struct DailyRate {
  Money daily;         ///< to the penny, half a penny upwards
  std::string method;  ///< "weekly rent ÷ 7"
  std::vector<RuleUsed> rules;
};

/// The rent for one day, as the court's own service reckons it. CRT-08 to CRT-11.
Placed<DailyRate> daily_rate(const LawBook& law, Date on, const Rent& rent);

}  // namespace lintel
