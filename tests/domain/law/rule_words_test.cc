#include "domain/law/rule_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/shipped_law.h"

namespace lintel {
namespace {

DatedRules rules_of(const std::string& unit, const std::string& value, const std::string& applies) {
  DatedRules rules;
  const std::string yaml = "T-01:\n  meaning: a test\n  applies: " + applies + "\n  unit: " + unit +
                           "\n  values:\n    - {from: 2020-01-01, to: null, value: " + value +
                           ", because: a test}\n";
  EXPECT_THAT(rules.add(read_strict_yaml(yaml, "law.yaml").value()), testing::IsEmpty()) << yaml;
  return rules;
}

std::string words_of_value(const std::string& unit, const std::string& value) {
  const DatedRules rules = rules_of(unit, value, "{}");
  return value_in_words(rules.find("T-01")->values.front());
}

std::string words_of_applies(const std::string& applies) {
  const DatedRules rules = rules_of("count", "1", applies);
  return applies_in_words(*rules.find("T-01"));
}

TEST(RuleWords, SayAValueWithItsUnit) {
  EXPECT_EQ(words_of_value("weeks", "2"), "2 weeks");
  EXPECT_EQ(words_of_value("weeks", "1"), "1 week");
  EXPECT_EQ(words_of_value("working_days", "1"), "1 working day");
  EXPECT_EQ(words_of_value("clear_days", "7"), "7 clear days");
  EXPECT_EQ(words_of_value("weeks_of_rent", "8"), "8 weeks’ rent");
  EXPECT_EQ(words_of_value("months_of_rent", "1"), "1 month’s rent");
  EXPECT_EQ(words_of_value("money", "£1404.00"), "£1,404.00");
  EXPECT_EQ(words_of_value("percent", "4.8"), "4.8%");
  EXPECT_EQ(words_of_value("divisor", "30.44"), "divided by 30.44");
  EXPECT_EQ(words_of_value("date", "2026-05-01"), "1 May 2026");
  EXPECT_EQ(words_of_value("day_range", "[26, 35]"), "day 26 to day 35");
  EXPECT_EQ(words_of_value("words", "[7A, 7B, \"8\"]"), "7A, 7B and 8");
  EXPECT_EQ(words_of_value("word", "first_or_last_day"), "first or last day");
  EXPECT_EQ(words_of_value("word", "ntq_equivalent"), "when a notice to quit could end it");
  EXPECT_EQ(words_of_value("dates", "[2027-01-01, 2027-03-26]"), "2 dates");
}

TEST(RuleWords, TellUnknownFromNotSet) {
  EXPECT_EQ(words_of_value("date", "null"), "not set");
  DatedValue value;
  value.known = false;
  EXPECT_EQ(value_in_words(value), "unknown");
}

TEST(RuleWords, ListTheDatesWhole) {
  const DatedRules rules = rules_of("dates", "[2027-01-01, 2027-03-26]", "{}");
  EXPECT_EQ(entries_in_words(rules.find("T-01")->values.front()),
            "1 January 2027 and 26 March 2027");
}

TEST(RuleWords, SayWhatARuleAppliesToFromPlaceToGround) {
  EXPECT_EQ(words_of_applies("{}"), "");
  EXPECT_EQ(words_of_applies("{jurisdiction: england_and_wales}"), "England and Wales");
  EXPECT_EQ(words_of_applies("{ground: [\"8\", \"10\"], jurisdiction: england, tenancy: [starter, "
                             "demoted], social: yes}"),
            "England; starter tenancy and demoted tenancy; social housing; grounds 8 and 10");
}

TEST(RuleWords, LeaveNoUnderscoreInTheLawThatShips) {
  for (const auto& [id, rule] : shipped_law().rules().rules()) {
    EXPECT_EQ(applies_in_words(rule).find('_'), std::string::npos) << id;
    for (const DatedValue& value : rule.values) {
      EXPECT_EQ(value_in_words(value).find('_'), std::string::npos) << id;
      EXPECT_FALSE(value_in_words(value).empty()) << id;
    }
  }
}

}  // namespace
}  // namespace lintel
