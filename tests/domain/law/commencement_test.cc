#include "domain/law/commencement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/law/notice_form.h"
#include "tests/support/shipped_law.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Letting social(TenancyType type = TenancyType::assured) {
  return {type, Landlord::prp, true, Jurisdiction::england, Date{2018, 3, 5}, std::nullopt};
}

SupposedCommencement supposed(Date on) {
  return suppose_commencement(shipped_law(), on, std::nullopt).value();
}

/// A Form 3 on a social assured tenancy whose last day for a claim is `last`.
Notice form_3(Date last) {
  Notice notice;
  notice.form = "Form 3";
  notice.regime = "pre_rra";
  notice.state = NoticeState::served;
  notice.grounds = {"8", "10"};
  notice.last_legal = last;
  notice.counted_from =
      CountedFrom{.served = last.plus_months(-12), .letting = social(), .periods = {}, .paper = {}};
  return notice;
}

TEST(WithValue, ChangesACopyAlone) {
  const LawBook& law = shipped_law();
  const LawBook other = law.with_value("S8-05", "6", "supposed").value();
  EXPECT_EQ(other.on(Date{2026, 11, 23}).value("S8-05")->number(), 6);
  EXPECT_EQ(law.on(Date{2026, 11, 23}).value("S8-05")->number(), 12);
  EXPECT_EQ(law.with_value("S8-99", "6", "").error().what, "there is no rule \"S8-99\"");
  EXPECT_EQ(law.with_value("S8-05", "half a year", "").error().what,
            "\"half a year\" is not a whole number");
  EXPECT_EQ(law.with_value("REG-03", "2027-02-30", "").error().fix, "The unit of REG-03 is date.");
}

TEST(SupposedCommencement, MovesTheRegimeFromThatDay) {
  const SupposedCommencement what_if = supposed({2027, 4, 1});
  EXPECT_EQ(what_if.rule, "REG-03");
  EXPECT_THAT(what_if.warnings, IsEmpty());
  EXPECT_EQ(regime_on(what_if.law, Date{2027, 3, 31}, social())->regime, Regime::pre_rra);
  EXPECT_EQ(regime_on(what_if.law, Date{2027, 4, 1}, social())->regime, Regime::rra);
  EXPECT_EQ(regime_on(shipped_law(), Date{2027, 4, 1}, social())->regime, Regime::pre_rra);
}

TEST(SupposedCommencement, WarnsOfADayThatIsTooSoonAndAnswersAllTheSame) {
  const SupposedCommencement soon = supposed({2026, 12, 1});
  ASSERT_EQ(soon.warnings.size(), 1U);
  EXPECT_THAT(soon.warnings.front(), HasSubstr("not to come before 1 January 2027 (REG-03A"));
  EXPECT_EQ(regime_on(soon.law, Date{2026, 12, 1}, social())->regime, Regime::rra);
  EXPECT_EQ(supposed({2025, 1, 1}).warnings.size(), 2U);
}

TEST(SupposedCommencement, SaysThatTheLawAlreadyNamesADay) {
  const LawBook law = shipped_law().with_value("REG-03", "2027-10-01", "SI 2027/1").value();
  const SupposedCommencement what_if =
      suppose_commencement(law, Date{2027, 4, 1}, std::nullopt).value();
  EXPECT_THAT(what_if.warnings,
              ElementsAre("The law already says 1 October 2027 (REG-03, SI 2027/1); 1 April 2027 "
                          "is supposed in its place."));
}

TEST(SupposedCommencement, IsRefusedForAKindThatNoRuleGivesADay) {
  const auto what_if = suppose_commencement(shipped_law(), Date{2027, 4, 1}, TenancyType::secure);
  ASSERT_FALSE(what_if);
  EXPECT_EQ(what_if.error().what, "no rule of law can give secure tenancies a day of their own");
}

TEST(SupposedCommencement, MayComeToOneKindAlone) {
  const SupposedCommencement what_if =
      suppose_commencement(shipped_law(), Date{2027, 4, 1}, TenancyType::starter).value();
  EXPECT_EQ(what_if.rule, "REG-08");
  EXPECT_EQ(regime_on(what_if.law, Date{2027, 4, 1}, social(TenancyType::starter))->regime,
            Regime::rra);
  EXPECT_EQ(regime_on(what_if.law, Date{2027, 4, 1}, social())->regime, Regime::pre_rra);
  EXPECT_FALSE(under(what_if, form_3({2027, 11, 25}), social()).reached);
  Notice starter = form_3({2027, 11, 25});
  starter.counted_from->letting.type = TenancyType::starter;
  EXPECT_TRUE(under(what_if, starter, social()).reached);
}

