// The arrears run: every account of the file, once, with a reason.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

/// One household that stopped paying, one that pays, one in credit, one secure tenancy elsewhere.
struct Street : World {
  Street() : World(Date{2026, 9, 7}) {
    Household pays = house("T-0000002");
    pays.pays_until = Date{2027, 12, 31};
    Household in_credit = house("T-0000003");
    in_credit.pays_until = Date{2027, 12, 31};
    in_credit.other_payments = {{Date{2026, 8, 26}, 160'00_pence}};
    Household secure = house("T-0000004");
    secure.tenancy_type = "Secure";
    secure.tenants = {"Nguyễn, Linh"};
    secure.patch = "West";
    lets(house("T-0000001")).lets(pays).lets(in_credit).lets(secure);
  }

  static Household house(std::string reference) {
    Household household;
    household.reference = std::move(reference);
    return household;
  }
};

RunLedger whole(World& world, RunId id) {
  return *world.casework().run_ledger(id, {});
}

TEST(ArrearsRun, DecidesEveryAccountAndTies) {
  Street world;
  const ImportSummary file = world.loads_rents();
  const RunSummary run = world.runs();
  EXPECT_EQ(run.all().accounts, 4);
  EXPECT_TRUE(run.ties());
  EXPECT_EQ(run.all().net(), file.balance_loaded);
  for (const RunLine& line : whole(world, run.id).lines)
    EXPECT_THAT(line.because, Not(testing::IsEmpty())) << line.reference;
}

TEST(ArrearsRun, SaysWhyNothingIsDone) {
  Street world;
  world.loads_rents();
  const RunSummary run = world.runs();
  for (const RunLine& line : whole(world, run.id).lines) {
    if (line.reference == "T-0000003") {
      EXPECT_EQ(line.outcome, LineOutcome::left_alone);
      EXPECT_THAT(line.because, HasSubstr("in credit"));
    }
  }
}

TEST(ArrearsRun, CountsApartWhatTheLatestFileNoLongerHas) {
  Street world;
  world.loads_rents();
  world.runs();
  world.weeks_pass(1);
  ASSERT_EQ(world.state("T-0000004"), "reminder");
  world.leaves_the_file("T-0000004").leaves_the_file("T-0000002");
  world.weeks_pass(1);

  const RunSummary run = world.casework().runs().front();
  EXPECT_TRUE(run.ties());
  EXPECT_EQ(run.all().accounts, 2);
  EXPECT_EQ(run.not_in_file, (RunSums{.accounts = 2, .owed = 200'00_pence, .in_credit = Money{}}));
  EXPECT_EQ(run.done, 4);
  EXPECT_EQ(world.state("T-0000004"), "reminder");
  RunFilter missing;
  missing.outcome = LineOutcome::not_in_file;
  const std::vector<RunLine> lines = world.casework().run_ledger(run.id, missing)->lines;
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_EQ(lines[1].reference, "T-0000004");
  EXPECT_EQ(lines[1].label, "Not in the latest file");
  EXPECT_EQ(lines[1].because,
            "the account is not in the rent file of 20 September 2026: its balance is of 13 "
            "September 2026");
  CaseFilter all;
  all.view = "all";
  const CaseList west = world.casework().cases(world.other_officer, all);
  ASSERT_THAT(west.rows, SizeIs(1));
  EXPECT_THAT(west.rows[0].why, HasSubstr("not in the rent file"));
}

TEST(ArrearsRun, ADryOneCountsThemApartToo) {
  Street world;
  world.loads_rents();
  world.runs();
  world.leaves_the_file("T-0000002");
  world.day_is(world.today().plus_days(7));
  world.loads_rents();
  const Result<RunSummary> dry = world.casework().run_arrears(world.today(), true);
  ASSERT_TRUE(dry);
  EXPECT_TRUE(dry->ties());
  EXPECT_EQ(dry->not_in_file.accounts, 1);
  EXPECT_EQ(dry->done, 4);
}

TEST(ArrearsRun, TakesUpAgainWhatComesBackIntoTheFile) {
  Street world;
  world.loads_rents();
  world.runs();
  const Household away = world.household("T-0000001");
  world.leaves_the_file("T-0000001");
  world.weeks_pass(1);
  world.lets(away);
  world.weeks_pass(1);
  const RunSummary run = world.casework().runs().front();
  EXPECT_TRUE(run.ties());
  EXPECT_EQ(run.not_in_file.accounts, 0);
  EXPECT_EQ(world.state(), "reminder");
}

TEST(ArrearsRun, ASecondOneForTheDayChangesNothing) {
  Street world;
  world.loads_rents();
  world.runs();
  world.weeks_pass(1);
  const std::int64_t version = world.page(world.manager).kase.version;
  const std::vector<RunSummary> before = world.casework().runs();
  const RunSummary again = world.runs();
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.id, before.front().id);
  EXPECT_THAT(world.casework().runs(), SizeIs(before.size()));
  EXPECT_EQ(world.page(world.manager).kase.version, version);
}

TEST(ArrearsRun, ADryOneWritesNothing) {
  Street world;
  world.loads_rents();
  const Result<RunSummary> dry = world.casework().run_arrears(world.today(), true);
  ASSERT_TRUE(dry);
  EXPECT_EQ(dry->all().accounts, 4);
  EXPECT_THAT(world.casework().runs(), SizeIs(0));
}

TEST(ArrearsRun, NeverSendsADemandInAMoratorium) {
  Street world;
  world.loads_rents();
  world.runs();
  world.weeks_pass(1);
  ASSERT_EQ(world.state(), "reminder");
  ASSERT_TRUE(world
                  .press(world.officer,
                         "moratorium_notified",
                         Json::Object{{"from", world.today().to_iso()}})
                  .applied());
  world.weeks_pass(3);
  EXPECT_EQ(world.state(), "reminder");
  EXPECT_THAT(world.page(world.officer).documents, SizeIs(1));
}

TEST(ArrearsRun, ClosesACaseThatIsPaid) {
  Street world;
  world.loads_rents();
  world.runs();
  world.weeks_pass(1);
  world.household("T-0000001")
      .other_payments.emplace_back(world.today().plus_days(2), 900'00_pence);
  world.weeks_pass(1);
  EXPECT_EQ(world.state(), "closed_paid");
}

TEST(ArrearsRun, KeepsALiveAgreementUntilItIsBroken) {
  Street world;
  world.loads_rents();
  world.runs();
  world.weeks_pass(2);
  ASSERT_EQ(world.state(), "letter_1");
  const Date first_due = world.today().plus_days(4);
  ASSERT_TRUE(world
                  .press(world.officer,
                         "offer_agreement",
                         Json::Object{{"instalment", "10.00"},
                                      {"first_due", first_due.to_iso()},
                                      {"frequency", "weekly"}})
                  .applied());
  ASSERT_TRUE(world.press(world.officer, "accept_agreement").applied());
  Household& household = world.household("T-0000001");
  household.other_payments.emplace_back(first_due, 110'00_pence);
  world.weeks_pass(1);
  EXPECT_EQ(world.state(), "agreement_kept");
  world.weeks_pass(2);
  EXPECT_EQ(world.state(), "agreement_broken");
}

TEST(RentFile, IsLoadedOnceAndACorrectedOneIsHeld) {
  Street world;
  world.loads_rents();
  world.household("T-0000001").other_payments.emplace_back(Date{2026, 9, 2}, 20'00_pence);
  EXPECT_THROW(world.loads_rents(), std::runtime_error);  // held: the day was loaded before
  EXPECT_THAT(world.casework().imports(), Not(testing::IsEmpty()));
}

}  // namespace
}  // namespace lintel
