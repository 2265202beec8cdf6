#pragma once

#include <vector>

#include "domain/law/regime.h"
#include "domain/money.h"
#include "domain/rent_account.h"

namespace lintel {

struct Ground8Answer {
  bool met = false;
  Money threshold;  ///< equality meets it
  Money counted;    ///< what the Act counts of what is unpaid
  Money shortfall;  ///< what is wanting; nothing when met
  std::vector<RuleUsed> rules;
};

/// Housing Act 1988 Sch 2 Ground 8 on one day; the Act asks it at service and at the hearing. Of a
/// Welsh standard or introductory contract: serious arrears, Renting Homes (Wales) Act 2016 s.181.
///
/// `rent_unpaid` is rent lawfully due and unpaid, gross of late benefit, without costs, recharges
/// or former accounts. `uc_pending` is what is unpaid only because a Universal Credit housing award
/// has not yet been paid; the Renters' Rights Act leaves it out, the older text does not.
Placed<Ground8Answer> ground8(const LawBook& law,
                              Date on,
                              const Letting& letting,
                              const Rent& rent,
                              Money rent_unpaid,
                              Money uc_pending = {});

}  // namespace lintel
