#include <gtest/gtest.h>

#include "domain/counting.h"
#include "domain/law/deemed_service.h"
#include "domain/law/moratorium.h"
#include "domain/law/notice_dates.h"
#include "tests/support/shipped_law.h"

// The worked pairs that the research on the law gives, each with its number there.

namespace lintel {
namespace {

struct Served {
  const char* pair;
  ServiceClock clock;
  DeliveryMethod method;
  Date day;
  std::optional<std::string> time;
  Date deemed;
};

class WorkedService : public testing::TestWithParam<Served> {};

TEST_P(WorkedService, IsDeemedOnTheDayGiven) {
  const Served& served = GetParam();
  const Placed<DeemedService> answer = deemed_service(
      shipped_law(), served.clock, served.method, served.day, served.time, Jurisdiction::england);
  ASSERT_TRUE(answer) << answer.error().because;
  EXPECT_EQ(answer->deemed.to_iso(), served.deemed.to_iso());
  EXPECT_FALSE(answer->rules.empty());
}

constexpr auto kCourt = ServiceClock::court;
constexpr auto kFirst = DeliveryMethod::first_class_post;
constexpr auto kLeft = DeliveryMethod::left_at_address;

INSTANTIATE_TEST_SUITE_P(
    Pairs,
    WorkedService,
    testing::Values(Served{"1", kCourt, kFirst, {2026, 11, 23}, {}, {2026, 11, 25}},
                    Served{"3", kCourt, kFirst, {2026, 11, 26}, {}, {2026, 11, 30}},
                    Served{"5", kCourt, kFirst, {2026, 11, 28}, {}, {2026, 11, 30}},
                    Served{"7", kCourt, kFirst, {2026, 12, 18}, {}, {2026, 12, 21}},
                    Served{"9", kCourt, kFirst, {2026, 12, 22}, {}, {2026, 12, 24}},
                    Served{"11", kCourt, kFirst, {2026, 12, 24}, {}, {2026, 12, 29}},
                    Served{"13", kCourt, kFirst, {2026, 12, 31}, {}, {2027, 1, 4}},
                    Served{"15", kCourt, kFirst, {2026, 12, 30}, {}, {2027, 1, 4}},
                    Served{"17", kCourt, kFirst, {2027, 5, 3}, {}, {2027, 5, 5}},
                    Served{"19", kCourt, kLeft, {2026, 11, 27}, "15:00", {2026, 11, 27}},
                    Served{"21", kCourt, kLeft, {2027, 3, 25}, "17:00", {2027, 3, 30}},
                    Served{"23", kCourt, DeliveryMethod::email, {2026, 11, 28}, {}, {2026, 11, 30}},
                    Served{
                        "25", ServiceClock::claim_form, kFirst, {2026, 11, 23}, {}, {2026, 11, 25}},
                    Served{"27",
                           ServiceClock::notice,
                           DeliveryMethod::second_class_post,
                           {2026, 11, 23},
                           {},
                           {2026, 11, 27}}),
    [](const auto& pair) { return "Pair" + std::string(pair.param.pair); });

const Letting kSocialAssured{};
const Letting kSecure{.type = TenancyType::secure,
                      .landlord = Landlord::la,
                      .social = true,
                      .jurisdiction = Jurisdiction::england,
                      .start = std::nullopt,
                      .term_years = std::nullopt};
const RentPeriods kMondays{RentFrequency::weekly, Weekday::monday, std::nullopt};

TEST(WorkedNotice, Pair29Section8LastsTwelveMonthsFromService) {
  const auto dates =
      notice_dates(shipped_law(), {2026, 11, 25}, kSocialAssured, {"8", "10", "11"}, kMondays);
  ASSERT_TRUE(dates) << dates.error().because;
  EXPECT_EQ(*dates->last_legal, (Date{2027, 11, 25}));
  EXPECT_EQ(*dates->last_safe, (Date{2027, 11, 24}));
}

TEST(WorkedNotice, Pair31Section8RunsTwoWeeksAndASafeDay) {
  const auto dates =
      notice_dates(shipped_law(), {2026, 12, 21}, kSocialAssured, {"8", "10", "11"}, kMondays);
  ASSERT_TRUE(dates) << dates.error().because;
  EXPECT_EQ(dates->earliest_legal, (Date{2027, 1, 4}));
  EXPECT_EQ(dates->earliest_safe, (Date{2027, 1, 5}));
  EXPECT_EQ(dates->named_date, (Date{2027, 1, 5}));
  EXPECT_EQ(dates->names, NamedDate::court_not_before);
}

TEST(WorkedNotice, Pair33Section83NamesTheEndOfAPeriodAfterTwentyEightDays) {
  const auto dates = notice_dates(shipped_law(), {2026, 11, 23}, kSecure, {}, kMondays);
  ASSERT_TRUE(dates) << dates.error().because;
  EXPECT_EQ(dates->named_date, (Date{2026, 12, 21}));
  EXPECT_EQ(dates->names, NamedDate::court_only_after);
  EXPECT_EQ(dates->earliest_legal, (Date{2026, 12, 22}));
  EXPECT_EQ(dates->earliest_safe, (Date{2026, 12, 22}));
  EXPECT_EQ(*dates->last_legal, (Date{2027, 12, 21}));
  EXPECT_EQ(*dates->last_safe, (Date{2027, 12, 20}));
}

TEST(WorkedCounting, Pairs37To43CountMonthsAndDays) {
  EXPECT_EQ(last_day_of_months_from({2026, 12, 30}, 2), (Date{2027, 2, 28}));            // 37
  EXPECT_EQ(last_day_of_months_from({2027, 1, 31}, 1), (Date{2027, 2, 28}));             // 39
  EXPECT_EQ(last_day_of_months_beginning_with({2026, 11, 24}, 6), (Date{2027, 5, 23}));  // 41
  EXPECT_EQ(last_day_of_days_beginning_with({2026, 11, 30}, 14), (Date{2026, 12, 13}));  // 43
}

TEST(WorkedCounting, Pair45ShortPeriodsBeforeAHearingCountBusinessDays) {
  const LawBook& law = shipped_law();
  const int most = law.on({2026, 11, 23}).value("CNT-02")->number();
  EXPECT_EQ(
      latest_day_leaving_clear_days(law.calendar(Jurisdiction::england), {2026, 11, 23}, 3, most)
          .value(),
      (Date{2026, 11, 17}));
}

TEST(WorkedMoratorium, Pairs47And49ExtendALimitForEightWeeks) {
  const Moratorium moratorium{MoratoriumKind::standard, {2026, 12, 1}, std::nullopt};
  EXPECT_EQ(*moratorium_dates(shipped_law(), moratorium)->ends, (Date{2027, 1, 29}));
  EXPECT_EQ(extended_deadline(shipped_law(), moratorium, {2027, 1, 15})->deadline,
            (Date{2027, 3, 25}));
  EXPECT_EQ(extended_deadline(shipped_law(), moratorium, {2027, 3, 26})->deadline,
            (Date{2027, 3, 26}));
}

}  // namespace
}  // namespace lintel
