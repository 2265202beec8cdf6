#include "documents/phrases.h"

namespace lintel {
namespace {

std::string_view every(RentFrequency frequency) {
  switch (frequency) {
    case RentFrequency::weekly:
      return "a week";
    case RentFrequency::fortnightly:
      return "a fortnight";
    case RentFrequency::four_weekly:
      return "every four weeks";
    case RentFrequency::monthly:
      return "a month";
    case RentFrequency::quarterly:
      return "a quarter";
    case RentFrequency::yearly:
      return "a year";
  }
  return "";
}

}  // namespace

std::string names_in_words(const std::vector<std::string>& names) {
  std::string words;
  for (std::size_t i = 0; i < names.size(); ++i) {
    words += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  }
  return words;
}

std::string last_payment_words(Money amount, Date on) {
  return "Your last payment was " + amount.to_string() + " on " + on.to_words() + ".";
}

std::string expected_income_words(Money amount,
                                  std::string_view source,
                                  std::optional<Date> by,
                                  Money owed_after) {
  std::string words = "We expect " + amount.to_string() + " of " + std::string(source);
  if (by) words += " by " + by->to_words();
  words += ". When it comes you will ";
  if (owed_after > Money{}) return words + "owe " + owed_after.to_string() + ".";
  return words + "owe nothing.";
}

std::string missed_payments_words(int count) {
  if (count == 1) return "Since then one payment has not come.";
  return "Since then " + std::to_string(count) + " payments have not come.";
}

std::string frequency_words(RentFrequency frequency) {
  return std::string(every(frequency));
}

std::string each_period_words(Money amount, RentFrequency frequency) {
  return amount.to_string() + " " + std::string(every(frequency));
}

std::string arrears_reasons(const ArrearsStory& story) {
  std::string words = "The rent is " + each_period_words(story.rent, story.frequency) + ". On " +
                      story.balance_date.to_words() + " " + story.arrears.to_string() +
                      " was lawfully due and unpaid. That sum is rent under the tenancy alone: it "
                      "holds no court costs and no other debt.";
  if (story.last_payment && story.last_payment_on) {
    words += "\n\nThe last payment that we received was " + story.last_payment->to_string() +
             " on " + story.last_payment_on->to_words() + ".";
  } else {
    words += "\n\nWe have no record of a payment.";
  }
  words += "\n\n" + (story.benefit_sentence.empty()
                         ? "We know of no benefit towards the rent that is still to come."
                         : story.benefit_sentence);
  if (!story.steps_taken.empty()) {
    words += "\n\nBefore this notice we took these steps.";
    for (const std::string& step : story.steps_taken) words += "\n" + step + ".";
  }
  return words;
}

}  // namespace lintel
