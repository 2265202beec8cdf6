#include "domain/rent_account.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lintel {
namespace {

TEST(Rent, IsTheSameRentByTheWeek) {
  EXPECT_EQ((Rent{112'40_pence, RentFrequency::weekly}).weekly(), 112'40_pence);
  EXPECT_EQ((Rent{224'80_pence, RentFrequency::fortnightly}).weekly(), 112'40_pence);
  EXPECT_EQ((Rent{449'60_pence, RentFrequency::four_weekly}).weekly(), 112'40_pence);
  EXPECT_EQ((Rent{487'07_pence, RentFrequency::monthly}).weekly(), 112'40_pence);
  EXPECT_EQ((Rent{1461'20_pence, RentFrequency::quarterly}).weekly(), 112'40_pence);
  EXPECT_EQ((Rent{5844'80_pence, RentFrequency::yearly}).weekly(), 112'40_pence);
}

TEST(Balance, CountsWhatIsDatedUpToAndIncludingTheDay) {
  const std::vector<Posting> postings = {
      {.on = {2026, 11, 2}, .kind = PostingKind::charge, .amount = 112'40_pence, .description = ""},
      {.on = {2026, 11, 6},
       .kind = PostingKind::payment,
       .amount = -(100'00_pence),
       .description = ""},
      {.on = {2026, 11, 9}, .kind = PostingKind::charge, .amount = 112'40_pence, .description = ""},
  };
  EXPECT_EQ(balance_on({2026, 11, 1}, 10'00_pence, postings), 10'00_pence);
  EXPECT_EQ(balance_on({2026, 11, 6}, 10'00_pence, postings), 22'40_pence);
  EXPECT_EQ(balance_on({2026, 11, 8}, 10'00_pence, postings), 22'40_pence);
  EXPECT_EQ(balance_on({2026, 11, 9}, 10'00_pence, postings), 134'80_pence);
}

TEST(WeeksInArrears, AreWholeAndRoundedDown) {
  EXPECT_EQ(weeks_in_arrears(449'59_pence, 112'40_pence).value(), 3);
  EXPECT_EQ(weeks_in_arrears(449'60_pence, 112'40_pence).value(), 4);
  EXPECT_EQ(weeks_in_arrears(-(50'00_pence), 112'40_pence).value(), 0);
}

TEST(WeeksInArrears, NeedARent) {
  const Result<int> weeks = weeks_in_arrears(100'00_pence, Money{});
  ASSERT_FALSE(weeks);
  EXPECT_EQ(weeks.error().place.field, "weekly_rent");
}

RC_GTEST_PROP(BalanceProperty,
              ADayAddsExactlyItsOwnPostings,
              (const std::vector<std::pair<std::uint8_t, std::int16_t>>& lines)) {
  std::vector<Posting> postings;
  for (const auto& [day, pence] : lines) {
    postings.push_back({.on = Date{2026, 1, 1}.plus_days(day),
                        .kind = PostingKind::charge,
                        .amount = Money::from_pence(pence),
                        .description = ""});
  }
  const Date day = Date{2026, 1, 1}.plus_days(*rc::gen::inRange(0, 260));
  Money of_day;
  for (const Posting& posting : postings) {
    if (posting.on == day) of_day += posting.amount;
  }
  RC_ASSERT(balance_on(day, 5_pence, postings) - balance_on(day.plus_days(-1), 5_pence, postings) ==
            of_day);
}

}  // namespace
}  // namespace lintel
