#include "workflows/checks.h"

#include <gtest/gtest.h>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

/// A sound workflow, in which each test breaks one thing.
constexpr std::string_view kSound = R"yaml(
workflow: sound
version: "2"
title: A sound workflow
owner: income_team
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  arrears: {type: money, source: rent_account.collectable}
  served:  {type: date, source: task.serve.served_on}
holds:
  dispute: {begins: raised, ends: settled, timers: {wait: run, chase: pause}}
start: open
states:
  open:
    stage: notice
    meaning: Something is owed.
    timers:
      chase: {after: 7 days, fires: chased}
    on:
      chased: {do: [{note: chased}]}
      arrears_run:
        - {name: paid, when: arrears <= £0, to: closed, because: nothing is owed}
        - {name: owed, when: arrears > £0, do: [{document: {template: letter_1}}], to: serving, because: much is owed}
  serving:
    stage: notice
    meaning: It is being served.
    tasks:
      serve: {role: income_officer, four_eyes: [arrears_run]}
    on:
      serve_notice: {by: task.serve, irrevocable: true, do: [{call: {connector: post.send}}], to: running}
  running:
    stage: notice
    meaning: It runs.
    timers:
      wait: {at: served, fires: expired}
    on:
      expired: {to: closed}
  closed: {stage: closed, final: true}
migrate: {from: "1", states: {same: rest}, timers: {wait: keep_due_date, chase: drop}}
)yaml";

CheckContext world() {
  CheckContext context;
  context.templates = std::vector<TemplateOffer>{{"letter_1", {}, {}}};
  context.connectors = std::vector<std::string>{"post.send"};
  context.sources = std::vector<std::string>{"rent_account.collectable"};
  return context;
}

/// "E3 sentence" for each finding when `from` is written as `to`.
std::string found(std::string_view from = "", std::string_view to = "") {
  std::string text{kSound};
  const std::size_t at = text.find(from);
  if (at == std::string::npos) return "no such text";
  text.replace(at, from.size(), to);
  std::string all;
  for (const CheckFinding& finding : check_definition(definition_of(text), world()))
    all += finding.check + " " + finding.problem.what + "\n";
  return all;
}

TEST(Checks, FindNothingInASoundWorkflow) {
  EXPECT_EQ(found(), "");
}

TEST(Checks, FindUnknownNames) {
  EXPECT_EQ(found("template: letter_1", "template: letter_one"),
            "E2 there is no template \"letter_one\"\n");
  EXPECT_EQ(found("post.send", "post.sned"), "E2 there is no connector \"post.sned\"\n");
  EXPECT_EQ(found("rent_account.collectable", "rent_account.colectable"),
            "E2 there is no source of facts \"rent_account.colectable\"\n");
  EXPECT_EQ(found("four_eyes: [arrears_run]", "four_eyes: [arears_run]"),
            "E2 four eyes of serve names the event \"arears_run\", which no state answers\n");
  EXPECT_EQ(found("meaning: It runs.", "meaning: It runs.\n    keeps: [chse]"),
            "E2 the state running keeps the timer \"chse\", which no state has\n");
}

TEST(Checks, FindStatesOutOfReachAndWithoutAnEnd) {
  EXPECT_EQ(found("  closed: {stage",
                  "  lost: {stage: order, meaning: Nobody comes here., on: {found: {to: "
                  "closed}}}\n  closed: {stage"),
            "E3 no path from open leads to the state lost\n");
  EXPECT_EQ(found("expired: {to: closed}", "expired: {do: [{note: on}]}"),
            "E4 no path from the state serving leads to a final state\nE4 no path from the state "
            "running leads to a final state\n");
  EXPECT_EQ(
      found("  closed: {stage",
            "  stuck: {stage: order, meaning: Nothing happens here.}\n  closed: {stage"),
      "E3 no path from open leads to the state stuck\nE5 nothing can happen in the state stuck\n");
  EXPECT_EQ(found("{stage: closed, final: true}",
                  "{stage: closed, final: true, on: {again: {to: open}}}"),
            "E5 the final state closed still has events, timers or tasks\n");
}

