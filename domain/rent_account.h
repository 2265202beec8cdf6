#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/money.h"
#include "domain/result.h"

namespace lintel {

enum class RentFrequency { weekly, fortnightly, four_weekly, monthly, quarterly, yearly };
std::string_view to_string(RentFrequency frequency);
Result<RentFrequency> parse_rent_frequency(std::string_view text);

/// Rent and service charge for one rent period.
struct Rent {
  Money amount;
  RentFrequency frequency = RentFrequency::weekly;

  /// The amount a week: a month's rent times 12/52, four weeks' over 4, and so on, to the penny.
  Money weekly() const;
  friend bool operator==(const Rent&, const Rent&) = default;
};

/// Benefit towards the rent, as the landlord's file says it.
enum class Benefit { none, universal_credit, housing_benefit };
std::string_view to_string(Benefit benefit);
Result<Benefit> parse_benefit(std::string_view text);

enum class AccountKind { rent, garage, sundry };
std::string_view to_string(AccountKind kind);
Result<AccountKind> parse_account_kind(std::string_view text);

/// What one line of a rent account is.
enum class PostingKind {
  charge,
  payment,
  housing_benefit,
  managed_payment,
  benefit_recovery,
  adjustment
};
std::string_view to_string(PostingKind kind);
Result<PostingKind> parse_posting_kind(std::string_view text);

/// One line of a rent account. `amount` is positive when it adds to what the tenant owes.
struct Posting {
  Date on;
  PostingKind kind = PostingKind::charge;
  Money amount;
  std::string description;

  friend bool operator==(const Posting&, const Posting&) = default;
};

/// What a decision needs from the account, kept at import and equal to the ledger.
struct AccountSummary {
  Money balance;  ///< as the file states it; positive = the tenant owes
  std::optional<Date>
      last_payment_on;    ///< by the tenant or for them; none: never in the ledger held
  Money last_payment;     ///< as a positive sum
  Money paid_in_28_days;  ///< received in the 28 days to `as_of`, as a positive sum
  /// Benefit and direct debit that the pattern of past receipts says is on its way before the next
  /// charge falls due; taken off before anyone is called late.
  Money expected_income;
  int weeks_of_ledger = 0;
};

/// One rent account: what is charged, and what is owed.
struct RentAccount {
  RentAccountId id;
  TenancyId tenancy_id;
  std::string payment_reference;
  AccountKind kind = AccountKind::rent;
  Rent rent;
  Benefit benefit = Benefit::none;
  std::string payment_method;  ///< "DD", "card"; the file's own word
  Money opening_balance;       ///< before the first posting held
  Date as_of;                  ///< the day of the file that these figures came from
  /// The opening balance and the postings make the stated balance. When false, gates fail closed.
  bool ties = false;
  AccountSummary summary;
};

/// The balance on the morning after `day`: everything dated up to and including `day`.
Money balance_on(Date day, Money opening_balance, std::span<const Posting> postings);

/// Whole weeks of rent owed, rounded down; an account in credit owes 0.
/// Problem: weekly_rent is zero or less ("weekly_rent").
Result<int> weeks_in_arrears(Money balance, Money weekly_rent);

}  // namespace lintel
