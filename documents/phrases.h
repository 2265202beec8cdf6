#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/money.h"
#include "domain/rent_account.h"

namespace lintel {

// Whole sentences that letters print from facts. Templates do no plurals and no arithmetic: a field
// whose name ends _phrase, _words, _line or _sentence is made by one of these, or is landlord's
// text.

/// "Adaeze Okafor", "Adaeze Okafor and Tomasz Świątek", "A, B and C".
std::string names_in_words(const std::vector<std::string>& names);

/// "Your last payment was £60.00 on 26 October 2026." For the field last_payment.
std::string last_payment_words(Money amount, Date on);

/// "We expect £200.00 of Universal Credit by 27 November 2026. When it comes you will owe £212.80."
/// Without a day, "We expect £200.00 of Universal Credit." first. For the field expected_income.
std::string expected_income_words(Money amount,
                                  std::string_view source,
                                  std::optional<Date> by,
                                  Money owed_after);

/// "Since then 3 payments have not come."; "one payment has". For missed_payments_phrase. count >
/// 0.
std::string missed_payments_words(int count);

/// "a week", "a fortnight", "every four weeks", "a month"… For rent_frequency_word.
std::string frequency_words(RentFrequency frequency);

/// "£122.40 a week". For total_each_period.
std::string each_period_words(Money amount, RentFrequency frequency);

/// What a notice must say of the debt: the rent and how it falls due, the sum, and how it arose.
struct ArrearsStory {
  Money rent;
  RentFrequency frequency;
  Money arrears;
  Date balance_date;
  std::optional<Money> last_payment;
  std::optional<Date> last_payment_on;
  std::string benefit_sentence;          ///< "" for none: then it says that we know of none
  std::vector<std::string> steps_taken;  ///< "2 November 2026: letter", oldest first; may be empty
};
/// Paragraphs for grounds[].reasons: facts only, no cause guessed, nobody else named.
std::string arrears_reasons(const ArrearsStory& story);

}  // namespace lintel
