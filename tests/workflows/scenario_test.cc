#include "workflows/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/workflows/made_up_rules.h"
#include "workflows/account_ahead.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Definition& secure() {
  static const Definition definition = [] {
    std::ifstream file{std::filesystem::path{LINTEL_SOURCE_DIR} /
                       "config/workflows/arrears_secure.yaml"};
    std::stringstream text;
    text << file.rdbuf();
    return definition_of(text.str());
  }();
  return definition;
}

constexpr std::string_view kHead = R"(story: A test
workflow: arrears_secure
tenancy: {type: secure, weekly_rent: £112.40, owes: £449.60, account: in_order}
state: reminder
since: 2026-11-09
days:
)";

/// What went wrong with a story of these days; empty when it holds.
std::vector<std::string> told(const std::string& days) {
  const ResultOfMany<Scenario> story = read_scenario(std::string(kHead) + days, "a.yaml");
  if (!story) throw std::runtime_error(said(story.error()));
  return run_scenario(*story, secure(), MadeUpRules{}, nullptr).lines;
}

std::string refused(const std::string& text) {
  const ResultOfMany<Scenario> story = read_scenario(text, "a.yaml");
  return story ? "" : said(story.error());
}

TEST(Story, HoldsAsTheOfficerWroteIt) {
  EXPECT_THAT(told("  - {on: 2026-11-21, pays: £449.60}\n"
                   "  - {on: 2026-11-23, run: arrears, expect: {state: closed_paid, letters: 0, "
                   "because: nothing is owed}}\n"),
              IsEmpty());
}

TEST(Story, SaysTheDayWhatWasExpectedAndWhatCame) {
  EXPECT_THAT(
      told("  - {on: 2026-11-21, pays: £449.59}\n"
           "  - {on: 2026-11-23, run: arrears, expect: {state: closed_paid, letters: 1}}\n"),
      ElementsAre("a.yaml:8: on 23 November 2026 expected the state closed_paid, came reminder "
                  "(less is owed than anybody is written to about (arrears after expected income "
                  "£0.01 is below £25.00))",
                  "a.yaml:8: on 23 November 2026 expected letters 1, came 0 (none)"));
}

TEST(Story, FailsWhenAPressIsRefusedAndNobodyExpectedIt) {
  const std::vector<std::string> lines = told(
      "  - {on: 2026-11-10, event: offer_agreement, by: auditor Ewa Świątek, fields: {instalment: "
      "\"5.00\", first_due: 2026-11-20, frequency: weekly}}\n");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], HasSubstr("offer_agreement was refused: Ewa Świątek is not an income"));
}

TEST(Story, FailsWhenWhatShouldBeRefusedIsDone) {
  const std::vector<std::string> lines = told(
      "  - {on: 2026-11-10, event: offer_agreement, by: income_officer Priya Shah, fields: "
      "{instalment: \"5.00\", first_due: 2026-11-20, frequency: weekly}, expect: {refused: "
      "yes}}\n");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], HasSubstr("expected that offer_agreement is refused, and it was done"));
}

TEST(Story, LooksAtTimersTasksHoldsAndRunnerUp) {
  const std::string offer =
      "  - {on: 2026-11-10, event: offer_agreement, by: income_officer Priya Shah, fields: "
      "{instalment: \"5.00\", first_due: 2026-11-20, frequency: weekly}, expect: ";
  EXPECT_THAT(told(offer + "{timers: {offer_unanswered: 2026-11-24}, tasks: none, holds: none}}\n"),
              IsEmpty());
  EXPECT_THAT(
      told(offer + "{timers: {offer_unanswered: 2026-11-25}}}\n"),
      ElementsAre(HasSubstr("expected timer offer_unanswered 2026-11-25, came 2026-11-24")));
  EXPECT_THAT(told(offer + "{tasks: [approve_notice]}}\n"),
              ElementsAre(HasSubstr("expected open tasks approve_notice, came none")));
  EXPECT_THAT(told(offer + "{holds: [dispute]}}\n"),
              ElementsAre(HasSubstr("expected holds dispute, came none")));
  EXPECT_THAT(told("  - {on: 2026-11-23, run: arrears, expect: {runner_up: x}}\n"),
              ElementsAre(HasSubstr("expected the runner-up x, came paid")));
  EXPECT_THAT(told("  - {on: 2026-11-23, run: arrears, expect: {rule: paid}}\n"),
              ElementsAre(HasSubstr("expected the rule paid, came letter_1_due")));
}

TEST(Story, TimersFireOnTheirOwnDayAndNotOnTheDayTheyAreLookedAt) {
  EXPECT_THAT(
      told("  - {on: 2026-11-10, event: offer_agreement, by: income_officer Priya Shah, fields: "
           "{instalment: \"5.00\", first_due: 2026-11-20, frequency: weekly}}\n"
           "  - {on: 2026-11-23, expect: {state: agreement_offered}}\n"
           "  - {on: 2026-12-01, run: arrears, expect: {state: letter_2, rule: letter_2_due}}\n"),
      IsEmpty())
      << "letter 1 since 24 November: the week of waiting is over on 1 December";
}

