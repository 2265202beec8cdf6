#include "domain/date.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/instant.h"

namespace lintel {
namespace {

TEST(Date, ReadsOnlyWholeIsoDates) {
  EXPECT_EQ(Date::parse("2026-11-23").value(), (Date{2026, 11, 23}));
  for (const char* text : {"",
                           "2026-1-1",
                           "2026-11-23 ",
                           "2026-02-29",
                           "2026-13-01",
                           "23/11/2026",
                           "2026-11-2a",
                           "1899-12-31",
                           "2200-01-01"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
}

TEST(Date, KnowsItsWeekdayAndWords) {
  EXPECT_EQ((Date{2026, 11, 23}).weekday(), Weekday::monday);
  EXPECT_EQ((Date{1955, 3, 2}).weekday(), Weekday::wednesday);
  EXPECT_EQ((Date{2026, 11, 23}).to_long_words(), "Monday 23 November 2026");
}

TEST(Date, TheCorrespondingDateFallsBackToTheLastDayOfAShortMonth) {
  EXPECT_EQ((Date{2026, 1, 31}).plus_months(1), (Date{2026, 2, 28}));
  EXPECT_EQ((Date{2027, 10, 31}).plus_months(4), (Date{2028, 2, 29}));
  EXPECT_EQ((Date{2026, 11, 23}).plus_months(-12), (Date{2025, 11, 23}));
}

TEST(Instant, LondonIsAnHourAheadInSummer) {
  EXPECT_EQ(london_day(parse_instant("2026-07-01T23:30:00.000Z").value()), (Date{2026, 7, 2}));
  EXPECT_EQ(london_day(parse_instant("2026-12-01T23:30:00.000Z").value()), (Date{2026, 12, 1}));
  EXPECT_EQ(to_iso(london_time(Date{2026, 7, 2}, 0, 5)), "2026-07-01T23:05:00.000Z");
  EXPECT_EQ(london_words(parse_instant("2026-03-29T01:00:00.000Z").value()), "29 Mar 2026, 02:00");
}

RC_GTEST_PROP(DateProperty, WhatIsWrittenIsReadBack, ()) {
  const Date date = Date::from_days(*rc::gen::inRange(-25567, 84005));
  RC_ASSERT(Date::parse(date.to_iso()).value() == date);
  RC_ASSERT(date.plus_days(1).weekday() != date.weekday());
}

}  // namespace
}  // namespace lintel