TEST(Checks, FindTimersThatNobodyAnswers) {
  EXPECT_EQ(found("fires: expired", "fires: ended"),
            "E6 the timer wait fires ended, which the state running does not answer\n");
  EXPECT_EQ(
      found("meaning: It is being served.", "meaning: It is being served.\n    keeps: [chase]"),
      "E6 the timer chase fires chased, which the state serving does not answer\n");
  EXPECT_EQ(found("        - {name: owed",
                  "        - {name: straight, when: arrears > £99, to: running, because: very much "
                  "is owed}\n        - {name: owed"),
            "E7 the timer wait counts from served, which straight does not bring\n");
  EXPECT_EQ(found("chase: {after: 7 days", "chase: {after: 0 days"),
            "E11 the timer chase waits for nothing\n");
}

TEST(Checks, FindBranchesThatCanNeverAct) {
  EXPECT_EQ(found("{name: paid, when: arrears <= £0, ", "{name: paid, "),
            "E8 the branch owed can never act: paid passes first\n");
  EXPECT_EQ(found("when: arrears > £0", "when: arrears <= £0"),
            "E8 the branch owed can never act: paid passes first\n"
            "E8 in the state open no rule of arrears_run acts at £0.01 or more of arrears\n");
  EXPECT_EQ(found("when: arrears > £0", "when: arrears > £20 and arrears < £10"),
            "E8 the branch owed can never act: arrears > £20 and arrears < £10 cannot both hold\n"
            "E8 in the state open no rule of arrears_run acts at £0.01 or more of arrears\n");
}

TEST(Checks, FindWhatNoBranchSpeaksOf) {
  EXPECT_EQ(found("when: arrears > £0", "when: arrears >= £110"),
            "E8 in the state open no rule of arrears_run acts between £0.01 and £109.99 of "
            "arrears\n");
  EXPECT_EQ(found("when: arrears > £0", "when: arrears > £0 and hold dispute"),
            "E8 in the state open no rule of arrears_run acts at £0.01 or more of arrears when "
            "dispute does not run\n");
}

TEST(Checks, FindBranchesThatWouldActOnWhatIsUnknown) {
  EXPECT_EQ(found("when: arrears > £0", "when: arrears is unknown or arrears > £0"),
            "E15 the branch owed would act while arrears is unknown\n");
  EXPECT_EQ(found("when: arrears > £0", "when: not (arrears is known) or arrears > £0"),
            "E15 the branch owed would act while arrears is unknown\n");
  EXPECT_EQ(found("when: arrears > £0", "when: arrears is known and arrears > £0"), "");
}

TEST(Checks, FindHoldsEyesCallsAndMigrationsThatAreIncomplete) {
  EXPECT_EQ(found("wait: run, ", ""),
            "E9 the hold dispute does not say what the timer wait does under it\n");
  EXPECT_EQ(found("four_eyes: [arrears_run]", "four_eyes: [serve_notice]"),
            "E10 the task serve bars whoever did serve_notice, which is what it does itself\n");
  EXPECT_EQ(found("{connector: post.send}", "{connector: post.send, compensate: post.send}"),
            "E12 the call post.send has a way back, yet serving.serve_notice.1 is irrevocable\n");
  EXPECT_EQ(found(", chase: drop", ""),
            "E14 migrate does not say what becomes of the timer chase\n");
}

TEST(Checks, WarnOfWhatIsNotExplained) {
  EXPECT_EQ(found("owner: income_team\n", ""), "W1 the workflow has no owner\n");
  EXPECT_EQ(found("    meaning: It runs.\n", ""),
            "W2 the state running does not say what it means\n");
  EXPECT_EQ(found(", because: nothing is owed", ""), "W3 the branch paid has no because\n");
  EXPECT_EQ(found(", provisions: [s83]", ""), "W4 the law block names no provision\n");
  EXPECT_EQ(
      found("holds:\n", "  rent: {type: money, source: tenancy.weekly_rent}\nholds:\n"),
      "E2 there is no source of facts \"tenancy.weekly_rent\"\nW5 nothing reads the fact rent\n");
}

TEST(Checks, SayTheirPlace) {
  std::string text{kSound};
  text.replace(text.find("template: letter_1"), 18, "template: letter_one");
  const std::vector<CheckFinding> findings = check_definition(definition_of(text), world());
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].problem.to_string(),
            "made_up.yaml:23:50: there is no template \"letter_one\". Did you mean \"letter_1\"?");
  EXPECT_TRUE(has_errors(findings));
}

}  // namespace
}  // namespace lintel
