#pragma once

#include <vector>

#include "domain/agreement.h"
#include "domain/date.h"
#include "domain/money.h"
#include "domain/rent_account.h"

namespace lintel {

/// The day of the agreement's n-th payment after the first; n = 0 is the first.
Date payment_day(const Agreement& agreement, int n);

/// The rent that falls due from one payment of the agreement to the next, to the penny.
Money rent_between_payments(const Agreement& agreement, const Rent& rent);

/// How many payments clear the arrears, the last of them perhaps smaller. 0 when the instalment is
/// nothing: then they are never cleared.
int payments_to_clear(const Agreement& agreement);

struct PaymentDue {
  Date on{1900, 1, 1};
  Money amount;  ///< rent and instalment together
};
/// The first `count` payments, fewer when the arrears are cleared before.
std::vector<PaymentDue> payment_schedule(const Agreement& agreement, const Rent& rent, int count);

}  // namespace lintel
