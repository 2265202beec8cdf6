// What the law book page is made of: the entries, the filter, the citations and the uses.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/casework/law_index.h"
#include "server/casework/policy.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

const Date kToday{2026, 11, 23};

std::string value(const std::string& days, const std::string& text, const std::string& citation) {
  return "    - {" + days + ", value: " + text + ", citation: \"" + citation +
         "\", confidence: H, checked_on: 2026-11-22}\n";
}

std::string rule(const std::string& id,
                 const std::string& meaning,
                 const std::string& applies,
                 const std::string& parameter,
                 const std::string& unit,
                 const std::string& values) {
  return id + ":\n  meaning: " + meaning + "\n  parameter: " + parameter +
         "\n  applies: " + applies + "\n  unit: " + unit + "\n  values:\n" + values;
}

LawBook a_book() {
  const std::string open = "from: 2020-01-01, to: null";
  const auto read = LawBook::read({
      {"config/law/calendars.yaml",
       rule("CAL-01",
            "bank holidays",
            "{jurisdiction: england_and_wales}",
            "bank_holidays",
            "dates",
            value("from: 2026-01-01, to: 2026-12-31", "[2026-12-25]", "Act of 1971"))},
      {"config/law/fees.yaml",
       rule("FEE-01",
            "the fee of a claim",
            "{}",
            "fee",
            "money",
            value("from: 2020-01-01, to: 2027-03-31", "£404.00", "Fees Order") +
                "    - {from: 2027-04-01, to: null, value: unknown, citation: Fees Order, "
                "confidence: H, checked_on: 2026-11-22, load: the fee of 2027, from_whom: "
                "HMCTS}\n")},
      {"config/law/notices.yaml",
       rule("N-01",
            "notice of ground 8",
            "{jurisdiction: england, regime: pre_rra}",
            "min_notice",
            "weeks",
            value(open, "2", "Act s.8(4B)")) +
           rule("N-02",
                "notice of a secure tenancy",
                "{jurisdiction: england, tenancy: [secure]}",
                "min_notice",
                "weeks",
                value(open, "4", "Act s.83")) +
           rule("N-03",
                "notice in Wales",
                "{jurisdiction: wales}",
                "min_notice",
                "days",
                value(open, "14", "Act of Wales"))},
      {"config/law/regimes.yaml",
       rule("R-01",
            "assured tenancies",
            "{jurisdiction: england, tenancy: [assured, starter]}",
            "regime",
            "word",
            value(open, "pre_rra", "Act s.1"))},
  });
  EXPECT_TRUE(read) << read.error().front().to_string();
  return *read;
}

DatedRules a_policy() {
  DatedRules rules;
  const Problems problems = rules.add(
      read_strict_yaml("notice_weeks:\n  meaning: when notice is considered\n  unit: count\n"
                       "  values:\n    - {from: 2015-01-01, to: null, value: 4, because: Income "
                       "policy 4.1}\n",
                       "config/landlord.yaml")
          .value());
  EXPECT_THAT(problems, IsEmpty());
  return rules;
}

/// A filter with these fields set: filter([](LawFilter& to) { to.text = "fee"; }).
template <class Set>
LawFilter filter(Set set) {
  LawFilter made;
  set(made);
  return made;
}

class LawIndexTest : public testing::Test {
 protected:
  std::vector<std::string> names(const LawFilter& filter) const {
    std::vector<std::string> all;
    for (const LawEntry* each : index_.select(filter, kToday).entries) all.push_back(each->name);
    return all;
  }

  const LawBook law_ = a_book();
  const DatedRules policy_ = a_policy();
  const LawIndex index_{law_, policy_};
};

TEST_F(LawIndexTest, HoldsTheLawBySubjectAndThenTheLandlordsOwnSettings) {
  EXPECT_THAT(
      names({}),
      ElementsAre("CAL-01", "FEE-01", "N-01", "N-02", "N-03", "R-01", "policy.notice_weeks"));
  EXPECT_EQ(index_.find("FEE-01")->subject, "fees");
  EXPECT_FALSE(index_.find("FEE-01")->is_policy);
  EXPECT_TRUE(index_.find("policy.notice_weeks")->is_policy);
  EXPECT_EQ(index_.find("notice_weeks"), nullptr);
}

TEST_F(LawIndexTest, FindsEveryWordOfATextInIdMeaningValueCitationAndWhatToLoad) {
  EXPECT_THAT(names(filter([](LawFilter& to) { to.text = "n-02"; })), ElementsAre("N-02"));
  EXPECT_THAT(names(filter([](LawFilter& to) { to.text = "NOTICE ground"; })), ElementsAre("N-01"));
  EXPECT_THAT(names(filter([](LawFilter& to) { to.text = "£404"; })), ElementsAre("FEE-01"));
  EXPECT_THAT(names(filter([](LawFilter& to) { to.text = "s.8(4B)"; })), ElementsAre("N-01"));
  EXPECT_THAT(names(filter([](LawFilter& to) { to.text = "hmcts"; })), ElementsAre("FEE-01"));
  EXPECT_THAT(names(filter([](LawFilter& to) { to.text = "notice fee"; })), IsEmpty());
}

