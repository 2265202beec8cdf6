// A case moved to another version, moved back, moved again and gone on: every event of it is
// decided again, and a move that was forged is named.

#include "tests/server/audit_world.h"

namespace lintel {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const DefinitionKey kOld{"arrears_assured", "2026.1"};
const DefinitionKey kNew{"arrears_assured", "2026.2"};

/// An offer of an agreement waits for its answer; 2026.2 lets it wait longer and reckons anew.
struct MovedCase : AuditWorld {
  MovedCase() : AuditWorld(Date{2026, 9, 7}) {
    lets({}).loads_rents();
    runs();
    weeks_pass(4);
    must(press(officer,
               "offer_agreement",
               Json::Object{
                   {"instalment", "20.00"}, {"first_due", "2026-10-12"}, {"frequency", "weekly"}}));
    config_says("workflows/arrears_assured.yaml",
                {{"version: \"2026.1\"",
                  "version: \"2026.2\"\n"
                  "migrate:\n"
                  "  from: \"2026.1\"\n"
                  "  states: {same: rest}\n"
                  "  timers: {offer_unanswered: recompute, wait_notice_period: keep_due_date, "
                  "notice_lapses: keep_due_date}"},
                 {"{after: policy.agreement_answer,", "{after: 40 days,"}});
  }

  void moves() {
    const Result<MigrationLedger> ledger = casework().migration().migrate(kOld, "2026.2", manager);
    if (!ledger || ledger->moved != 1) throw std::runtime_error("the case was not moved");
  }
  void moves_back() { must(casework().migration().reverse("T-0000001", manager)); }
  void goes_on() {
    day_is(today().plus_days(41));  // the offer lapses by the new version's date
    weeks_pass(1);
  }
};

TEST(MigrationReplay, FollowsACaseMovedMovedBackMovedAgainAndGoneOn) {
  MovedCase world;
  const Date due = world.page(world.manager).kase.timers.front().due;
  world.moves();
  EXPECT_GT(world.page(world.manager).kase.timers.front().due, due) << "the move moved the timer";
  world.moves_back();
  EXPECT_EQ(world.page(world.manager).kase.timers.front().due, due);
  world.moves();
  world.goes_on();
  EXPECT_EQ(world.page(world.manager).kase.definition, kNew);
  const AuditProof proof = world.proof();
  EXPECT_THAT(proof.faults, IsEmpty()) << to_canonical(to_json(proof.faults.front()));
  EXPECT_THAT(proof.not_proved, IsEmpty());
  EXPECT_EQ(proof.replayed, proof.events);
}

TEST(MigrationReplay, LeavesTheCaseToTheVersionThatItWentBackTo) {
  MovedCase world;
  world.moves();
  world.moves_back();
  world.goes_on();
  EXPECT_EQ(world.page(world.manager).kase.definition, kOld);
  const AuditProof proof = world.proof();
  EXPECT_THAT(proof.faults, IsEmpty()) << to_canonical(to_json(proof.faults.front()));
  EXPECT_EQ(proof.replayed, proof.events);
}

TEST(MigrationReplay, IsProvedFromAnExportThatCarriesThePolicies) {
  MovedCase world;
  world.moves();
  world.goes_on();
  std::ostringstream out;
  const AuditProof here =
      prove_audit(world.database(), world.definitions(), {.replay = true, .export_to = &out});
  std::istringstream in(out.str());
  // The old version is in no configuration any more: the file brings it.
  const Result<AuditProof> there =
      prove_export(in, {}, {.replay = true, .rules = &world.policy().rules()});
  ASSERT_TRUE(there) << there.error().to_string();
  EXPECT_THAT(there->faults, IsEmpty()) << to_canonical(to_json(there->faults.front()));
  EXPECT_EQ(there->replayed, here.events);
}

TEST(MigrationReplay, NamesAForgedState) {
  MovedCase world;
  world.moves();
  world.tampers_and_seals("UPDATE case_event SET to_state = 'letter_2' WHERE event = 'migrated'");
  world.tampers("UPDATE tenancy_case SET state = 'letter_2'");
  EXPECT_TRUE(world.proof(false).holds()) << "the chain was sealed again";
  const AuditProof proof = world.proof();
  ASSERT_THAT(proof.faults, SizeIs(1));
  EXPECT_THAT(
      proof.faults.front().what,
      AllOf(HasSubstr("run again, state"), HasSubstr("letter_2"), HasSubstr("agreement_offered")));
}

TEST(MigrationReplay, NamesAForgedTimer) {
  MovedCase world;
  world.moves();
  const std::string due = world.page(world.manager).kase.timers.front().due.to_iso();
  world.tampers_and_seals("UPDATE case_event SET payload = REPLACE(payload, '" + due +
                          "', '2027-05-05') WHERE event = 'migrated'");
  world.tampers("UPDATE timer SET due = '2027-05-05'");
  EXPECT_TRUE(world.proof(false).holds()) << "the chain was sealed again";
  const AuditProof proof = world.proof();
  ASSERT_THAT(proof.faults, SizeIs(1));
  EXPECT_THAT(proof.faults.front().what,
              AllOf(HasSubstr("timers: it says"), HasSubstr("2027-05-05"), HasSubstr(due)));
}

TEST(MigrationReplay, NamesAMoveFromAVersionThatTheCaseDidNotKeep) {
  MovedCase world;
  world.moves();
  world.tampers_and_seals(
      "UPDATE case_event SET definition_hash = (SELECT definition_hash FROM case_event WHERE event "
      "= 'migrated') WHERE event = 'offer_agreement'");
  const AuditProof proof = world.proof();
  ASSERT_THAT(proof.faults, SizeIs(1));
  EXPECT_THAT(proof.faults.front().what,
              HasSubstr("it was decided by version 2026.2 and the case kept 2026.1"));
}

TEST(MigrationReplay, NamesAWayBackThatDoesNotFollowItsMove) {
  MovedCase world;
  world.moves();
  world.moves_back();
  world.tampers_and_seals(
      "UPDATE case_event SET payload = REPLACE(payload, '\"tasks_closed\"', "
      "'\"takes_back\":1,\"tasks_closed\"') WHERE event = 'migrated'");
  const AuditProof proof = world.proof();
  ASSERT_THAT(proof.faults, SizeIs(1));
  EXPECT_THAT(proof.faults.front().what, HasSubstr("does not stand just before it"));
}

}  // namespace
}  // namespace lintel
