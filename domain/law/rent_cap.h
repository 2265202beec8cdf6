#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/law.h"
#include "domain/money.h"
#include "domain/percent.h"

namespace lintel {

/// How far an existing social rent may rise in a rent year.
struct RentCap {
  Money maximum;  ///< a week; rounded down to the penny
  /// In Wales one home's rent may rise this far while rents as a whole keep to the limit.
  std::optional<Money> maximum_one_home;
  std::vector<std::string> steps;  ///< the sum in words
  std::vector<RuleUsed> rules;
};

/// The most that `rent` a week may become in the rent year that begins on `year_from`.
/// `formula_rent` of that year where the home has one; `cpi`: the rise in consumer prices to the
/// September before, for a year whose limit is not known. Manual: the limit is neither known nor
/// given (is_unknown), the two do not agree, the rent is above formula already, or Ministers
/// decide. RNT-01 to RNT-06, RNT-18 to RNT-21; Rent Standard 2026; Welsh standard 2026-2036.
Placed<RentCap> rent_cap(const LawBook& law,
                         Date year_from,
                         Money rent,
                         std::optional<Money> formula_rent,
                         Jurisdiction jurisdiction,
                         std::optional<Percent> cpi);

}  // namespace lintel
