#include "domain/calendar.h"

#include <gtest/gtest.h>

#include "domain/counting.h"

namespace lintel {
namespace {

const Calendar kChristmas{"england_and_wales",
                          {2026, 12, 1},
                          {2027, 1, 31},
                          {{2026, 12, 25}, {2026, 12, 28}, {2027, 1, 1}}};

TEST(Calendar, LeavesOutWeekendsAndBankHolidays) {
  EXPECT_TRUE(kChristmas.is_working_day({2026, 12, 24}).value());
  EXPECT_FALSE(kChristmas.is_working_day({2026, 12, 25}).value());
  EXPECT_FALSE(kChristmas.is_working_day({2026, 12, 26}).value());
  EXPECT_FALSE(kChristmas.is_working_day({2026, 12, 28}).value());
  EXPECT_EQ(kChristmas.working_day_on_or_after({2026, 12, 25}).value(), (Date{2026, 12, 29}));
  EXPECT_EQ(kChristmas.working_day_on_or_before({2026, 12, 28}).value(), (Date{2026, 12, 24}));
  EXPECT_EQ(kChristmas.working_day_after({2026, 12, 24}, 1).value(), (Date{2026, 12, 29}));
  EXPECT_EQ(kChristmas.working_day_after({2026, 12, 29}, -1).value(), (Date{2026, 12, 24}));
  EXPECT_EQ(kChristmas.working_day_after({2026, 12, 25}, 0).value(), (Date{2026, 12, 25}));
}

TEST(Calendar, CountsTheLastDayAndNotTheFirst) {
  EXPECT_EQ(kChristmas.working_days_between({2026, 12, 24}, {2026, 12, 29}).value(), 1);
  EXPECT_EQ(kChristmas.working_days_between({2026, 12, 29}, {2026, 12, 24}).value(), -1);
  EXPECT_EQ(kChristmas.working_days_between({2026, 12, 24}, {2026, 12, 24}).value(), 0);
}

TEST(Calendar, NeverGuessesOutsideItsYears) {
  const Result<bool> before = kChristmas.is_working_day({2026, 11, 30});
  ASSERT_FALSE(before);
  EXPECT_EQ(before.error().what, "the bank holidays of 30 November 2026 are not known");
  EXPECT_FALSE(kChristmas.working_day_after({2027, 1, 29}, 1));
  EXPECT_FALSE(kChristmas.working_day_on_or_after({2027, 1, 30}));
  EXPECT_FALSE(kChristmas.working_days_between({2027, 1, 29}, {2027, 2, 2}));
}

TEST(Counting, TellsFromABeginningWith) {
  EXPECT_EQ(last_day_of_weeks_from({2026, 12, 21}, 2), (Date{2027, 1, 4}));
  EXPECT_EQ(last_day_of_weeks_beginning_with({2026, 12, 21}, 2), (Date{2027, 1, 3}));
}

TEST(Counting, EndsMonthsThatHaveNoCorrespondingDate) {
  EXPECT_EQ(last_day_of_months_beginning_with({2026, 8, 31}, 6), (Date{2027, 2, 28}));
  EXPECT_EQ(last_day_of_months_beginning_with({2026, 8, 28}, 6), (Date{2027, 2, 27}));
  EXPECT_EQ(last_day_of_months_from({2027, 8, 31}, 6), (Date{2028, 2, 29}));
}

TEST(Counting, LeavesClearDaysBeforeAnEvent) {
  // Fourteen clear days before Friday 29 January.
  EXPECT_EQ(latest_day_leaving_clear_days(kChristmas, {2027, 1, 29}, 14, 5).value(),
            (Date{2027, 1, 14}));
  // Two clear days before Tuesday 29 December count Wednesday and Thursday alone.
  EXPECT_EQ(latest_day_leaving_clear_days(kChristmas, {2026, 12, 29}, 2, 5).value(),
            (Date{2026, 12, 22}));
}

}  // namespace
}  // namespace lintel
