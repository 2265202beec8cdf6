#pragma once

#include <span>
#include <string_view>

#include "domain/rent_account.h"

namespace lintel {

/// What a decision needs of a ledger, read from its newer postings (in order of day) as at `as_of`.
/// `before` is what was known of the older ones; its last payment stands when no newer one is seen.
AccountSummary summary_of(const RentAccount& account,
                          std::span<const Posting> recent,
                          Date as_of,
                          const AccountSummary& before);

/// Benefit, managed payments and direct debits that their own rhythm says are on their way: at most
/// what has been charged since the last of them, and nothing once one is late. An account whose
/// receipts have no rhythm expects nothing.
Money expected_income(const RentAccount& account, std::span<const Posting> recent, Date as_of);

}  // namespace lintel
