// The audit is proved, by its chain, by its snapshot and by running every event again.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/server/audit_world.h"

namespace lintel {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// From the first missed payment to a notice that is served, with a moratorium begun late and
/// lifted, an agreement offered that lapses, a paused timer, a task done and one withdrawn.
struct WholeJourney : AuditWorld {
  WholeJourney() : AuditWorld(Date{2026, 9, 7}) {
    Household paying;
    paying.reference = "T-0000002";
    paying.pays_until = Date{2026, 9, 18};
    paying.other_payments = {{Date{2026, 10, 30}, 900'00_pence}};
    lets({}).lets(paying).loads_rents();
    runs();
    weeks_pass(4);
    must(press(officer,
               "offer_agreement",
               Json::Object{
                   {"instalment", "20.00"}, {"first_due", "2026-10-12"}, {"frequency", "weekly"}}));
    // Told a week late, so that the hold begins in the past and pauses the timer from then.
    must(press(officer,
               "moratorium_notified",
               Json::Object{{"from", today().plus_days(-7).to_iso()}, {"reason", "debt adviser"}}));
    weeks_pass(1);
    must(press(officer, "moratorium_ended"));
    day_is(today().plus_days(30));  // the offer lapses, and the timer is fired late
    weeks_pass(1);
    notice();
    weeks_pass(12);
  }

  void notice() {
    if (state() != "notice_considered") weeks_pass(3);
    ready_for_notice();
    must(press(officer, "propose_notice"));
    casework().work_outbox();
    reads_all(manager);
    must(approves(manager));
    casework().work_outbox();
    must(serves(officer, ServiceMethod::left_at_address, today()));
  }
};

TEST(AuditProof, ReplaysAWholeJourneyWithoutADifference) {
  WholeJourney world;
  const AuditProof proof = world.proof();
  EXPECT_THAT(proof.faults, IsEmpty()) << to_canonical(to_json(proof.faults.front()));
  EXPECT_THAT(proof.not_proved, IsEmpty());
  EXPECT_GE(proof.cases, 2);
  EXPECT_GT(proof.events, 15);
  EXPECT_EQ(proof.replayed, proof.events);
}

TEST(AuditProof, SaysNothingOfReplayWhenNoneWasAsked) {
  WholeJourney world;
  const AuditProof proof = world.proof(false);
  EXPECT_TRUE(proof.holds());
  EXPECT_EQ(proof.replayed, 0);
}

TEST(AuditProof, NamesAPayloadOfWhichOneByteChanged) {
  WholeJourney world;
  world.tampers(
      "UPDATE case_event SET payload = REPLACE(payload, 'breathing', 'Breathing') WHERE event = "
      "'moratorium_notified'");
  const AuditProof proof = world.proof(false);
  ASSERT_THAT(proof.faults, SizeIs(1));
  EXPECT_EQ(proof.faults.front().reference, "T-0000001");
  EXPECT_GT(proof.faults.front().seq, 4);
  EXPECT_THAT(proof.faults.front().what, HasSubstr("hash is not that of what it says"));
}

TEST(AuditProof, NamesATimerRowThatNoEventSet) {
  WholeJourney world;
  world.tampers("UPDATE timer SET due = '2031-01-01'");
  const AuditProof proof = world.proof(false);
  ASSERT_THAT(proof.faults, SizeIs(1));
  EXPECT_THAT(proof.faults.front().what, AllOf(HasSubstr("timers"), HasSubstr("2031-01-01")));
}

TEST(AuditProof, NamesAStateThatNoEventLedTo) {
  WholeJourney world;
  world.tampers("UPDATE tenancy_case SET state = 'letter_1' WHERE reference = 'T-0000001'");
  const AuditProof proof = world.proof(false);
  ASSERT_THAT(proof.faults, SizeIs(1));
  EXPECT_THAT(proof.faults.front().what, HasSubstr("the case stands in \"letter_1\""));
}

TEST(AuditProof, NamesATaskAndAHoldThatNoEventLeft) {
  WholeJourney world;
  world.tampers(
      "INSERT INTO hold (id, case_id, name, from_day, until_day, reason, lifted_on) SELECT "
      "'0000000000000000000000000z', id, 'dispute', '2026-10-01', NULL, '', NULL FROM tenancy_case "
      "WHERE reference = 'T-0000001'");
  const AuditProof proof = world.proof(false);
  ASSERT_THAT(proof.faults, SizeIs(1));
  EXPECT_THAT(proof.faults.front().what, AllOf(HasSubstr("holds"), HasSubstr("dispute")));
}

TEST(AuditProof, FindsByReplayWhatWasForgedWithGoodHashes) {
  WholeJourney world;
  world.tampers_and_seals(
      "UPDATE case_event SET payload = REPLACE(payload, '\"weeks_owed\":3', '\"weeks_owed\":1') "
      "WHERE to_state = 'letter_1' AND from_state <> 'letter_1'");
  EXPECT_TRUE(world.proof(false).holds()) << "the chain was sealed again";
  const AuditProof proof = world.proof();
  ASSERT_FALSE(proof.holds());
  EXPECT_THAT(proof.faults.front().what, HasSubstr("run again"));
}

TEST(AuditProof, FindsByReplayATimerDateThatWasForged) {
  WholeJourney world;
  world.tampers_and_seals(
      "UPDATE case_event SET payload = REPLACE(payload, 'days left', 'days  left') WHERE event = "
      "'moratorium_notified'");
  const AuditProof proof = world.proof();
  ASSERT_THAT(proof.faults, SizeIs(1));
  EXPECT_THAT(proof.faults.front().what, AllOf(HasSubstr("timers"), HasSubstr("run again")));
}

TEST(AuditProof, DoesNotProveEventsThatKeptTooLittle) {
  WholeJourney world;
  world.tampers_and_seals(
      "UPDATE case_event SET payload = REPLACE(payload, '\"stands\"', '\"stand\"')");
  const AuditProof proof = world.proof();
  EXPECT_TRUE(proof.holds());
  EXPECT_EQ(proof.replayed, 0);
  ASSERT_THAT(proof.not_proved, SizeIs(static_cast<std::size_t>(proof.cases)));
  EXPECT_THAT(proof.not_proved.front().what,
              AllOf(HasSubstr("cannot be replayed"), HasSubstr("before")));
}

TEST(AuditProof, HoldsAfterTheLawIsPutRight) {
  WholeJourney world;
  // The landlord's setting of those days is rewritten: what was decided by it keeps its own copy.
  world.config_says("landlord.yaml",
                    R"(value: 3, because: "Income policy, section 2.4")",
                    R"(value: 2, because: "Income policy, section 2.4")");
  const AuditProof proof = world.proof();
  EXPECT_TRUE(proof.holds());
  EXPECT_EQ(proof.replayed, proof.events);
}

TEST(AuditExport, IsProvedFromTheFileAlone) {
  WholeJourney world;
  std::ostringstream out;
  const AuditProof here =
      prove_audit(world.database(), world.definitions(), {.replay = true, .export_to = &out});
  std::istringstream in(out.str());
  const Result<AuditProof> there = prove_export(in, world.definitions(), {.replay = true});
  ASSERT_TRUE(there) << there.error().to_string();
  EXPECT_EQ(there->head, here.head);
  EXPECT_EQ(there->events, here.events);
  EXPECT_EQ(there->replayed, here.events);
  EXPECT_THAT(there->faults, IsEmpty());
}

TEST(AuditExport, NamesAnEventThatWasChangedInTheFile) {
  WholeJourney world;
  std::ostringstream out;
  prove_audit(world.database(), world.definitions(), {.export_to = &out});
  std::string text = out.str();
  const std::string name = "\"name\":\"Priya Shah\"";
  const std::size_t at = text.find(name);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, name.size(), "\"name\":\"Pryia Shah\"");
  std::istringstream in(text);
  const Result<AuditProof> proof = prove_export(in, world.definitions(), {});
  ASSERT_TRUE(proof);
  ASSERT_THAT(proof->faults, SizeIs(1));
  EXPECT_THAT(proof->faults.front().what, HasSubstr("hash is not that of what it says"));
}

TEST(AuditExport, IsRefusedWhenItWasCutShort) {
  WholeJourney world;
  std::ostringstream out;
  prove_audit(world.database(), world.definitions(), {.export_to = &out});
  const std::string text = out.str();
  std::istringstream in(text.substr(0, text.rfind("{\"end\"")));
  const Result<AuditProof> proof = prove_export(in, world.definitions(), {});
  ASSERT_FALSE(proof);
  EXPECT_THAT(proof.error().to_string(), HasSubstr("cut short"));
}

}  // namespace
}  // namespace lintel
