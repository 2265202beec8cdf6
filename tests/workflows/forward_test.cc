#include "workflows/forward.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

using testing::ElementsAre;

constexpr const char* kPolicy = R"(
workflow: made_up
version: "1"
title: Made up
law: {act: An Act, provisions: [s1], in_force_from: 2020-01-01, reviewed_by: legal_officer, ticket: X-1}
calendar: england_and_wales
owner: income_team
facts:
  owed: {type: money, source: rent_account.balance}
  days_in_state: {type: number, source: case.days_in_state}
holds:
  pause_all:
    begins: event.held
    ends: event.lifted
    lasts: 10 days
    blocks: {events: [propose]}
    timers: {default: pause}
    law: None
    because: a test
start: waiting
states:
  waiting:
    stage: early_contact
    label: Waiting
    on:
      arrears_run:
        - {name: small, when: owed < £300, because: little is owed}
        - {name: enough, when: owed >= £300, because: enough is owed, to: weighing}
  weighing:
    stage: notice
    label: Weighing
    tasks:
      read_it: {label: Read it, role: income_officer, due: 5 days}
    on:
      has_read: {by: task.read_it, because: it was read}
      propose: {by: [income_officer], because: it is time, to: approving}
  approving:
    stage: notice
    label: Approving
    tasks:
      approve: {label: Approve, role: team_manager, four_eyes: [propose], due: 2 days}
    on:
      approved: {by: task.approve, because: a second person agrees, to: running}
  running:
    stage: notice
    label: Running
    timers:
      period: {after: 14 days, fires: period_over, because: the period}
    on:
      period_over: {because: the period is over, to: done}
  done: {stage: closed, label: Done, final: true}
)";

class Forward : public testing::Test {
 protected:
  Definition definition_ = definition_of(kPolicy);
  MadeUpRules book_;
  RuleValues rules_{definition_, book_, Date{2026, 9, 7}};
  CaseState at_{.state = "waiting",
                .since = Date{2026, 9, 1},
                .holds = {},
                .timers = {},
                .tasks = {},
                .acts = {}};
  AheadChoices choices_;

  /// "2026-09-14 arrears_run: weighing" for each thing ahead, when £100 more is owed every week.
  std::vector<std::string> ahead(Date horizon) {
    const Date today{2026, 9, 7};
    std::vector<std::string> told;
    for (const Ahead& each : look_ahead(
             definition_,
             at_,
             [&](Date on, const CaseState&at, const std::vector<Ahead>&, Facts&facts) {
               const int weeks = days_between(today, on) / 7;
               facts.set(0, Value::money(Money::from_pence(100'00 * (1 + weeks))));
               facts.set(1, Value::number(days_between(at.since, on)));
             },
             [&](Date) -> const RuleValues& { return rules_; },
             today,
             horizon,
             choices_))
      told.push_back(each.on.to_iso() + " " + each.event + ": " + each.step.next.state +
                     (each.step.changes ? "" : " (not changed)"));
    return told;
  }
};

TEST_F(Forward, RunsComeTimersFireAndPeopleActAsLateAsDue) {
  choices_.pressed = events_of_course(definition_);
  EXPECT_THAT(choices_.pressed, ElementsAre("has_read", "approved", "propose"));
  EXPECT_THAT(ahead(Date{2026, 12, 31}),
              ElementsAre("2026-09-21 arrears_run: weighing",
                          "2026-09-26 has_read: weighing",
                          "2026-09-26 propose: approving",
                          "2026-09-28 approved: running",
                          "2026-10-12 period_over: done"));
}

TEST_F(Forward, WithNobodyPressingACaseStaysWhereAPersonIsNeeded) {
  EXPECT_THAT(ahead(Date{2026, 12, 31}), ElementsAre("2026-09-21 arrears_run: weighing"));
}

TEST_F(Forward, TheHorizonEndsIt) {
  choices_.pressed = events_of_course(definition_);
  EXPECT_THAT(ahead(Date{2026, 9, 26}),
              ElementsAre("2026-09-21 arrears_run: weighing",
                          "2026-09-26 has_read: weighing",
                          "2026-09-26 propose: approving"));
}

TEST_F(Forward, AHoldChosenOnADayBitesAndEndsByItself) {
  choices_.pressed = events_of_course(definition_);
  choices_.chosen = {{Date{2026, 9, 30}, "held"}};
  EXPECT_THAT(ahead(Date{2026, 12, 31}),
              ElementsAre("2026-09-21 arrears_run: weighing",
                          "2026-09-26 has_read: weighing",
                          "2026-09-26 propose: approving",
                          "2026-09-28 approved: running",
                          "2026-09-30 held: running",
                          "2026-10-10 lifted: running",
                          "2026-10-22 period_over: done"));
}

TEST_F(Forward, AChosenEventThatIsRefusedIsToldAndChangesNothing) {
  choices_.run = "";
  choices_.chosen = {{Date{2026, 9, 8}, "propose"}};
  EXPECT_THAT(ahead(Date{2026, 12, 31}), ElementsAre("2026-09-08 propose: waiting (not changed)"));
}

TEST_F(Forward, TellsAQuietRunOnceForEachReason) {
  choices_.tells_quiet_runs = true;
  EXPECT_THAT(ahead(Date{2026, 9, 20}),
              ElementsAre("2026-09-14 arrears_run: waiting (not changed)"));
}

}  // namespace
}  // namespace lintel
