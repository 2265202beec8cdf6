#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/rent_account.h"
#include "storage/connection.h"

namespace lintel {

/// A posting with the balance after it.
struct RunningPosting {
  Posting posting;
  Money balance_after;
};

/// Where one posting stands: the n-th (from 1) of its day in its account. The file that says a
/// day's postings says all of them, in order, so the same file twice gives the same places.
struct PlacedPosting {
  RentAccountId account_id;
  int n = 1;
  Posting posting;
};

/// The newer part of a ledger, and what the older part comes to.
struct LedgerTail {
  std::int64_t count_before = 0;
  Money sum_before;
  std::vector<Posting> since;  ///< in order
};

/// Rent accounts and their postings.
class RentAccountStore {
 public:
  explicit RentAccountStore(Connection& connection) : connection_(connection) {}

  /// Adds the account or brings it up to date by its payment reference: a reference that is known
  /// keeps its id. Gives the id that holds.
  RentAccountId put(const RentAccount& account);
  std::optional<RentAccount> find(RentAccountId id) const;
  std::optional<RentAccount> find_by_reference(std::string_view payment_reference) const;
  /// A tenancy's accounts, the rent account first.
  std::vector<RentAccount> of_tenancy(TenancyId id) const;
  /// Sum of the stated balances of accounts whose file is of that day, for control totals.
  Money total_balance(Date as_of) const;

  /// Adds postings, or says the same again: a place that is taken has its posting replaced. Give at
  /// most 1,000 to one write(). Fastest in order of account and day.
  void put_postings(std::span<const PlacedPosting> postings);
  /// Takes away an account's postings from that day on, before a file says them anew.
  void remove_postings_from(RentAccountId id, Date from);
  /// Calls see(account, sum of its postings) for every account with postings, in order of id: for
  /// proving that ledgers make their balances. Memory does not grow.
  void each_posting_sum(const std::function<void(RentAccountId, Money)>& see) const;
  /// The postings dated `from` and later, and the count and sum of those before.
  LedgerTail tail(RentAccountId id, Date from) const;
  /// The postings dated `from` and later, in order.
  std::vector<Posting> since(RentAccountId id, Date from) const;
  /// In order of day, with the running balance from the opening balance.
  std::vector<RunningPosting> postings(RentAccountId id) const;
  /// The same, the newest `limit` of them, newest first.
  std::vector<RunningPosting> latest_postings(RentAccountId id, int limit) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
