#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/world.h"

// Where a case is drawn, and what would come of it.

namespace lintel {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Two weeks unpaid: a reminder has gone.
class CaseWays : public testing::Test {
 protected:
  CaseWays() {
    Household household;
    household.tenancy_type = "Secure";
    household.pays_until = Date{2026, 9, 4};
    world_.lets(household);
    world_.loads_rents();
    world_.runs();
    world_.weeks_pass(2);
  }
  World world_{Date{2026, 9, 7}};
};

TEST_F(CaseWays, ThePictureAndItsTableSayWhereItIsAndWhatStopsIt) {
  const auto seen = world_.casework().case_way("T-0000001", world_.officer);
  ASSERT_TRUE(seen.page.has_value());
  EXPECT_THAT(seen.page->svg, HasSubstr(">Now</text>"));
  EXPECT_THAT(seen.page->svg, HasSubstr(" is stopped: "));
  int now = 0;
  for (const CaseWay::Row& row : seen.page->rows) now += row.standing == "Now" ? 1 : 0;
  EXPECT_EQ(now, 1);
}

TEST_F(CaseWays, WhatIfWritesNothing) {
  const std::string before = world_.state();
  const std::size_t events = world_.page(world_.officer).timeline.size();
  const auto seen = world_.casework().case_ahead(
      "T-0000001",
      world_.officer,
      {.event = "dispute_raised", .on = {}, .weeks = 26, .officers_act = true});
  ASSERT_TRUE(seen.page.has_value());
  ASSERT_FALSE(seen.page->lines.empty());
  EXPECT_EQ(seen.page->lines.front().what, "Dispute recorded");
  EXPECT_EQ(world_.state(), before);
  EXPECT_EQ(world_.page(world_.officer).timeline.size(), events);
}

TEST_F(CaseWays, LettersToComeAreNamedWithTheirReason) {
  const auto seen = world_.casework().case_ahead("T-0000001", world_.officer, WhatIfAsked{});
  ASSERT_TRUE(seen.page.has_value());
  std::string letters;
  for (const CaseAhead::Line& line : seen.page->lines)
    for (const std::string& letter : line.letters) letters += letter + " (" + line.why + ")\n";
  EXPECT_THAT(letters, HasSubstr("Letter 2 (letter 1 has not helped"));
}

TEST_F(CaseWays, OutsideThePatchesNothingIsShown) {
  const auto way = world_.casework().case_way("T-0000001", world_.other_officer);
  EXPECT_EQ(way.fate, Fate::not_yours);
  EXPECT_FALSE(way.page.has_value());
  const auto ahead = world_.casework().case_ahead("T-0000001", world_.other_officer, {});
  EXPECT_EQ(ahead.fate, Fate::not_yours);
  EXPECT_FALSE(ahead.page.has_value());
}

}  // namespace
}  // namespace lintel
