// A task that is past its day comes up to whom the policy says: on their day, with whose it was.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/person_store.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class Escalated : public testing::Test {
 protected:
  Escalated() : world(Date{2026, 9, 7}) {
    world.config_says("workflows/arrears_assured.yaml",
                      {{"version: \"2026.1\"", "version: \"2026.2\""},
                       {"binds: [document, facts], ",
                        "binds: [document, facts], escalate_to: head_of_income, "}});
    head = world.manager;
    head.username = "helen";
    head.name = "Helen Price";
    head.roles = {Role::head_of_income};
    head.id = PersonId{IdBits{1, 9}};
    world.database().write([&](Transaction& tx) { PersonStore{tx}.add(head, "no password"); });
    world.lets({}).loads_rents();
    world.runs();
    world.weeks_pass(6);
    world.ready_for_notice();
    if (!world.press(world.officer, "propose_notice").applied())
      throw std::runtime_error("no notice was proposed");
    proposed = world.today();
  }

  std::vector<EscalatedTask> of(const Person& person) {
    return world.casework().my_day(person, {}).escalated;
  }

  World world;
  Person head;
  Date proposed{1900, 1, 1};
};

TEST_F(Escalated, TasksComeUpTheDayAfterTheyWereDue) {
  const Date due = world.page(world.manager).tasks.front().task.due.value();
  world.day_is(due);
  EXPECT_THAT(of(head), IsEmpty()) << "it may still be done today";
  world.day_is(due.plus_days(1));
  ASSERT_THAT(of(head), SizeIs(1));
  world.day_is(due.plus_days(5));
  const EscalatedTask late = of(head).front();
  EXPECT_EQ(late.reference, "T-0000001");
  EXPECT_EQ(late.names, "Daniel Okafor");
  EXPECT_EQ(late.patch, "East");
  EXPECT_EQ(late.whose, Role::team_manager);
  EXPECT_EQ(late.to, Role::head_of_income);
  EXPECT_EQ(late.due, due);
  EXPECT_EQ(late.days_late, 5);
}

TEST_F(Escalated, TasksComeUpToNobodyElse) {
  world.day_is(proposed.plus_days(20));
  ASSERT_THAT(of(head), SizeIs(1));
  EXPECT_THAT(of(world.officer), IsEmpty());
  EXPECT_THAT(of(world.manager), IsEmpty()) << "it was theirs all along";
  Person elsewhere = head;
  elsewhere.patches = {"West"};
  EXPECT_THAT(of(elsewhere), IsEmpty());
}

TEST_F(Escalated, TasksThatAreDoneComeUpNoMore) {
  world.casework().work_outbox();
  world.day_is(proposed.plus_days(20));
  world.reads_all(world.manager);
  ASSERT_TRUE(world.approves(world.manager, false).applied());
  EXPECT_THAT(of(head), IsEmpty());
}

}  // namespace
}  // namespace lintel
