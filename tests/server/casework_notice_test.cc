// The road to a notice and through its service, walked as a page walks it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/law/moratorium.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Five weeks owed on Monday 5 October 2026, two letters sent, an officer to weigh notice.
struct NoticeConsidered : World {
  explicit NoticeConsidered(std::vector<std::string> tenants = {"Okafor, Daniel"})
      : World(Date{2026, 9, 7}) {
    Household household;
    household.tenants = std::move(tenants);
    lets(std::move(household)).loads_rents();
    runs();
    weeks_pass(4);
  }
};

/// The same, proposed by the officer, drafted and waiting for the manager.
void propose(World& world) {
  world.ready_for_notice();
  const Outcome proposed = world.press(world.officer, "propose_notice");
  ASSERT_TRUE(proposed.applied()) << testing::PrintToString(refused_because(proposed));
  world.casework().work_outbox();
}

void propose_and_approve(World& world) {
  propose(world);
  world.reads_all(world.manager);
  const Outcome approved = world.approves(world.manager);
  ASSERT_TRUE(approved.applied()) << testing::PrintToString(refused_because(approved));
}

TEST(RoadToNotice, GoesByReminderAndTwoLettersAWeekApart) {
  World world{Date{2026, 9, 7}};
  world.lets({}).loads_rents();
  world.runs();
  std::vector<std::string> states;
  for (int week = 0; week < 4; ++week) {
    world.weeks_pass(1);
    states.push_back(world.state());
  }
  EXPECT_EQ(states,
            (std::vector<std::string>{"reminder", "letter_1", "letter_2", "notice_considered"}));
  const CasePage page = world.page(world.officer);
  EXPECT_THAT(page.documents, SizeIs(3));
  EXPECT_EQ(page.account.summary.balance, 500'00_pence);
  EXPECT_EQ(page.weeks_owed_tenths, 50);
}

TEST(ProposeNotice, WaitsForContactAndAssessmentAndSaysSo) {
  NoticeConsidered world;
  const Outcome refused = world.press(world.officer, "propose_notice");
  EXPECT_EQ(refused.fate, Fate::refused);
  EXPECT_THAT(refused_because(refused), Not(IsEmpty()));
  EXPECT_EQ(world.state(), "notice_considered");
  EXPECT_FALSE(world.page(world.officer).gate.open);

  world.ready_for_notice();
  const NoticeGate gate = world.page(world.officer).gate;
  EXPECT_TRUE(gate.open);
  for (const Reason& each : gate.lines) EXPECT_THAT(each.law, Not(IsEmpty())) << each.because;
  EXPECT_TRUE(world.press(world.officer, "propose_notice").applied());
  EXPECT_EQ(world.state(), "in_approval");
}

TEST(ProposeNotice, IsRefusedWhileBreathingSpaceRuns) {
  NoticeConsidered world;
  world.ready_for_notice();
  ASSERT_TRUE(
      world.press(world.officer, "moratorium_notified", Json::Object{{"from", "2026-10-05"}})
          .applied());

  const Outcome refused = world.press(world.officer, "propose_notice");

  EXPECT_EQ(refused.fate, Fate::refused);
  ASSERT_THAT(refused.decision.reasons, Not(IsEmpty()));
  EXPECT_THAT(refused.decision.reasons.front().law, HasSubstr("2020/1311"));
  EXPECT_THAT(refused.decision.reasons.front().fix, Not(IsEmpty()));
  EXPECT_EQ(world.state(), "notice_considered");
  const CasePage page = world.page(world.officer);
  EXPECT_FALSE(page.gate.open);
  ASSERT_THAT(page.holds, SizeIs(1));
  EXPECT_EQ(page.holds.front().day, 1);
  EXPECT_EQ(page.holds.front().of, 60);
}

TEST(ProposeNotice, MakesOneDocumentForEachJointTenant) {
  NoticeConsidered world{{"Okafor, Daniel", "Okafor, Ama", "O'Brien, Siân"}};
  propose(world);
  const CasePage page = world.page(world.officer);
  std::vector<std::string> to;
  for (const DocumentView& each : page.documents) {
    if (each.document.template_name == "section_8_form_3") {
      to.push_back(each.to);
      EXPECT_TRUE(each.document.pdf.has_value());
    }
  }
  EXPECT_THAT(to, testing::UnorderedElementsAre("Daniel Okafor", "Ama Okafor", "Siân O'Brien"));
}

TEST(Approval, CannotBeGivenByItsAuthorNorUnread) {
  NoticeConsidered world;
  propose(world);
  Person both = world.officer;
  both.roles.insert(Role::team_manager);
  world.reads_all(both);
  EXPECT_EQ(world.approves(both).fate, Fate::refused);
  EXPECT_EQ(world.approves(world.manager).fate, Fate::refused) << "the notice was not opened";
  EXPECT_EQ(world.approves(world.auditor).fate, Fate::refused);
  world.reads_all(world.manager);
  EXPECT_TRUE(world.approves(world.manager).applied());
  EXPECT_EQ(world.state(), "serving");
}

TEST(Approval, IsVoidWhenWhatItIsBoundToChanges) {
  NoticeConsidered world;
  propose(world);
  world.reads_all(world.manager);
  world.household("T-0000001").other_payments.emplace_back(Date{2026, 10, 7}, 380'00_pence);
  world.weeks_pass(1);
  EXPECT_NE(world.approves(world.manager).fate, Fate::applied);
  EXPECT_NE(world.state(), "serving");
}

TEST(Approval, MayBeReturnedWithAReason) {
  NoticeConsidered world;
  propose(world);
  world.reads_all(world.manager);
  EXPECT_TRUE(world.approves(world.manager, false).applied());
  EXPECT_EQ(world.state(), "notice_considered");
  EXPECT_THAT(world.casework().approvals_for(world.manager), IsEmpty());
}

TEST(RecordService, CountsTheDaysAndFreezesThem) {
  NoticeConsidered world;
  propose_and_approve(world);
  world.day_is(Date{2026, 10, 7});
  const Outcome served =
      world.serves(world.officer, ServiceMethod::left_at_address, Date{2026, 10, 7});
  ASSERT_TRUE(served.applied()) << testing::PrintToString(served.problems.size());

  const CasePage page = world.page(world.officer);
  ASSERT_THAT(page.notices, SizeIs(1));
  const Notice& notice = page.notices.front().notice;
  EXPECT_EQ(notice.served_on, (Date{2026, 10, 7}));
  EXPECT_EQ(notice.form, "Form 3");
  ASSERT_TRUE(notice.earliest_claim && notice.named_date && notice.lapses_on);
  // Two weeks from service, the day of service left out, and the day after: HA 1988 s.8(4B).
  EXPECT_GE(*notice.earliest_claim, (Date{2026, 10, 22}));
  EXPECT_GE(*notice.earliest_claim, *notice.named_date);
  EXPECT_LE(*notice.lapses_on, (Date{2027, 10, 7}));
  EXPECT_THAT(notice.steps, Not(IsEmpty()));
  EXPECT_THAT(notice.rules, Not(IsEmpty()));
  EXPECT_EQ(world.state(), "notice_running");

  world.day_is(notice.earliest_claim->plus_days(-1));
  EXPECT_EQ(world.state(), "notice_running");
  world.day_is(*notice.earliest_claim);
  EXPECT_EQ(world.state(), "ready_for_court");
}

TEST(RecordService, IsRefusedInTheFutureBeforeApprovalAndWithoutEveryTenant) {
  NoticeConsidered world{{"Okafor, Daniel", "Okafor, Ama"}};
  propose(world);
  EXPECT_NE(world.serves(world.officer, ServiceMethod::personal, Date{2026, 10, 5}).fate,
            Fate::applied);
  world.reads_all(world.manager);
  world.day_is(Date{2026, 10, 6});
  ASSERT_TRUE(world.approves(world.manager).applied());
  EXPECT_EQ(world.serves(world.officer, ServiceMethod::personal, Date{2026, 10, 9}).fate,
            Fate::invalid);
  EXPECT_EQ(world.serves(world.officer, ServiceMethod::personal, Date{2026, 10, 1}).fate,
            Fate::invalid);

  const CasePage page = world.page(world.officer);
  RecordService::OnTenant only_one;
  only_one.tenant_id = page.tenancy.tenants.front().id;
  only_one.given_on = Date{2026, 10, 6};
  const Outcome left_out = world.casework().record_service({.reference = "T-0000001",
                                                            .tenants = {only_one},
                                                            .actor = world.officer,
                                                            .command_key = world.key(),
                                                            .expected_version = page.kase.version});
  EXPECT_EQ(left_out.fate, Fate::invalid);
  EXPECT_EQ(world.state(), "serving");
}

TEST(RecordService, IsRefusedWhenAMoratoriumBeganAfterApproval) {
  NoticeConsidered world;
  propose_and_approve(world);
  ASSERT_TRUE(
      world.press(world.officer, "moratorium_notified", Json::Object{{"from", "2026-10-05"}})
          .applied());
  EXPECT_EQ(world.serves(world.officer, ServiceMethod::personal, world.today()).fate,
            Fate::refused);
  EXPECT_EQ(world.state(), "serving");
}

TEST(Commands, ActOnceForOneKeyAndNotOnAnOldPage) {
  NoticeConsidered world;
  const CasePage page = world.page(world.officer);
  const CaseCommand contact{.reference = "T-0000001",
                            .event = "record_contact",
                            .fields = Json::Object{{"method", "visit"}},
                            .actor = world.officer,
                            .command_key = "once",
                            .expected_version = page.kase.version};
  EXPECT_TRUE(world.casework().handle(contact).applied());
  const Outcome again = world.casework().handle(contact);
  EXPECT_TRUE(again.applied());
  EXPECT_TRUE(again.repeated);
  CaseCommand overheard = contact;
  overheard.actor = world.other_officer;
  EXPECT_EQ(world.casework().handle(overheard).fate, Fate::not_yours)
      << "a key tells nothing outside the patch";
  EXPECT_THAT(world.page(world.officer).contacts, SizeIs(1));

  CaseCommand stale = contact;
  stale.command_key = "another";
  const Outcome conflict = world.casework().handle(stale);
  EXPECT_EQ(conflict.fate, Fate::conflict);
  ASSERT_TRUE(conflict.conflict);
  EXPECT_EQ(conflict.conflict->by, "Priya Shah");
}

TEST(Patches, HideACaseFromThoseWhoDoNotCoverIt) {
  NoticeConsidered world;
  const auto seen = world.casework().case_page("T-0000001", world.other_officer);
  EXPECT_EQ(seen.fate, Fate::not_yours);
  EXPECT_EQ(seen.patch, "East");
  EXPECT_FALSE(seen.page);
  EXPECT_EQ(
      world.press(world.other_officer, "record_contact", Json::Object{{"method", "visit"}}).fate,
      Fate::not_yours);
}

TEST(Roles, AnAuditorReadsEverythingAndChangesNothing) {
  NoticeConsidered world;
  EXPECT_EQ(world.page(world.auditor).kase.state, "notice_considered");
  EXPECT_EQ(world.press(world.auditor, "record_contact", Json::Object{{"method", "visit"}}).fate,
            Fate::refused);
  EXPECT_THAT(world.page(world.auditor).contacts, IsEmpty());
}

}  // namespace
}  // namespace lintel
