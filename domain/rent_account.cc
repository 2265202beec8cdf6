#include "domain/rent_account.h"

#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 6> kFrequencies = {
    {{"weekly"}, {"fortnightly"}, {"four_weekly"}, {"monthly"}, {"quarterly"}, {"yearly"}}};
constexpr std::array<Words, 3> kBenefits = {{{"none"}, {"universal_credit"}, {"housing_benefit"}}};
constexpr std::array<Words, 3> kAccountKinds = {{{"rent"}, {"garage"}, {"sundry"}}};
constexpr std::array<Words, 6> kPostingKinds = {{{"charge"},
                                                 {"payment"},
                                                 {"housing_benefit"},
                                                 {"managed_payment"},
                                                 {"benefit_recovery"},
                                                 {"adjustment"}}};

}  // namespace

std::string_view to_string(RentFrequency frequency) {
  return kFrequencies.at(static_cast<std::size_t>(frequency)).word;
}
Result<RentFrequency> parse_rent_frequency(std::string_view text) {
  return parse_word<RentFrequency>(kFrequencies, text, "a rent frequency");
}

Money Rent::weekly() const {
  // A year is taken as 52 weeks or 12 months: arithmetic of the rent book, not of the law.
  switch (frequency) {
    case RentFrequency::weekly:
      return amount;
    case RentFrequency::fortnightly:
      return amount.times(1, 2);
    case RentFrequency::four_weekly:
      return amount.times(1, 4);
    case RentFrequency::monthly:
      return amount.times(12, 52);
    case RentFrequency::quarterly:
      return amount.times(4, 52);
    case RentFrequency::yearly:
      return amount.times(1, 52);
  }
  return amount;
}

std::string_view to_string(Benefit benefit) {
  return kBenefits.at(static_cast<std::size_t>(benefit)).word;
}
Result<Benefit> parse_benefit(std::string_view text) {
  return parse_word<Benefit>(kBenefits, text, "a benefit towards the rent");
}

std::string_view to_string(AccountKind kind) {
  return kAccountKinds.at(static_cast<std::size_t>(kind)).word;
}
Result<AccountKind> parse_account_kind(std::string_view text) {
  return parse_word<AccountKind>(kAccountKinds, text, "a kind of account");
}

std::string_view to_string(PostingKind kind) {
  return kPostingKinds.at(static_cast<std::size_t>(kind)).word;
}
Result<PostingKind> parse_posting_kind(std::string_view text) {
  return parse_word<PostingKind>(kPostingKinds, text, "a kind of posting");
}

Money balance_on(Date day, Money opening_balance, std::span<const Posting> postings) {
  Money balance = opening_balance;
  for (const Posting& posting : postings) {
    if (posting.on <= day) balance += posting.amount;
  }
  return balance;
}

Result<int> weeks_in_arrears(Money balance, Money weekly_rent) {
  if (weekly_rent <= Money{}) {
    return problem("the weekly rent " + weekly_rent.to_string() + " is not more than nothing",
                   "Give the rent for one week.",
                   Place{"", 0, 0, "weekly_rent"});
  }
  if (balance <= Money{}) return 0;
  return static_cast<int>(balance.pence() / weekly_rent.pence());
}

}  // namespace lintel
