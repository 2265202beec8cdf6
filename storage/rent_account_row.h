#pragma once

#include "domain/rent_account.h"
#include "storage/row.h"

namespace lintel {

/// id, tenancy_id, payment_reference, kind, rent_amount, rent_frequency, benefit, payment_method,
/// opening_balance, as_of, ties, balance, last_payment_on, last_payment, paid_in_28_days,
/// expected_income, weeks_of_ledger of rent_account, in that order.
RentAccount take_account(Row& row);

}  // namespace lintel