TEST(Story, NamesWhatItsWorkflowHasNot) {
  EXPECT_THAT(
      told("  - {on: 2026-11-23, event: propose_notise, facts: {tyes: yes, ties: perhaps}, "
           "expect: {state: closed, tasks: [call], holds: [stay], timers: {x: none}}}\n"),
      ElementsAre(HasSubstr("a.yaml:7:53: arrears_secure has no fact \"tyes\". Did you mean "
                            "\"ties\"?"),
                  HasSubstr("neither yes nor no"),
                  HasSubstr("no event \"propose_notise\". Did you mean \"propose_notice\"?"),
                  HasSubstr("no state \"closed\""),
                  HasSubstr("no task \"call\""),
                  HasSubstr("no hold \"stay\""),
                  HasSubstr("a.yaml:7:")));
}

TEST(Story, IsRefusedWithItsPlace) {
  EXPECT_THAT(refused("story: A\nworkflow: b\ndays:\n  - {on: 2026-02-30, rum: arrears}\n"),
              HasSubstr("a.yaml:4:10: "));
  EXPECT_THAT(refused("story: A\nworkflow: b\ndays:\n  - {on: 2026-02-20, rum: arrears}\n"),
              HasSubstr("a.yaml:4:22: a story knows no \"rum\" here. Did you mean \"run\"?"));
  EXPECT_THAT(refused("workflow: b\ndays:\n  - {on: 2026-02-20}\n"),
              HasSubstr("a story needs story"));
  EXPECT_THAT(refused("story: A\nworkflow: b\n"), HasSubstr("a story needs days"));
  EXPECT_THAT(refused("story: A\nworkflow: b\ndays:\n  - {on: 2026-02-20}\n  - {on: 2026-02-19}\n"),
              HasSubstr("19 February 2026 stands after 20 February 2026"));
  EXPECT_THAT(refused("story: A\nworkflow: b\ndays:\n  - {on: 2026-02-20, by: priya}\n"),
              HasSubstr("does not say both role and name"));
  EXPECT_THAT(refused("story: A\nworkflow: b\ndays:\n  - {on: 2026-02-20, run: a, event: b}\n"),
              HasSubstr("one line of a story has one event"));
  EXPECT_THAT(refused("story: A\nworkflow: b\ntenancy: {rent_day: munday}\ndays:\n  - {on: "
                      "2026-02-20}\n"),
              HasSubstr("Did you mean \"monday\"?"));
}

TEST(Story, CoverageNamesEveryStateEventAndBranchThatNoStoryReaches) {
  const ResultOfMany<Scenario> story =
      read_scenario(std::string(kHead) + "  - {on: 2026-11-23, run: arrears}\n", "a.yaml");
  ASSERT_TRUE(story.has_value());
  const ScenarioResult result = run_scenario(*story, secure(), MadeUpRules{}, nullptr);
  const ScenarioCoverage coverage = scenario_coverage(secure(), result.reached);
  EXPECT_EQ(coverage.of_states - coverage.states.size(), 2U) << "reminder and letter 1";
  EXPECT_EQ(coverage.of_events - coverage.events.size(), 1U);
  EXPECT_EQ(coverage.of_branches - coverage.branches.size(), 1U);
  EXPECT_THAT(coverage.states, testing::Contains("closed_paid"));
  EXPECT_THAT(coverage.events, testing::Contains("serve_notice"));
}

TEST(AccountAhead, ChargesOnItsDayAndForgetsPaymentsAfterFourWeeks) {
  const AccountAhead account{.from = Date{2026, 9, 7},  // a Monday
                             .balance = 100'00_pence,
                             .expected_income = 20'00_pence,
                             .weekly_rent = 50'00_pence,
                             .rent_day = Weekday::monday,
                             .charges = {},
                             .payments = {{Date{2026, 9, 10}, 30'00_pence}}};
  EXPECT_EQ(account.value("rent_account.balance", Date{2026, 9, 7}), Value::money(100'00_pence));
  EXPECT_EQ(account.value("rent_account.balance", Date{2026, 9, 21}), Value::money(170'00_pence));
  EXPECT_EQ(account.value("rent_account.collectable", Date{2026, 9, 21}),
            Value::money(150'00_pence));
  EXPECT_EQ(account.value("rent_account.weeks_owed", Date{2026, 9, 21}), Value::number(3));
  EXPECT_EQ(account.paid_in_28_days(Date{2026, 10, 7}), 30'00_pence);
  EXPECT_EQ(account.paid_in_28_days(Date{2026, 10, 8}), Money{});
  EXPECT_TRUE(account.value("rent_account.ties", Date{2026, 9, 7}).is_unknown());
  EXPECT_TRUE(AccountAhead{}.value("rent_account.balance", Date{2026, 9, 7}).is_unknown());
}

}  // namespace
}  // namespace lintel
