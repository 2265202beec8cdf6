#include "domain/law/notice_dates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/law/deemed_service.h"
#include "domain/law/moratorium.h"
#include "tests/support/shipped_law.h"

namespace lintel {
namespace {

Letting letting(TenancyType type, Landlord landlord, bool social = true) {
  return {type, landlord, social, Jurisdiction::england, std::nullopt, std::nullopt};
}
const Letting kSocial = letting(TenancyType::assured, Landlord::prp);
const Letting kMarket = letting(TenancyType::assured, Landlord::prp, false);
const Letting kSecure = letting(TenancyType::secure, Landlord::la);
const std::vector<std::string> kArrears = {"8", "10", "11"};
const RentPeriods kMondays{RentFrequency::weekly, Weekday::monday, std::nullopt};

NoticeDates dates_of(Date served,
                     const Letting& of,
                     const std::vector<std::string>& grounds = kArrears,
                     const RentPeriods& periods = kMondays) {
  const auto dates = notice_dates(shipped_law(), served, of, grounds, periods);
  if (!dates) throw std::runtime_error(dates.error().because);
  return *dates;
}

std::string manual_of(Date served,
                      const Letting& of,
                      const std::vector<std::string>& grounds = kArrears,
                      const RentPeriods& periods = kMondays) {
  const auto dates = notice_dates(shipped_law(), served, of, grounds, periods);
  return dates ? "dated " + dates->named_date.to_iso() : dates.error().because;
}

TEST(Section8Dates, CountFourWeeksBeginningWithServiceUnderTheNewText) {
  const NoticeDates dates = dates_of({2026, 11, 25}, kMarket);
  EXPECT_EQ(dates.earliest_legal, (Date{2026, 12, 22}));
  EXPECT_EQ(dates.earliest_safe, (Date{2026, 12, 23}));
  EXPECT_EQ(dates.named_date, (Date{2026, 12, 23}));
}

TEST(Section8Dates, TakeTheLongestGroundAndTheNoticeToQuitOfAPeriodicTenancy) {
  const NoticeDates dates = dates_of({2026, 11, 25}, kSocial, {"8", "1"});
  EXPECT_EQ(dates.earliest_legal, (Date{2027, 1, 25}));
  EXPECT_EQ(dates.earliest_safe, (Date{2027, 1, 26}));
}

TEST(Section8Dates, LetGround14BeginAtOnce) {
  const NoticeDates dates = dates_of({2026, 11, 25}, kSocial, {"8", "14"});
  EXPECT_EQ(dates.earliest_legal, (Date{2026, 11, 25}));
  EXPECT_EQ(dates.earliest_safe, (Date{2026, 11, 26}));
}

TEST(Section8Dates, EndSoonAfterTheNewActCame) {
  const NoticeDates dates = dates_of({2026, 4, 1}, kMarket);
  EXPECT_EQ(*dates.last_legal, (Date{2026, 7, 31}));
  EXPECT_EQ(*dates.last_safe, (Date{2026, 7, 30}));
  EXPECT_EQ(*dates_of({2026, 4, 1}, kSocial).last_legal, (Date{2027, 4, 1}));
}

TEST(Section8Dates, AreManualForAGroundWithoutARule) {
  EXPECT_EQ(manual_of({2026, 11, 25}, kSocial, {"7A"}),
            "no rule on 25 November 2026 gives the notice period of ground 7A");
  EXPECT_EQ(manual_of({2026, 11, 25}, kSocial, {}), "a section 8 notice needs at least one ground");
}

TEST(Section83Dates, MoveToTheFirstDayOfAPeriodWhichIsGoodUnderEitherReading) {
  const NoticeDates dates = dates_of({2026, 11, 24}, kSecure);  // a Tuesday
  EXPECT_EQ(dates.named_date, (Date{2026, 12, 28}));
  EXPECT_EQ(dates.earliest_legal, (Date{2026, 12, 28}));  // after Sunday 27 December
  EXPECT_EQ(dates.earliest_safe, (Date{2026, 12, 29}));
}

TEST(Section83Dates, FollowMonthlyPeriods) {
  const NoticeDates first =
      dates_of({2026, 11, 23}, kSecure, {}, {RentFrequency::monthly, std::nullopt, 1});
  EXPECT_EQ(first.named_date, (Date{2027, 1, 1}));
  const NoticeDates last_day =
      dates_of({2027, 1, 15}, kSecure, {}, {RentFrequency::monthly, std::nullopt, 31});
  EXPECT_EQ(last_day.named_date, (Date{2027, 2, 28}));
  // 28 days from 3 November reach 1 December, but a monthly tenancy needs a whole month.
  EXPECT_EQ(
      dates_of({2026, 11, 3}, kSecure, {}, {RentFrequency::monthly, std::nullopt, 1}).named_date,
      (Date{2027, 1, 1}));
}

TEST(Section83Dates, FollowFourWeeklyPeriodsFromTheStartOfTheTenancy) {
  Letting known = kSecure;
  known.start = Date{2020, 4, 6};  // a Monday
  const RentPeriods periods{RentFrequency::four_weekly, Weekday::monday, std::nullopt};
  const NoticeDates dates = dates_of({2026, 11, 23}, known, {}, periods);
  EXPECT_EQ(days_between(*known.start, dates.named_date) % 28, 0);
  EXPECT_GE(dates.named_date, (Date{2026, 12, 21}));
  EXPECT_LT(dates.named_date, (Date{2027, 1, 18}));
  EXPECT_EQ(manual_of({2026, 11, 23}, kSecure, {}, periods),
            "which weeks begin a rent period is not known: the tenancy's start does not show it");
}

TEST(Section83Dates, AreManualWhenThePeriodsAreNotKnown) {
  EXPECT_EQ(
      manual_of({2026, 11, 23}, kSecure, {}, {RentFrequency::weekly, std::nullopt, std::nullopt}),
      "the day of the week on which rent weeks begin is not given");
  EXPECT_THAT(manual_of({2026, 11, 23}, letting(TenancyType::flexible, Landlord::la)),
              testing::HasSubstr("names no date"));
}

TEST(IntroductoryDates, EndWithTheTrialPeriod) {
  Letting trial = letting(TenancyType::introductory, Landlord::la);
  trial.start = Date{2026, 3, 2};
  const NoticeDates dates = dates_of({2026, 11, 23}, trial);
  EXPECT_EQ(dates.names, NamedDate::court_only_after);
  EXPECT_EQ(dates.named_date, (Date{2026, 12, 21}));
  EXPECT_EQ(*dates.last_legal, (Date{2027, 3, 1}));
  trial.start = Date{2025, 12, 1};
  EXPECT_THAT(manual_of({2026, 11, 23}, trial),
              testing::StartsWith("the notice would lapse on 30 November 2026"));
}

TEST(NoticeDates, SayEveryStepOfTheCount) {
  EXPECT_THAT(dates_of({2026, 12, 21}, kSocial, {"8"}).steps,
              testing::ElementsAre(
                  "The notice counts as served on Monday 21 December 2026.",
                  "Ground 8 needs 2 weeks from service, the day of service not counted (Housing "
                  "Act 1988 s.8(4B)): to the end of Monday 4 January 2027.",
                  "So that no way of counting can fault it, 1 day more is given (policy CNT-04): "
                  "the notice names Tuesday 5 January 2027.",
                  "A claim may start on that day, and not before (Housing Act 1988 s.8(3)(b)).",
                  "It is good for 12 months from service (Housing Act 1988 s.8(3)(c)): a claim "
                  "must start by Tuesday 21 December 2027.",
                  "The last safe day for a claim is 1 day before: Monday 20 December 2027 (policy "
                  "CNT-11)."));
}

TEST(NoticeDates, SayGroundsOfOnePeriodTogether) {
  EXPECT_THAT(dates_of({2026, 12, 21}, kSocial).steps[1],
              testing::StartsWith("Grounds 8, 10 and 11 need 2 weeks from service"));
}

TEST(NoticeOnPaper, IsHeldToTheDateThatItNames) {
  const auto on_paper = [](Date named, const Letting& of) {
    return notice_dates(shipped_law(),
                        {2026, 11, 23},
                        of,
                        kArrears,
                        kMondays,
                        {.named_date = named, .first_given = std::nullopt});
  };
  const auto section_8 = on_paper({2026, 12, 14}, kSocial);
  EXPECT_EQ(section_8->named_date, (Date{2026, 12, 14}));
  EXPECT_EQ(section_8->earliest_legal, (Date{2026, 12, 14}));
  EXPECT_EQ(section_8->earliest_safe, (Date{2026, 12, 14}));
  const auto section_83 = on_paper({2026, 12, 28}, kSecure);
  EXPECT_EQ(section_83->earliest_safe, (Date{2026, 12, 29}));
  EXPECT_EQ(*section_83->last_legal, (Date{2027, 12, 28}));
  EXPECT_EQ(on_paper({2026, 12, 7}, kSocial).error().because,
            "the notice names 7 December 2026, and served on 23 November 2026 it must name 8 "
            "December 2026 or later");
}

TEST(NoticeOnPaper, LivesFromTheFirstDayOnWhichATenantMayHaveHadIt) {
  const auto dates = notice_dates(shipped_law(),
                                  {2026, 11, 25},
                                  kSocial,
                                  kArrears,
                                  kMondays,
                                  {.named_date = std::nullopt, .first_given = Date{2026, 11, 20}});
  EXPECT_EQ(*dates->last_legal, (Date{2027, 11, 20}));
  EXPECT_EQ(dates->earliest_safe, (Date{2026, 12, 10}));
}

TEST(DeemedNotice, TakesAnUnknownTimeAsTooLate) {
  const auto asked = [](ServiceClock clock, std::optional<std::string> time) {
    return deemed_service(shipped_law(),
                          clock,
                          DeliveryMethod::left_at_address,
                          {2026, 11, 27},
                          std::move(time),
                          Jurisdiction::england);
  };
  EXPECT_EQ(asked(ServiceClock::notice, "16:29")->deemed, (Date{2026, 11, 27}));
  EXPECT_EQ(asked(ServiceClock::notice, "16:30")->deemed, (Date{2026, 11, 30}));
  EXPECT_EQ(asked(ServiceClock::notice, std::nullopt)->deemed, (Date{2026, 11, 30}));
  EXPECT_FALSE(asked(ServiceClock::court, std::nullopt));
}

TEST(Moratorium, OfAMentalHealthCrisisEndsAfterTreatment) {
  Moratorium crisis{MoratoriumKind::mental_health_crisis, {2026, 10, 1}, std::nullopt};
  EXPECT_FALSE(moratorium_dates(shipped_law(), crisis)->ends);
  EXPECT_FALSE(
      step_allowed(shipped_law(), crisis, RecoveryStep::arrears_notice, {2026, 11, 23}, false)
          ->allowed);
  crisis.treatment_ended = Date{2026, 11, 1};
  EXPECT_EQ(*moratorium_dates(shipped_law(), crisis)->ends, (Date{2026, 11, 30}));
  EXPECT_TRUE(
      step_allowed(shipped_law(), crisis, RecoveryStep::arrears_notice, {2026, 12, 1}, false)
          ->allowed);
}

TEST(Moratorium, BarsWhatTheRegulationsBar) {
  const Moratorium space{MoratoriumKind::standard, {2026, 10, 16}, std::nullopt};
  const auto allowed = [&](RecoveryStep step, bool new_arrears = false) {
    return step_allowed(shipped_law(), space, step, {2026, 11, 23}, new_arrears)->allowed;
  };
  using enum RecoveryStep;
  for (const RecoveryStep barred :
       {arrears_notice, claim, enforcement_hearing, warrant, eviction, contact})
    EXPECT_FALSE(allowed(barred)) << to_string(barred);
  for (const RecoveryStep open : {other_ground_notice, hearing_of_existing_claim})
    EXPECT_TRUE(allowed(open)) << to_string(open);
  EXPECT_TRUE(allowed(arrears_notice, true));
  EXPECT_FALSE(allowed(warrant, true));
  const auto refused = step_allowed(shipped_law(), space, arrears_notice, {2026, 11, 23}, false);
  EXPECT_EQ(refused->because,
            "the breathing space runs until 14 December 2026, and a notice for rent arrears may "
            "not (SI 2020/1311 reg 7(12))");
}

Date some_day() {
  return Date{2026, 5, 1}.plus_days(*rc::gen::inRange(0, 1000));
}

RC_GTEST_PROP(Section8Property, TheNamedDateIsNeverBeforeItsMinimum, ()) {
  const Date served = some_day();
  for (const Letting& of : {kSocial, kMarket}) {
    const NoticeDates dates = dates_of(served, of);
    const int weeks = shipped_law().on(served).value(of.social ? "S8-01" : "S8-04")->number();
    RC_ASSERT(days_between(served, dates.named_date) >= 7 * weeks);
    RC_ASSERT(dates.earliest_legal <= dates.earliest_safe);
    RC_ASSERT(*dates.last_safe < *dates.last_legal);
  }
}

RC_GTEST_PROP(Section83Property, TheNamedDateEndsAPeriodAtLeastFourWeeksOn, ()) {
  const Date served = some_day();
  const auto weekday = static_cast<Weekday>(*rc::gen::inRange(0, 7));
  const NoticeDates dates =
      dates_of(served, kSecure, {}, {RentFrequency::weekly, weekday, std::nullopt});
  RC_ASSERT(days_between(served, dates.named_date) >= 28);
  RC_ASSERT(days_between(served, dates.named_date) < 28 + 7);
  RC_ASSERT(dates.named_date.weekday() == weekday);
}

RC_GTEST_PROP(NoticeDatesProperty, LaterServiceNeverGivesAnEarlierDate, ()) {
  const Date served = some_day();
  const Date later = served.plus_days(*rc::gen::inRange(0, 60));
  const RentPeriods monthly{
      RentFrequency::monthly, std::nullopt, static_cast<unsigned>(*rc::gen::inRange(1, 32))};
  for (const Letting& of : {kSocial, kMarket, kSecure}) {
    for (const RentPeriods& periods : {kMondays, monthly}) {
      const NoticeDates first = dates_of(served, of, kArrears, periods);
      const NoticeDates second = dates_of(later, of, kArrears, periods);
      RC_ASSERT(first.earliest_safe <= second.earliest_safe);
      RC_ASSERT(first.earliest_legal <= second.earliest_legal);
      RC_ASSERT(*first.last_safe <= *second.last_safe);
    }
  }
}

/// The law as it ships with one more bank holiday.
LawBook with_holiday(Date day) {
  std::vector<LawFile> files = shipped_law_files();
  for (LawFile& file : files) {
    const std::string year = "{from: " + std::to_string(day.year()) +
                             "-01-01, to: " + std::to_string(day.year()) + "-12-31, value: [";
    if (const auto at = file.text.find(year); at != std::string::npos)
      file.text.insert(at + year.size(), day.to_iso() + ", ");
  }
  return LawBook::read(files).value();
}

RC_GTEST_PROP(DeemedServiceProperty, OneMoreBankHolidayNeverMovesADayEarlier, ()) {
  const Date posted = some_day();
  const LawBook more = with_holiday(posted.plus_days(*rc::gen::inRange(0, 8)));
  RC_ASSERT(more.calendar(Jurisdiction::england).holidays().size() >=
            shipped_law().calendar(Jurisdiction::england).holidays().size());
  for (const ServiceClock clock :
       {ServiceClock::notice, ServiceClock::court, ServiceClock::claim_form}) {
    const auto before = deemed_service(
        shipped_law(), clock, DeliveryMethod::first_class_post, posted, {}, Jurisdiction::england);
    const auto after = deemed_service(
        more, clock, DeliveryMethod::first_class_post, posted, {}, Jurisdiction::england);
    RC_ASSERT(before && after);
    RC_ASSERT(before->deemed <= after->deemed);
    RC_ASSERT(dates_of(before->deemed, kSocial).earliest_safe <=
              dates_of(after->deemed, kSocial).earliest_safe);
  }
}

}  // namespace
}  // namespace lintel
