#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/law.h"

namespace lintel {

/// How far the court may put off possession when it makes an order.
struct PossessionDates {
  std::optional<Date> latest;           ///< none: the statute sets no limit on such an order
  std::optional<Date> latest_hardship;  ///< the same for exceptional hardship
  bool suspendable = false;             ///< the court may suspend it or put off its date on terms
  std::string because;
  std::vector<RuleUsed> rules;
};

/// `mandatory`: the court had no discretion to refuse (Ground 8, section 21, introductory).
/// CRT-12 to CRT-15; Housing Act 1980 s.89.
Placed<PossessionDates> possession_dates(const LawBook& law, Date order_made, bool mandatory);

}  // namespace lintel
