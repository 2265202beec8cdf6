#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/law/ground8.h"
#include "domain/law/notice_clock.h"
#include "domain/law/notice_dates.h"
#include "tests/support/shipped_law.h"

// The dates of the notices that are not section 8 or section 83: section 21, demoted tenancies,
// notices to quit, Wales; and what the Renters' Rights Act leaves of older notices.

namespace lintel {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

const RentPeriods kMondays{RentFrequency::weekly, Weekday::monday, std::nullopt};
const std::vector<std::string> kSection21 = {"section_21"};

Letting letting(TenancyType type,
                Landlord landlord,
                std::optional<Date> start = std::nullopt,
                Jurisdiction jurisdiction = Jurisdiction::england) {
  return {type, landlord, true, jurisdiction, start, std::nullopt};
}
Letting starter(Date start) {
  return letting(TenancyType::starter, Landlord::prp, start);
}
Letting welsh(TenancyType type) {
  return letting(type, Landlord::prp, std::nullopt, Jurisdiction::wales);
}

Placed<NoticeDates> ask(Date served,
                        const Letting& of,
                        const std::vector<std::string>& grounds = {},
                        const RentPeriods& periods = kMondays,
                        const LawBook& law = shipped_law()) {
  return notice_dates(law, served, of, grounds, periods);
}
NoticeDates dates_of(Date served,
                     const Letting& of,
                     const std::vector<std::string>& grounds = {},
                     const RentPeriods& periods = kMondays,
                     const LawBook& law = shipped_law()) {
  const Placed<NoticeDates> dates = ask(served, of, grounds, periods, law);
  if (!dates) throw std::runtime_error(dates.error().because);
  return *dates;
}
std::string manual_of(Date served,
                      const Letting& of,
                      const std::vector<std::string>& grounds = {},
                      const RentPeriods& periods = kMondays) {
  const Placed<NoticeDates> dates = ask(served, of, grounds, periods);
  return dates ? "dated " + dates->named_date.to_iso() : dates.error().because;
}
std::vector<std::string> ids(const NoticeDates& dates) {
  std::vector<std::string> all;
  for (const RuleUsed& rule : dates.rules) all.push_back(rule.id);
  return all;
}

/// The law as it ships, with the Renters' Rights Act coming to social tenancies on that day.
LawBook with_social_commencement(Date day, const std::string& rule = "REG-03") {
  std::vector<LawFile> files = shipped_law_files();
  for (LawFile& file : files) {
    const std::size_t at = file.text.find("\n" + rule + ":\n");
    if (at == std::string::npos) continue;
    const std::string unset = "value: null";
    file.text.replace(file.text.find(unset, at), unset.size(), "value: " + day.to_iso());
  }
  return LawBook::read(files).value();
}

TEST(Section21Dates, GiveTwoMonthsAndACorrespondingDate) {  // worked pair 37
  const NoticeDates dates = dates_of({2026, 12, 30}, starter({2026, 6, 1}), kSection21);
  EXPECT_EQ(dates.names, NamedDate::court_only_after);
  EXPECT_EQ(dates.named_date, (Date{2027, 2, 28}));
  EXPECT_EQ(dates.earliest_legal, (Date{2027, 3, 1}));
  EXPECT_EQ(dates.earliest_safe, (Date{2027, 3, 1}));
  EXPECT_THAT(ids(dates), Contains("S21-02"));
  EXPECT_THAT(ids(dates), Contains("REG-02"));
}

TEST(Section21Dates, LiveSixMonthsBeginningWithTheDayGiven) {  // worked pair 41
  const NoticeDates dates = dates_of({2026, 11, 24}, starter({2026, 6, 1}), kSection21);
  EXPECT_EQ(*dates.last_legal, (Date{2027, 5, 23}));
  EXPECT_EQ(*dates.last_safe, (Date{2027, 5, 22}));
}

TEST(Section21Dates, AreRefusedInTheFirstFourMonths) {
  EXPECT_EQ(manual_of({2026, 9, 30}, starter({2026, 6, 1}), kSection21),
            "no such notice may be given before 1 October 2026, within 4 months beginning with the "
            "tenancy (Housing Act 1988 s.21(4B)-(4C))");
  EXPECT_EQ(manual_of({2026, 10, 1}, starter({2026, 6, 1}), kSection21), "dated 2026-12-01");
  EXPECT_THAT(manual_of({2026, 10, 1}, letting(TenancyType::starter, Landlord::prp), kSection21),
              StartsWith("the start of the tenancy is not given"));
}

TEST(Section21Dates, DoNotReachOtherTenancies) {
  EXPECT_THAT(manual_of({2026, 11, 24}, letting(TenancyType::assured, Landlord::prp), kSection21),
              HasSubstr("only assured shorthold tenancies"));
  Letting market = starter({2026, 1, 5});
  market.social = false;
  EXPECT_THAT(manual_of({2026, 11, 24}, market, kSection21), HasSubstr("abolished"));
  EXPECT_EQ(manual_of({2026, 11, 24}, starter({2026, 6, 1}), {"section_21", "8"}),
            "a section 21 notice is a notice of its own and names no ground");
  EXPECT_THAT(
      manual_of({2026, 11, 24}, letting(TenancyType::assured_fixed, Landlord::prp), kSection21),
      HasSubstr("six months before"));
}

TEST(Commencement, LeavesASection21NoticeTheShorterOfItsLifeAndThreeMonths) {  // worked pair 51
  const LawBook april = with_social_commencement({2027, 4, 1});
  const auto last = [&](Date given) {
    return *dates_of(given, starter({2026, 6, 1}), kSection21, kMondays, april).last_legal;
  };
  EXPECT_EQ(last({2026, 11, 24}), (Date{2027, 5, 23}));
  EXPECT_EQ(last({2027, 1, 20}), (Date{2027, 6, 30}));
  EXPECT_EQ(*dates_of({2026, 11, 24}, starter({2026, 6, 1}), {"8"}, kMondays, april).last_legal,
            (Date{2027, 6, 30}));
}

TEST(Commencement, MayComeToOneKindOfTenancyFirst) {  // Renters' Rights Act 2025 s.145(8)(b)
  const LawBook starters_first = with_social_commencement({2027, 4, 1}, "REG-08");
  const Letting assured = letting(TenancyType::assured, Landlord::prp);
  EXPECT_EQ(regime_on(starters_first, {2027, 4, 1}, starter({2026, 6, 1}))->regime, Regime::rra);
  EXPECT_EQ(regime_on(starters_first, {2027, 4, 1}, assured)->regime, Regime::pre_rra);
  EXPECT_EQ(*dates_of({2026, 11, 24}, assured, {"8"}, kMondays, starters_first).last_legal,
            (Date{2027, 11, 24}));
}

TEST(Commencement, DatesANoticeServedOnThatDayByTheNewText) {
  const LawBook april = with_social_commencement({2027, 4, 1});
  const Letting assured = letting(TenancyType::assured, Landlord::prp);
  const NoticeDates old = dates_of({2027, 3, 31}, assured, {"8"}, kMondays, april);
  const NoticeDates now = dates_of({2027, 4, 1}, assured, {"8"}, kMondays, april);
  EXPECT_EQ(old.named_date, (Date{2027, 4, 15}));
  EXPECT_EQ(now.named_date, (Date{2027, 4, 29}));
  EXPECT_EQ(*now.last_legal, (Date{2028, 4, 1}));
}

TEST(DemotedDates, AreKeptToTheYearsEndOrSixMonthsFromService) {
  const Letting demoted = letting(TenancyType::demoted, Landlord::la, Date{2026, 3, 2});
  const NoticeDates early = dates_of({2026, 5, 4}, demoted);
  EXPECT_EQ(early.named_date, (Date{2026, 6, 1}));
  EXPECT_EQ(early.earliest_legal, (Date{2026, 6, 2}));
  EXPECT_EQ(*early.last_legal, (Date{2027, 3, 1}));
  const NoticeDates late = dates_of({2026, 11, 23}, demoted);
  EXPECT_EQ(*late.last_legal, (Date{2027, 5, 22}));
  EXPECT_THAT(ids(late), Contains("S143-03"));
  EXPECT_THAT(manual_of({2027, 3, 2}, demoted), StartsWith("the notice would lapse"));
}

TEST(TrialDates, SayWhenTheStartIsNotKnown) {
  const NoticeDates dates =
      dates_of({2026, 11, 23}, letting(TenancyType::introductory, Landlord::la));
  EXPECT_FALSE(dates.last_legal);
  EXPECT_THAT(dates.steps, Contains(HasSubstr("there may be no time left")));
}

TEST(QuitDates, EndALicenceWithAPeriod) {
  const NoticeDates dates = dates_of({2026, 11, 24}, letting(TenancyType::licence, Landlord::prp));
  EXPECT_EQ(dates.names, NamedDate::court_only_after);
  EXPECT_EQ(dates.named_date, (Date{2026, 12, 28}));
  EXPECT_EQ(dates.earliest_legal, (Date{2026, 12, 28}));  // after Sunday 27 December
  EXPECT_EQ(dates.earliest_safe, (Date{2026, 12, 29}));
  EXPECT_FALSE(dates.last_legal);
}

TEST(QuitDates, RemindThatAStatutoryTenancyNeedsNone) {
  const NoticeDates dates =
      dates_of({2026, 11, 23}, letting(TenancyType::regulated, Landlord::prp));
  EXPECT_EQ(dates.named_date, (Date{2026, 12, 21}));
  EXPECT_THAT(dates.steps, Contains(HasSubstr("already become a statutory tenancy")));
}

TEST(QuitDates, AreTheAgreementsOfAGarage) {
  EXPECT_EQ(manual_of({2026, 11, 24}, letting(TenancyType::garage, Landlord::prp)),
            "the agreement says how much notice it needs (the agreement)");
}

TEST(WelshDates, OfABreachRunAMonthStartingWithTheDay) {
  const NoticeDates dates =
      dates_of({2026, 12, 1}, welsh(TenancyType::secure_contract), {"arrears"});
  EXPECT_EQ(dates.names, NamedDate::court_only_after);
  EXPECT_EQ(dates.named_date, (Date{2026, 12, 31}));
  EXPECT_EQ(dates.earliest_legal, (Date{2027, 1, 1}));
  EXPECT_EQ(dates.earliest_safe, (Date{2027, 1, 1}));
  EXPECT_EQ(*dates.last_legal, (Date{2027, 5, 31}));
  EXPECT_EQ(*dates.last_safe, (Date{2027, 5, 30}));
}

TEST(WelshDates, OfSeriousArrearsRunFourteenDaysOrAMonth) {
  const NoticeDates standard =
      dates_of({2026, 12, 1}, welsh(TenancyType::standard_contract), {"arrears"});
  EXPECT_EQ(standard.earliest_legal, (Date{2026, 12, 15}));
  EXPECT_EQ(*standard.last_legal, (Date{2027, 5, 31}));
  const NoticeDates introductory =
      dates_of({2026, 12, 1}, welsh(TenancyType::introductory_contract), {"arrears"});
  EXPECT_EQ(introductory.earliest_legal, (Date{2027, 1, 1}));
  EXPECT_EQ(manual_of({2026, 12, 1}, welsh(TenancyType::secure_contract)),
            "the notice needs its ground: arrears");
  EXPECT_EQ(manual_of({2026, 12, 1}, welsh(TenancyType::secure_contract), {"8"}),
            "no rule on 1 December 2026 gives the notice period of ground 8");
}

struct Quit {
  const char* what;
  QuitBy by;
  Letting of;
  Date given;
  RentPeriods periods;
  std::vector<std::string> ends;
};
class QuitEnds : public testing::TestWithParam<Quit> {};
TEST_P(QuitEnds, AreTheFirstThatAreLawful) {
  const Quit& quit = GetParam();
  const auto answer =
      notice_to_quit_ends(shipped_law(), quit.given, quit.of, quit.periods, quit.by);
  ASSERT_TRUE(answer) << answer.error().because;
  std::vector<std::string> ends;
  for (const Date end : answer->ends) ends.push_back(end.to_iso());
  EXPECT_EQ(ends, quit.ends);
  EXPECT_FALSE(answer->rules.empty());
}
Letting market_assured() {
  Letting market = letting(TenancyType::assured, Landlord::prp);
  market.social = false;
  return market;
}
const RentPeriods kFirstOfMonth{RentFrequency::monthly, std::nullopt, 1};
INSTANTIATE_TEST_SUITE_P(Worked,
                         QuitEnds,
                         testing::Values(Quit{"pair 35",
                                              QuitBy::tenant,
                                              letting(TenancyType::assured, Landlord::prp),
                                              {2026, 11, 30},
                                              kMondays,
                                              {"2026-12-28"}},
                                         Quit{"a Tuesday",
                                              QuitBy::tenant,
                                              letting(TenancyType::secure, Landlord::la),
                                              {2026, 11, 24},
                                              kMondays,
                                              {"2026-12-27", "2026-12-28"}},
                                         Quit{"two months",
                                              QuitBy::tenant,
                                              market_assured(),
                                              {2026, 11, 24},
                                              kMondays,
                                              {"2027-01-24", "2027-01-25"}},
                                         Quit{"two months to a month's end",
                                              QuitBy::tenant,
                                              market_assured(),
                                              {2026, 12, 31},
                                              kFirstOfMonth,
                                              {"2027-02-28", "2027-03-01"}},
                                         Quit{"a licensor",
                                              QuitBy::landlord,
                                              letting(TenancyType::licence, Landlord::prp),
                                              {2026, 11, 23},
                                              kMondays,
                                              {"2026-12-21"}},
                                         Quit{"a contract-holder",
                                              QuitBy::tenant,
                                              welsh(TenancyType::secure_contract),
                                              {2026, 12, 1},
                                              kMondays,
                                              {"2026-12-29"}}));

TEST(QuitEnds, SayWhetherTheDayCounts) {
  const auto first_step = [](const Letting& of) {
    return notice_to_quit_ends(shipped_law(), {2026, 12, 1}, of, kMondays, QuitBy::tenant)
        ->steps.front();
  };
  EXPECT_THAT(first_step(letting(TenancyType::assured, Landlord::prp)),
              HasSubstr("4 weeks, of which that day is the first"));
  EXPECT_THAT(first_step(welsh(TenancyType::secure_contract)),
              HasSubstr("4 weeks, that day not counted"));
}

TEST(QuitEnds, ServeALandlordOnlyWhereSecurityHasGone) {  // worked pair 33
  for (const auto& [type, landlord] : {std::pair{TenancyType::secure, Landlord::la},
                                       std::pair{TenancyType::assured, Landlord::prp}}) {
    const auto answer = notice_to_quit_ends(
        shipped_law(), {2026, 11, 23}, letting(type, landlord), kMondays, QuitBy::landlord);
    EXPECT_THAT(answer->ends, testing::ElementsAre(Date{2026, 12, 21}));
    EXPECT_TRUE(answer->only_without_security);
    EXPECT_THAT(answer->steps.front(), HasSubstr("by death or by leaving"));
  }
}

TEST(QuitEnds, AreManualWhereNoticeToQuitIsNotTheWay) {
  const auto because = [](QuitBy by, const Letting& of) {
    const auto answer = notice_to_quit_ends(shipped_law(), {2026, 11, 24}, of, kMondays, by);
    return answer ? "dated" : answer.error().because;
  };
  EXPECT_THAT(because(QuitBy::landlord, letting(TenancyType::assured_fixed, Landlord::prp)),
              HasSubstr("has no effect on an assured periodic tenancy"));
  EXPECT_THAT(because(QuitBy::landlord, welsh(TenancyType::secure_contract)),
              HasSubstr("order of the court"));
  EXPECT_THAT(because(QuitBy::tenant, letting(TenancyType::assured_fixed, Landlord::prp)),
              HasSubstr("a fixed term"));
  EXPECT_THAT(because(QuitBy::tenant, letting(TenancyType::garage, Landlord::prp)),
              HasSubstr("the agreement says"));
}

TEST(SeriousArrears, AreEightWeeksOrTwoMonthsInWales) {
  const auto met = [](RentFrequency frequency, Money unpaid) {
    return ground8(shipped_law(),
                   {2026, 12, 1},
                   welsh(TenancyType::standard_contract),
                   {Money::from_pence(100'00), frequency},
                   unpaid)
        ->threshold;
  };
  EXPECT_EQ(met(RentFrequency::weekly, {}), Money::from_pence(800'00));
  EXPECT_EQ(met(RentFrequency::fortnightly, {}), Money::from_pence(400'00));
  EXPECT_EQ(met(RentFrequency::four_weekly, {}), Money::from_pence(200'00));  // England has no limb
  EXPECT_EQ(met(RentFrequency::monthly, {}), Money::from_pence(200'00));
  const auto secure = ground8(shipped_law(),
                              {2026, 12, 1},
                              welsh(TenancyType::secure_contract),
                              {Money::from_pence(100'00), RentFrequency::weekly},
                              Money::from_pence(900'00));
  EXPECT_THAT(secure.error().because, StartsWith("a secure contract has no mandatory ground"));
}

/// Every letting and notice that the rules may be asked about.
std::vector<std::pair<Letting, std::vector<std::string>>> everything() {
  std::vector<std::pair<Letting, std::vector<std::string>>> all;
  for (int type = 0; type <= static_cast<int>(TenancyType::standard_contract); ++type) {
    for (const Landlord landlord : {Landlord::prp, Landlord::la, Landlord::other}) {
      for (const bool social : {true, false}) {
        for (const Jurisdiction jurisdiction : {Jurisdiction::england, Jurisdiction::wales}) {
          const Letting of{static_cast<TenancyType>(type),
                           landlord,
                           social,
                           jurisdiction,
                           Date{2015, 1, 5},
                           std::nullopt};
          for (const std::vector<std::string>& grounds : std::vector<std::vector<std::string>>{
                   {}, {"8", "10", "11"}, {"1"}, {"14"}, {"section_21"}, {"arrears"}})
            all.emplace_back(of, grounds);
        }
      }
    }
  }
  return all;
}

RC_GTEST_PROP(NoticeKindsProperty, EveryQuestionIsAnsweredOrRefusedWithASentence, ()) {
  static const auto all = everything();
  const Date served = Date{2015, 1, 1}.plus_days(*rc::gen::inRange(0, 26 * 365));
  const auto& [of, grounds] = all[*rc::gen::inRange<std::size_t>(0, all.size())];
  const RentPeriods periods{static_cast<RentFrequency>(*rc::gen::inRange(0, 6)),
                            Weekday::monday,
                            static_cast<unsigned>(*rc::gen::inRange(1, 32))};
  const Placed<NoticeDates> dates = ask(served, of, grounds, periods);
  if (!dates) {
    RC_ASSERT(dates.error().because.size() > 20);
    return;
  }
  RC_ASSERT(dates->named_date >= served);
  RC_ASSERT(dates->earliest_legal <= dates->earliest_safe);
  RC_ASSERT(dates->named_date <= dates->earliest_safe);
  if (dates->last_legal) RC_ASSERT(*dates->last_safe < *dates->last_legal);
  RC_ASSERT(!dates->rules.empty());
  // A later service never gives an earlier first day, unless the law itself changed between.
  const Placed<NoticeDates> next = ask(served.plus_days(1), of, grounds, periods);
  if (next && next->rules == dates->rules) RC_ASSERT(dates->earliest_safe <= next->earliest_safe);
}

RC_GTEST_PROP(NoticeClockProperty, CountsAsNoticeDatesDoes, ()) {
  static const auto all = everything();
  static const LawBook april = with_social_commencement({2027, 4, 1});
  NoticeClock clock(april);
  for (int i = 0; i < 20; ++i) {
    const Date served = Date{2026, 1, 1}.plus_days(*rc::gen::inRange(0, 900));
    const auto& [of, grounds] = all[*rc::gen::inRange<std::size_t>(0, all.size())];
    const auto counted = clock.count(served, of, grounds, kMondays);
    const auto said = ask(served, of, grounds, kMondays, april);
    RC_ASSERT(counted.has_value() == said.has_value());
    if (!said) {
      RC_ASSERT(counted.error().because == said.error().because);
      continue;
    }
    RC_ASSERT(counted->count.earliest_safe == said->earliest_safe);
    RC_ASSERT(counted->count.last_legal == said->last_legal);
    RC_ASSERT(values_used(*counted->rules, counted->count).size() == said->rules.size());
  }
}

}  // namespace
}  // namespace lintel
