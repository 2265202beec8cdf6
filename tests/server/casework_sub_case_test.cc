// A case that another one begins: `starts:` in the language.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/casework/audit_proof.h"
#include "server/casework/workflows.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kStarted = "T-0000001.tenancy_end";
constexpr const char* kTenancyEnd = R"yaml(workflow: tenancy_end
version: "2026.1"
title: A home given back, from the keys to the last statement
meaning: What is done when an arrears case is closed and the home is given back.
law: {act: The tenancy's own terms, provisions: [clause 12], in_force_from: 2026-05-01, reviewed_by: legal_officer, ticket: LEG-231}
calendar: england_and_wales
owner: income_team
facts:
  balance: {type: money, source: rent_account.balance}
start: keys_due
states:
  keys_due:
    stage: early_contact
    label: Keys due
    meaning: The keys have not come back.
    tasks:
      collect_keys: {label: Collect the keys, role: income_officer, due: 5 working days}
    timers:
      late: {after: 10 days, fires: keys_late, because: ten days are enough}
    on:
      keys_back: {by: task.collect_keys, label: The keys are back, to: closed}
      keys_late: {do: [{task: {name: chase_keys, label: Chase the keys, role: team_manager}}]}
  closed: {stage: closed, label: Closed, meaning: The keys are back., final: true}
)yaml";

/// A household whose case is closed on Monday 19 October 2026, since the debt was paid on Friday.
class SubCase : public testing::Test {
 protected:
  SubCase() : world(Date{2026, 9, 7}) {
    world.config_has("workflows/tenancy_end.yaml", kTenancyEnd);
    world.config_says(
        "workflows/arrears_assured.yaml",
        {{"version: \"2026.1\"", "version: \"2026.2\""},
         {"meaning: Nothing is owed; the case is closed.\n",
          "meaning: Nothing is owed; the case is closed.\n    starts: [tenancy_end]\n"}});
    Household household;
    household.other_payments = {{Date{2026, 10, 16}, Money::from_pence(900'00)}};
    world.lets(household).loads_rents();
    world.runs();
    world.weeks_pass(6);
  }

  void expect_the_audit_holds() {
    std::vector<const Definition*> definitions;
    for (const PublishedWorkflow* each : world.casework().workflows().all())
      definitions.push_back(&each->definition);
    const AuditProof proof = prove_audit(world.database(), definitions, {.replay = true});
    EXPECT_THAT(proof.faults, IsEmpty()) << to_canonical(to_json(proof.faults.front()));
    EXPECT_THAT(proof.not_proved, IsEmpty());
    EXPECT_EQ(proof.replayed, proof.events);
  }
  std::int64_t cases(const std::string& workflow) {
    return world.database().read([&](Connection& connection) {
      return connection
          .one(
              "SELECT COUNT(*) FROM tenancy_case WHERE workflow = ?",
              [](Row& row) { return row.take<std::int64_t>(); },
              workflow)
          .value();
    });
  }

  World world;
};

TEST_F(SubCase, IsBegunWithTheStateThatSaysSo) {
  EXPECT_EQ(world.state(), "closed_paid");
  const CasePage page = world.page(world.officer, kStarted);
  EXPECT_EQ(page.kase.state, "keys_due");
  EXPECT_EQ(page.kase.reference, kStarted);
  EXPECT_EQ(page.kase.definition.workflow, "tenancy_end");
  EXPECT_EQ(page.kase.state_since, (Date{2026, 10, 19}));
  ASSERT_THAT(page.tasks, SizeIs(1));
  EXPECT_EQ(page.tasks[0].task.label, "Collect the keys");
  EXPECT_EQ(page.tasks[0].task.due, (Date{2026, 10, 26}));
  ASSERT_THAT(page.kase.timers, SizeIs(1));
  EXPECT_EQ(page.kase.timers[0].due, (Date{2026, 10, 29}));
  ASSERT_THAT(page.timeline, SizeIs(1));
  EXPECT_EQ(page.timeline[0].title, "Begun by another case");
  expect_the_audit_holds();
}

TEST_F(SubCase, IsLinkedBothWays) {
  const CasePage parent = world.page(world.officer);
  ASSERT_THAT(parent.started, SizeIs(1));
  EXPECT_EQ(parent.started[0].reference, kStarted);
  EXPECT_EQ(parent.started[0].title, "A home given back, from the keys to the last statement");
  EXPECT_EQ(parent.started[0].state_label, "Keys due");
  EXPECT_FALSE(parent.begun_by.has_value());
  EXPECT_THAT(parent.timeline[0].words, HasSubstr("begins: a home given back"));
  const CasePage child = world.page(world.officer, kStarted);
  ASSERT_TRUE(child.begun_by.has_value());
  EXPECT_EQ(child.begun_by->reference, "T-0000001");
  EXPECT_EQ(child.begun_by->state_label, parent.state_label);
}

TEST_F(SubCase, GoesItsOwnWay) {
  world.day_is(Date{2026, 10, 29});
  CasePage page = world.page(world.officer, kStarted);
  ASSERT_THAT(page.tasks, SizeIs(2));
  EXPECT_EQ(page.tasks[1].task.label, "Chase the keys");
  EXPECT_EQ(world.state(), "closed_paid");
  ASSERT_TRUE(world.press(world.officer, "keys_back", Json::object(), kStarted).applied());
  page = world.page(world.officer, kStarted);
  EXPECT_EQ(page.kase.state, "closed");
  EXPECT_THAT(page.tasks, IsEmpty());
  expect_the_audit_holds();
}

TEST_F(SubCase, StandsBesideANewCaseOfTheAccount) {
  world.weeks_pass(10);
  EXPECT_EQ(cases("arrears_assured"), 2);
  EXPECT_EQ(cases("tenancy_end"), 1);
  EXPECT_NE(world.state(), "closed_paid");
  EXPECT_EQ(world.page(world.officer, kStarted).kase.state, "keys_due");
  CaseFilter all;
  all.view = "all";
  std::vector<std::string> references;
  for (const CaseLine& line : world.casework().cases(world.officer, all).rows)
    references.push_back(line.reference);
  EXPECT_THAT(references, testing::UnorderedElementsAre("T-0000001", kStarted));
  // The debt is paid again while the keys are still out: they are not asked for twice.
  world.household("T-0000001")
      .other_payments.emplace_back(world.today().plus_days(4), Money::from_pence(5'000'00));
  world.weeks_pass(1);
  EXPECT_EQ(world.state(), "closed_paid");
  EXPECT_EQ(cases("tenancy_end"), 1);
  expect_the_audit_holds();
}

}  // namespace
}  // namespace lintel