TEST_F(LawIndexTest, CountsEverySubjectUnderTheOtherFilters) {
  const LawSelection selected = index_.select(filter([](LawFilter& to) {
                                                to.text = "notice";
                                                to.subject = "policy";
                                              }),
                                              kToday);
  EXPECT_THAT(selected.entries, testing::SizeIs(1));
  EXPECT_EQ(selected.by_subject.at("notices"), 3);
  EXPECT_EQ(selected.by_subject.at("policy"), 1);
  EXPECT_EQ(selected.by_subject.at("fees"), 0);
  EXPECT_EQ(selected.of_every_subject, 4);
}

TEST_F(LawIndexTest, ATenancyTypeLeavesOutOtherTypesAndOtherRegimes) {
  EXPECT_THAT(names(filter([](LawFilter& to) {
                to.subject = "notices";
                to.tenancy = TenancyType::assured;
              })),
              ElementsAre("N-01", "N-03"));
  EXPECT_THAT(names(filter([](LawFilter& to) {
                to.subject = "notices";
                to.tenancy = TenancyType::secure;
              })),
              ElementsAre("N-02", "N-03"));
}

TEST_F(LawIndexTest, APlaceLeavesOutWhatNamesAnother) {
  EXPECT_THAT(names(filter([](LawFilter& to) {
                to.subject = "notices";
                to.jurisdiction = Jurisdiction::wales;
              })),
              ElementsAre("N-03"));
  EXPECT_THAT(names(filter([](LawFilter& to) {
                to.subject = "fees";
                to.jurisdiction = Jurisdiction::wales;
              })),
              ElementsAre("FEE-01"));
}

TEST_F(LawIndexTest, AStatusIsOfTheDayThatIsAskedAbout) {
  EXPECT_THAT(names(filter([](LawFilter& to) { to.status = LawStatus::unknown; })),
              ElementsAre("FEE-01"));
  EXPECT_THAT(names(filter([](LawFilter& to) { to.status = LawStatus::changing; })),
              ElementsAre("CAL-01", "FEE-01"));
  EXPECT_THAT(names(filter([](LawFilter& to) { to.status = LawStatus::not_in_force; })), IsEmpty());
  EXPECT_THAT(names(filter([](LawFilter& to) {
                to.status = LawStatus::not_in_force;
                to.on = Date{2027, 5, 1};
              })),
              ElementsAre("CAL-01", "FEE-01"));
  EXPECT_THAT(names(filter([](LawFilter& to) {
                to.subject = "fees";
                to.status = LawStatus::in_force;
              })),
              ElementsAre("FEE-01"));
}

TEST_F(LawIndexTest, ACitationStandsForTheRulesThatItNames) {
  const auto cited = [&](const std::string& law) { return index_.reference(law, kToday).rules; };
  EXPECT_THAT(cited("N-01"), ElementsAre("N-01"));
  EXPECT_THAT(cited("Equality Act 2010 s.149; N-02"), ElementsAre("N-02"));
  EXPECT_THAT(cited("Act s.83"), ElementsAre("N-02"));
  EXPECT_THAT(cited("Income policy 4.1"), ElementsAre("policy.notice_weeks"));
  EXPECT_THAT(cited("Act s.8"), IsEmpty());
  EXPECT_THAT(index_.reference("Fees Order", Date{2010, 1, 1}).rules, IsEmpty());
}

TEST_F(LawIndexTest, ARulesIdAloneIsShownWithItsCitation) {
  EXPECT_EQ(index_.reference("N-01", kToday).words, "Act s.8(4B) (N-01)");
  EXPECT_EQ(index_.reference("Act s.83", kToday).words, "Act s.83");
}

TEST_F(LawIndexTest, TheCalendarSaysWhatChangesAndWhatIsToDo) {
  const LawCalendar calendar = index_.calendar(kToday);
  EXPECT_EQ(calendar.until, (Date{2027, 11, 23}));
  ASSERT_THAT(calendar.changes, testing::SizeIs(2));
  EXPECT_EQ(calendar.changes[0].entry->name, "CAL-01");
  EXPECT_EQ(calendar.changes[0].change.after, nullptr);
  EXPECT_EQ(calendar.changes[1].entry->name, "FEE-01");
  ASSERT_THAT(calendar.unknown, testing::SizeIs(1));
  EXPECT_EQ(calendar.unknown.front().value->load, "the fee of 2027");
}

}  // namespace
}  // namespace lintel
