#include "domain/money.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lintel {
namespace {

TEST(Money, ReadsPoundsAndPence) {
  EXPECT_EQ(Money::parse("1234.56").value(), 1234'56_pence);
  EXPECT_EQ(Money::parse("£1,234.56").value(), 1234'56_pence);
  EXPECT_EQ(Money::parse("-12").value(), -(12'00_pence));
  EXPECT_EQ(Money::parse("12.5").value(), 12'50_pence);
  EXPECT_EQ(Money::parse("1,234,567.00").value(), 1234567'00_pence);
}

TEST(Money, RefusesWhatIsNotMoney) {
  for (const char* text : {"",
                           "-",
                           "£",
                           ".",
                           "12.",
                           "12.345",
                           "12.5.0",
                           "1,23.00",
                           "1234,567",
                           ",123",
                           "1 000",
                           "12a",
                           "--1",
                           "1e3",
                           "100000000000000",
                           "12.-5",
                           "0x10"}) {
    EXPECT_FALSE(Money::parse(text)) << text;
  }
}

TEST(Money, IsWrittenWithGroups) {
  EXPECT_EQ((1284'16_pence).to_string(), "£1,284.16");
  EXPECT_EQ((-(12'05_pence)).to_string(), "-£12.05");
  EXPECT_EQ((1284'16_pence).to_plain(), "1284.16");
}

TEST(Money, DividesToTheNearestPennyHalfAwayFromZero) {
  EXPECT_EQ((100'00_pence).times(1, 3), 33'33_pence);
  EXPECT_EQ((5_pence).times(1, 2), 3_pence);
  EXPECT_EQ((-(5_pence)).times(1, 2), -(3_pence));
}

RC_GTEST_PROP(MoneyProperty, WhatIsWrittenIsReadBack, ()) {
  const auto pence = *rc::gen::inRange<std::int64_t>(-9'000'000'000'000'000, 9'000'000'000'000'000);
  const Money money = Money::from_pence(pence);
  RC_ASSERT(Money::parse(money.to_plain()).value() == money);
}

}  // namespace
}  // namespace lintel
