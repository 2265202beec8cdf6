#include "workflows/decide_json.h"

#include <gtest/gtest.h>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

constexpr std::string_view kReminders = R"yaml(
workflow: reminders
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  arrears:        {type: money,  source: rent_account.collectable}
  weeks_owed:     {type: number, source: rent_account.weeks_owed}
  last_contact:   {type: date,   source: case.last_contact_on}
  agreement_live: {type: yes_no, source: agreement.live}
  kind:           {type: one_of (rent, garage), source: rent_account.kind}
  payments:       {type: list, source: rent_account.payments, of: {on: date, amount: money}}
holds:
  breathing_space: {begins: a, ends: b, blocks: {tags: [arrears_demand]}, law: SI 2020/1311 reg 7}
start: open
states:
  open:
    stage: early_contact
    on:
      arrears_run: {when: weeks_owed >= 1, to: reminded}
  reminded:
    stage: early_contact
    on:
      arrears_run:
        - {name: paid, when: arrears <= £0, to: closed, because: nothing is owed}
        - {name: letter, when: weeks_owed >= 2 and not agreement_live, do: [{document: {template: letter_1, tag: arrears_demand}}, {task: call}], to: open}
  closed: {stage: closed, final: true}
)yaml";

std::string decided(std::string_view line) {
  static const Definition definition = definition_of(kReminders);
  const MadeUpRules book;
  return decide_line(definition,
                     line,
                     "arrears_run",
                     RuleValues{definition, book, Date{2026, 11, 23}},
                     Date{2026, 11, 23})
      .text;
}

TEST(DecideLine, AnswersWithReasonsAndRunnerUp) {
  EXPECT_EQ(
      decided(
          R"({"id":"a1","state":"reminded","facts":{"arrears":"410.35","weeks_owed":3.7,"agreement_live":false}})"),
      R"({"actions":["document:letter_1","task:call"],"event":"arrears_run","from":"reminded","id":"a1","reasons":[)"
      R"({"because":"arrears £410.35 is above £0.00","fact":"arrears","passed":false,"rule":"paid"},)"
      R"({"because":"weeks owed 3.7 is at least 2, agreement live is no","fact":"weeks_owed","passed":true,"rule":"letter"}],)"
      R"("rule":"letter","runner_up":{"failed":["arrears £410.35 is above £0.00"],"rule":"paid"},"to":"open"})");
}

TEST(DecideLine, TakesTheStartAndNoHoldWhereNoneIsGiven) {
  EXPECT_THAT(decided(R"({"id":7,"facts":{"weeks_owed":0.5}})"),
              ::testing::AllOf(::testing::HasSubstr(R"("from":"open")"),
                               ::testing::HasSubstr(R"("to":"open")"),
                               ::testing::HasSubstr(R"("rule":null)"),
                               ::testing::HasSubstr(R"("actions":[])"),
                               ::testing::HasSubstr(R"("id":7)"),
                               ::testing::HasSubstr("weeks owed 0.5 is below 1")));
}

TEST(DecideLine, KeepsAbsentApartFromNull) {
  EXPECT_THAT(
      decided(R"({"id":"a","facts":{}})"),
      ::testing::HasSubstr(
          R"("because":"weeks owed is not known","fact":"weeks_owed","fix":"Bring weeks owed up to date.","passed":"unknown")"));
  EXPECT_THAT(
      decided(R"({"id":"a","facts":{"weeks_owed":null}})"),
      ::testing::HasSubstr(R"("because":"weeks owed is none","fact":"weeks_owed","passed":false)"));
}

TEST(DecideLine, ObeysHolds) {
  EXPECT_THAT(
      decided(
          R"({"id":"a","state":"reminded","holds":["breathing_space"],"facts":{"arrears":"410.35","weeks_owed":3.7,"agreement_live":false}})"),
      ::testing::AllOf(::testing::HasSubstr(
                           "breathing space runs: it stops any arrears demand, such as letter 1"),
                       ::testing::HasSubstr(R"("law":"SI 2020/1311 reg 7")"),
                       ::testing::HasSubstr(R"("to":"reminded")")));
}

TEST(DecideLine, NamesTheFieldThatCannotBeRead) {
  EXPECT_EQ(
      decided(R"({"id":"a","facts":{"arrears":410.35}})"),
      R"({"error":"facts: arrears is 410.35, not a string of pounds and pence such as \"410.35\".","id":"a"})");
  EXPECT_EQ(
      decided(R"({"id":"a","facts":{"areers":"1"}})"),
      R"({"error":"facts: there is no fact \"areers\". Did you mean \"arrears\"?","id":"a"})");
  EXPECT_THAT(decided(R"({"id":"a","facts":{"weeks_owed":"3"}})"),
              ::testing::HasSubstr(R"(weeks_owed is \"3\", not a number)"));
  EXPECT_THAT(decided(R"({"id":"a","facts":{"last_contact":"2026-02-30"}})"),
              ::testing::HasSubstr("last_contact"));
  EXPECT_THAT(decided(R"({"id":"a","facts":{"agreement_live":"no"}})"),
              ::testing::HasSubstr("not true or false"));
  EXPECT_THAT(decided(R"({"id":"a","facts":{"kind":"shed"}})"),
              ::testing::HasSubstr("not one of rent, garage"));
  EXPECT_THAT(decided(R"({"id":"a","facts":{"payments":[{"on":"2026-11-01","amout":"1"}]}})"),
              ::testing::HasSubstr("payments has no field"));
  EXPECT_THAT(decided(R"({"id":"a","state":"remindd"})"),
              ::testing::HasSubstr(R"(Did you mean \"reminded\"?)"));
  EXPECT_THAT(decided(R"({"id":"a","holds":["stay"]})"), ::testing::HasSubstr("there is no hold"));
  EXPECT_THAT(decided(R"({"id":"a","fact":{}})"), ::testing::HasSubstr("is not a field of a line"));
  EXPECT_THAT(decided("not json"), ::testing::HasSubstr(R"("id":null)"));
}

}  // namespace
}  // namespace lintel