struct Row {
  Date own_last;
  Date on;
  Date last;
  bool shortened;
  bool spent;
};

TEST(CommencedNotice, MayBeUsedUntilTheSoonerOfItsLifeAndThreeMonths) {
  const Row rows[] = {
      {{2027, 11, 25}, {2027, 4, 1}, {2027, 6, 30}, true, false},
      {{2027, 7, 1}, {2027, 4, 1}, {2027, 6, 30}, true, false},
      {{2027, 6, 30}, {2027, 4, 1}, {2027, 6, 30}, false, false},
      {{2027, 5, 23}, {2027, 4, 1}, {2027, 5, 23}, false, false},  // worked pair 51
      {{2027, 4, 1}, {2027, 4, 1}, {2027, 4, 1}, false, false},
      {{2027, 3, 31}, {2027, 4, 1}, {2027, 3, 31}, false, true},
      {{2027, 11, 25},
       {2027, 1, 31},
       {2027, 4, 30},
       true,
       false},  // no 31 April: its last day counts
  };
  for (const Row& row : rows) {
    const CommencedNotice would = under(supposed(row.on), form_3(row.own_last), social());
    EXPECT_TRUE(would.reached);
    EXPECT_EQ(would.own_last, row.own_last);
    EXPECT_EQ(would.last_request, row.last) << row.own_last.to_iso() << " " << row.on.to_iso();
    EXPECT_EQ(would.shortened, row.shortened) << row.own_last.to_iso();
    EXPECT_EQ(would.spent, row.spent) << row.own_last.to_iso();
  }
}

TEST(CommencedNotice, NamesTheRulesAndSaysSoInASentence) {
  const CommencedNotice would = under(supposed({2027, 4, 1}), form_3({2027, 11, 25}), social());
  ASSERT_EQ(would.rules.size(), 3U);
  EXPECT_EQ(would.rules[0].id, "REG-03");
  EXPECT_EQ(would.rules[0].value, "2027-04-01");
  EXPECT_EQ(would.rules[1].id, "TRN-02");
  EXPECT_EQ(would.rules[1].value, "3 months");
  EXPECT_EQ(would.rules[2].id, "TRN-06");
  EXPECT_EQ(would.says,
            "The court must be asked to issue by 30 June 2027, not 25 November 2027. Asked before "
            "1 April 2027, it lasts until the "
            "proceedings end. While it may be used the tenancy stays under the older law.");
}

TEST(CommencedNotice, UnderSection21HasItsOwnParagraph) {
  Notice no_fault = form_3({2027, 11, 25});
  no_fault.form = "Form 6A";
  no_fault.grounds = {"section_21"};
  no_fault.counted_from->letting.type = TenancyType::starter;
  const CommencedNotice would = under(supposed({2027, 4, 1}), no_fault, social());
  EXPECT_EQ(would.last_request, (Date{2027, 6, 30}));
  EXPECT_EQ(would.rules.at(1).id, "TRN-01");
}

TEST(CommencedNotice, IsNotReachedWhereTheActIsAlreadyOrNever) {
  Notice market = form_3({2027, 4, 1});
  market.counted_from->letting.social = false;
  EXPECT_FALSE(under(supposed({2027, 4, 1}), market, social()).reached);
  Notice secure = form_3({2027, 4, 1});
  secure.regime = "ha1985";
  secure.counted_from->letting.type = TenancyType::secure;
  EXPECT_FALSE(under(supposed({2027, 4, 1}), secure, social()).reached);
}

TEST(CommencedNotice, AsksTheTenancyWhereTheNoticeHasKeptNoLetting) {
  Notice old = form_3({2027, 11, 25});
  old.counted_from.reset();
  EXPECT_TRUE(under(supposed({2027, 4, 1}), old, social()).reached);
  Letting market = social();
  market.social = false;
  EXPECT_FALSE(under(supposed({2027, 4, 1}), old, market).reached);
}

TEST(CommencedNotice, ThatIsNotServedCannotBeServedFromThatDay) {
  Notice draft = form_3({2027, 11, 25});
  draft.state = NoticeState::approved;
  const CommencedNotice would = under(supposed({2027, 4, 1}), draft, social());
  EXPECT_TRUE(would.reached);
  EXPECT_FALSE(would.last_request);
  EXPECT_FALSE(would.shortened);
  EXPECT_THAT(would.says, HasSubstr("from that day it cannot be served"));
}

}  // namespace
}  // namespace lintel
