#include "domain/law/law_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/strict_yaml.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A notice that changes, a fee that nobody knows, a day that nobody has appointed, one that ends.
DatedRules a_book() {
  DatedRules rules;
  const std::string yaml = R"(
N-01:
  meaning: a notice
  unit: weeks
  values:
    - {from: 2020-01-01, to: 2027-03-31, value: 2, citation: Act s.1, confidence: H, checked_on: 2026-11-22}
    - {from: 2027-04-01, to: null, value: 4, citation: Act s.2, confidence: M, checked_on: 2026-11-22, verify: true}
F-01:
  meaning: a fee
  unit: money
  values:
    - {from: 2020-01-01, to: 2026-12-31, value: £10.00, citation: Order, confidence: H, checked_on: 2026-11-22}
    - {from: 2027-01-01, to: null, value: unknown, citation: Order, confidence: H, checked_on: 2026-11-22, load: the fee, from_whom: the court}
O-01:
  meaning: what is over
  unit: weeks
  values:
    - {from: 2010-01-01, to: 2019-12-31, value: 2, citation: Act s.0, confidence: M, checked_on: 2026-11-22, verify: true}
R-01:
  meaning: when it begins
  unit: date
  values:
    - {from: 2025-01-01, to: null, value: null, citation: Act s.3, confidence: H, checked_on: 2026-11-22}
E-01:
  meaning: what ends
  unit: yes_no
  values:
    - {from: 2020-01-01, to: 2027-06-30, value: yes, citation: Act s.4, confidence: H, checked_on: 2026-11-22}
)";
  const Problems problems = rules.add(read_strict_yaml(yaml, "law.yaml").value());
  EXPECT_THAT(problems, IsEmpty()) << (problems.empty() ? "" : problems.front().to_string());
  return rules;
}

const Date kToday{2026, 11, 23};
const Date kSoon{2027, 11, 23};

std::vector<std::string> said(const std::vector<RuleChange>& changes) {
  std::vector<std::string> all;
  for (const RuleChange& each : changes) {
    all.push_back(each.on.to_iso() + " " + each.rule->id +
                  (each.before == nullptr  ? " starts"
                   : each.after == nullptr ? " ends"
                                           : " changes"));
  }
  return all;
}

TEST(LawChanges, StandInOrderOfDay) {
  const DatedRules rules = a_book();
  EXPECT_THAT(
      said(changes_between(rules, kToday, kSoon)),
      ElementsAre("2027-01-01 F-01 changes", "2027-04-01 N-01 changes", "2027-07-01 E-01 ends"));
}

TEST(LawChanges, CountTheFirstAndTheLastDay) {
  const DatedRules rules = a_book();
  const Date day{2027, 4, 1};
  EXPECT_THAT(said(changes_between(rules, day, day)), ElementsAre("2027-04-01 N-01 changes"));
  EXPECT_THAT(changes_between(rules, day.plus_days(1), day.plus_days(1)), IsEmpty());
  EXPECT_THAT(changes_between(rules, day.plus_days(-1), day.plus_days(-1)), IsEmpty());
}

TEST(LawChanges, ARuleStartsWithItsFirstValue) {
  const DatedRules rules = a_book();
  EXPECT_THAT(said(changes_between(rules, {2025, 1, 1}, {2025, 1, 1})),
              ElementsAre("2025-01-01 R-01 starts"));
}

TEST(LawChanges, AChangeToAnUnknownValueSaysSo) {
  const DatedRules rules = a_book();
  const auto changes = changes_between(rules, kToday, kSoon);
  EXPECT_TRUE(changes.at(0).becomes_unknown());
  EXPECT_FALSE(changes.at(1).becomes_unknown());
  EXPECT_FALSE(changes.at(2).becomes_unknown());
}

TEST(LawChanges, ARuleStandsAsItsValuesOfTodayAndLaterSay) {
  const DatedRules rules = a_book();
  const RuleStanding notice = standing_on(*rules.find("N-01"), kToday, kSoon);
  EXPECT_TRUE(notice.in_force);
  EXPECT_EQ(notice.now->number(), 2);
  EXPECT_TRUE(notice.verify) << "the value to come is not read yet";
  EXPECT_TRUE(notice.changes_soon);
  EXPECT_FALSE(notice.unknown);

  EXPECT_TRUE(standing_on(*rules.find("F-01"), kToday, kSoon).unknown);
  EXPECT_FALSE(standing_on(*rules.find("F-01"), {2027, 2, 1}, kSoon).in_force);
  EXPECT_TRUE(standing_on(*rules.find("R-01"), kToday, kSoon).not_set);
  EXPECT_FALSE(standing_on(*rules.find("E-01"), {2028, 1, 1}, {2029, 1, 1}).in_force);
}

TEST(LawChanges, AChangeAfterTheYearIsNotSoon) {
  const DatedRules rules = a_book();
  EXPECT_FALSE(standing_on(*rules.find("N-01"), kToday, {2027, 3, 31}).changes_soon);
  EXPECT_TRUE(standing_on(*rules.find("N-01"), kToday, {2027, 4, 1}).changes_soon);
  EXPECT_FALSE(standing_on(*rules.find("E-01"), kToday, {2027, 6, 30}).changes_soon);
  EXPECT_TRUE(standing_on(*rules.find("E-01"), kToday, {2027, 7, 1}).changes_soon);
}

TEST(LawChanges, WhatIsToDoLeavesOutWhatIsOver) {
  const DatedRules rules = a_book();
  const LawToDo open = to_do_from(rules, kToday);
  ASSERT_EQ(open.unknown.size(), 1U);
  EXPECT_EQ(open.unknown.front().value->from_whom, "the court");
  ASSERT_EQ(open.not_set.size(), 1U);
  EXPECT_EQ(open.not_set.front().rule->id, "R-01");
  ASSERT_EQ(open.verify.size(), 1U);
  EXPECT_EQ(open.verify.front().value->from, (Date{2027, 4, 1}));
}

}  // namespace
}  // namespace lintel
