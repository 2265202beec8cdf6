#include "documents/phrases.h"

#include <gmock/gmock.h>

namespace lintel {
namespace {

TEST(Phrases, SayWhatAPersonWouldSay) {
  EXPECT_EQ(names_in_words({"Ann"}), "Ann");
  EXPECT_EQ(names_in_words({"Ann", "Bo"}), "Ann and Bo");
  EXPECT_EQ(names_in_words({"Ann", "Bo", "Cai"}), "Ann, Bo and Cai");
  EXPECT_EQ(missed_payments_words(1), "Since then one payment has not come.");
  EXPECT_EQ(missed_payments_words(3), "Since then 3 payments have not come.");
  EXPECT_EQ(each_period_words(122'40_pence, RentFrequency::four_weekly),
            "£122.40 every four weeks");
  EXPECT_EQ(last_payment_words(60'00_pence, {2026, 10, 26}),
            "Your last payment was £60.00 on 26 October 2026.");
  EXPECT_EQ(
      expected_income_words(200'00_pence, "Universal Credit", Date{2026, 11, 27}, 212'80_pence),
      "We expect £200.00 of Universal Credit by 27 November 2026. When it comes you will owe "
      "£212.80.");
  EXPECT_EQ(expected_income_words(200'00_pence, "Housing Benefit", std::nullopt, Money{}),
            "We expect £200.00 of Housing Benefit. When it comes you will owe nothing.");
}

TEST(Phrases, GiveReasonsThatHoldOnlyFacts) {
  const std::string words = arrears_reasons({.rent = 112'40_pence,
                                             .frequency = RentFrequency::weekly,
                                             .arrears = 1011'60_pence,
                                             .balance_date = {2026, 11, 22},
                                             .last_payment = 60'00_pence,
                                             .last_payment_on = Date{2026, 10, 26},
                                             .benefit_sentence = "",
                                             .steps_taken = {"2 November 2026: letter"}});
  EXPECT_THAT(words,
              testing::HasSubstr("On 22 November 2026 £1,011.60 was lawfully due and unpaid."));
  EXPECT_THAT(words, testing::HasSubstr("£60.00 on 26 October 2026."));
  EXPECT_THAT(words, testing::HasSubstr("\n2 November 2026: letter."));
}

}  // namespace
}  // namespace lintel
