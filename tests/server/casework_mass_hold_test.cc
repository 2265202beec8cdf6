// One hold put on many cases, and lifted from them: each decided by its own workflow, each with an
// event and dates of its own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/casework/audit_proof.h"
#include "server/casework/mass_hold_json.h"
#include "server/casework/mass_holds.h"
#include "server/casework/workflows.h"
#include "storage/case_store.h"
#include "storage/person_store.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Household home(int number, const std::string& patch = "East") {
  Household household;
  household.reference =
      "T-" + std::string(7 - std::to_string(number).size(), '0') + std::to_string(number);
  household.patch = patch;
  return household;
}

/// Three households that owe for four weeks, the third in another patch; the first has been offered
/// an agreement on Monday 5 October, to be answered by 19 October.
class MassHoldOnCases : public testing::Test {
 protected:
  MassHoldOnCases() : world(Date{2026, 9, 7}) {
    world.lets(home(1)).lets(home(2)).lets(home(3, "West")).loads_rents();
    world.runs();
    world.weeks_pass(4);
    const Outcome offered = world.press(
        world.officer,
        "offer_agreement",
        Json::Object{
            {"instalment", "20.00"}, {"first_due", "2026-10-12"}, {"frequency", "weekly"}});
    if (!offered.applied()) throw std::runtime_error("no agreement was offered");
    world.day_is(Date{2026, 10, 10});
  }

  MassHolds& holds() { return world.casework().mass_holds(); }
  static PutHold breathing_space() {
    return {.hold = "breathing_space", .reason = "A moratorium for the region"};
  }
  MassHoldSummary put(const PutHold& asked) {
    const Result<MassHoldSummary> done = holds().put(asked, world.manager);
    if (!done) throw std::runtime_error(done.error().to_string());
    return *done;
  }
  MassHoldSummary lift(MassHoldId id) {
    const Result<MassHoldSummary> done = holds().lift(id, "It is over", world.manager);
    if (!done) throw std::runtime_error(done.error().to_string());
    return *done;
  }
  std::vector<MassHoldLine> lines(MassHoldId id) {
    return holds().ledger(id, world.manager, std::nullopt, 0, 1'000)->lines;
  }
  std::vector<std::string> held(const std::string& reference) {
    std::vector<std::string> names;
    for (const HoldView& view : world.page(world.manager, reference).holds)
      names.push_back(view.hold.name);
    return names;
  }
  Timer timer(const std::string& reference, const std::string& name) {
    for (const Timer& each : world.page(world.manager, reference).kase.timers)
      if (each.name == name) return each;
    throw std::runtime_error("no timer " + name);
  }
  std::int64_t events_of(const std::string& reference, const std::string& event) {
    return world.database().read([&](Connection& connection) {
      std::int64_t count = 0;
      const CaseStore store(connection);
      for (const CaseEvent& each : store.events(store.find_by_reference(reference)->id))
        count += each.event == event ? 1 : 0;
      return count;
    });
  }
  void expect_the_audit_holds() {
    std::vector<const Definition*> definitions;
    for (const PublishedWorkflow* each : world.casework().workflows().all())
      definitions.push_back(&each->definition);
    const AuditProof proof = prove_audit(world.database(), definitions, {.replay = true});
    EXPECT_THAT(proof.faults, IsEmpty()) << to_canonical(to_json(proof.faults.front()));
    EXPECT_EQ(proof.replayed, proof.events);
  }

  World world;
};

TEST_F(MassHoldOnCases, IsPutOnEveryCaseWithEachTimersDates) {
  const MassHoldSummary done = put(breathing_space());
  EXPECT_EQ(done.hold.changed, 3);
  EXPECT_EQ(done.hold.already + done.hold.refused, 0);
  EXPECT_EQ(done.hold.expected, 3);
  ASSERT_TRUE(done.hold.ended.has_value());
  const std::vector<MassHoldLine> ledger = lines(done.hold.id);
  ASSERT_THAT(ledger, SizeIs(3));
  EXPECT_EQ(ledger[0].reference, "T-0000001");
  EXPECT_EQ(
      ledger[0].timers,
      R"([{"after":null,"before":"2026-10-19","name":"offer_unanswered","what":"paused"},)"
      R"({"after":"2026-12-09","before":null,"name":"breathing_space_ends","what":"armed"}])");
  EXPECT_EQ(ledger[2].reference, "T-0000003");
  for (const char* reference : {"T-0000001", "T-0000002", "T-0000003"}) {
    EXPECT_THAT(held(reference), ElementsAre("breathing_space")) << reference;
    EXPECT_EQ(timer(reference, "breathing_space_ends").due, (Date{2026, 12, 9})) << reference;
    EXPECT_EQ(events_of(reference, "moratorium_notified"), 1) << reference;
  }
  EXPECT_EQ(timer("T-0000001", "offer_unanswered").paused_days, 9);
  expect_the_audit_holds();
}

TEST_F(MassHoldOnCases, IsLiftedWithTheDaysThatWereLeft) {
  const MassHoldSummary done = put(breathing_space());
  world.day_is(Date{2026, 10, 20});
  const MassHoldSummary lifted = lift(done.hold.id);
  EXPECT_EQ(lifted.hold.changed, 3);
  EXPECT_EQ(timer("T-0000001", "offer_unanswered").due, (Date{2026, 10, 29}));
  EXPECT_THAT(lines(lifted.hold.id)[0].timers,
              HasSubstr(R"("after":"2026-10-29","before":"2026-10-19","name":"offer_unanswered",)"
                        R"("what":"resumed")"));
  for (const char* reference : {"T-0000001", "T-0000002", "T-0000003"})
    EXPECT_THAT(held(reference), IsEmpty()) << reference;
  EXPECT_EQ(holds().summary(done.hold.id)->lift->id, lifted.hold.id);
  EXPECT_EQ(lift(done.hold.id).hold.id, lifted.hold.id) << "lifted once is lifted";
  EXPECT_EQ(events_of("T-0000001", "moratorium_ended"), 1);
  expect_the_audit_holds();
}

TEST_F(MassHoldOnCases, LeavesAloneWhatIsHeldAlready) {
  ASSERT_TRUE(
      world.press(world.manager, "moratorium_notified", Json::object(), "T-0000002").applied());
  const MassHoldSummary done = put(breathing_space());
  EXPECT_EQ(done.hold.changed, 2);
  EXPECT_EQ(done.hold.already, 1);
  EXPECT_EQ(lines(done.hold.id)[1].because,
            "breathing space is there already, from 10 October 2026");
  const MassHoldSummary lifted = lift(done.hold.id);
  EXPECT_EQ(lifted.hold.changed, 2);
  EXPECT_THAT(held("T-0000002"), ElementsAre("breathing_space"))
      << "what was put on by itself is lifted by itself";
}

TEST_F(MassHoldOnCases, LeavesAloneWhatWasPutOnAnewSince) {
  const MassHoldSummary done = put(breathing_space());
  ASSERT_TRUE(world.press(world.manager, "moratorium_ended").applied());
  ASSERT_TRUE(
      world.press(world.manager, "moratorium_cancelled", Json::object(), "T-0000003").applied());
  ASSERT_TRUE(
      world.press(world.manager, "moratorium_notified", Json::object(), "T-0000003").applied());
  const MassHoldSummary lifted = lift(done.hold.id);
  EXPECT_EQ(lifted.hold.changed, 1);
  EXPECT_EQ(lifted.hold.already, 2);
  const std::vector<MassHoldLine> ledger = lines(lifted.hold.id);
  EXPECT_EQ(ledger[0].because, "breathing space is over");
  EXPECT_EQ(ledger[2].because,
            "breathing space was put on anew from 10 October 2026: it is lifted on the case");
  EXPECT_THAT(held("T-0000003"), ElementsAre("breathing_space"));
}

TEST_F(MassHoldOnCases, IsPreviewedWithoutATrace) {
  const auto preview = holds().preview(breathing_space(), world.manager);
  ASSERT_TRUE(preview.has_value());
  EXPECT_EQ(preview->hold.changed, 3);
  EXPECT_TRUE(preview->dry);
  EXPECT_THAT(held("T-0000001"), IsEmpty());
  EXPECT_THAT(holds().latest(10), IsEmpty());
  EXPECT_EQ(put(breathing_space()).hold.changed, preview->hold.changed);
}

TEST_F(MassHoldOnCases, PicksByPatchStateAndList) {
  PutHold asked = breathing_space();
  asked.pick.patches = {"West"};
  EXPECT_EQ(holds().preview(asked, world.manager)->hold.changed, 1);
  asked = breathing_space();
  asked.pick.state = "agreement_offered";
  EXPECT_EQ(holds().preview(asked, world.manager)->hold.changed, 1);
  asked = breathing_space();
  asked.pick.workflow = "arrears_secure";
  EXPECT_EQ(holds().preview(asked, world.manager)->hold.expected, 0);
  asked = breathing_space();
  asked.pick.search = "15 Fennel";
  EXPECT_EQ(holds().preview(asked, world.manager)->hold.changed, 1);
  asked = breathing_space();
  asked.pick.references = references_in("T-0000003,\r\n T-0000001; T-7777777");
  const MassHoldSummary done = put(asked);
  EXPECT_EQ(done.hold.changed, 2);
  EXPECT_EQ(done.hold.refused, 1);
  EXPECT_THAT(done.refusals,
              ElementsAre(std::pair<std::string, std::int64_t>(
                  "no open case of this reference is among those picked", 1)));
  EXPECT_EQ(lines(done.hold.id)[2].reference, "T-7777777");
  EXPECT_THAT(held("T-0000002"), IsEmpty());
}

TEST_F(MassHoldOnCases, FindsACaseByItsAccountOnce) {
  PutHold asked = breathing_space();
  // The account of T-0000001, as the rent file numbers it.
  asked.pick.references = {"9000000010000", "T-0000001"};
  const MassHoldSummary done = put(asked);
  EXPECT_EQ(done.hold.changed, 1);
  EXPECT_EQ(events_of("T-0000001", "moratorium_notified"), 1);
}

TEST_F(MassHoldOnCases, StaysWithinThePersonsPatches) {
  Person east = world.manager;
  east.patches = {"East"};
  const auto done = holds().put(breathing_space(), east);
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->hold.changed, 2);
  EXPECT_THAT(held("T-0000003"), IsEmpty());
  PutHold listed = breathing_space();
  listed.pick.references = {"T-0000003"};
  EXPECT_EQ(holds().preview(listed, east)->refusals.front().first,
            "the case is in the patch West, which is not Margaret Adeyemi's");
  PutHold elsewhere = breathing_space();
  elsewhere.pick.patches = {"West"};
  EXPECT_EQ(holds().preview(elsewhere, east).error().place.field, "patches");
}

TEST_F(MassHoldOnCases, AsksForAPersonAHoldAReasonAndDays) {
  EXPECT_THAT(holds().put(breathing_space(), world.officer).error().what,
              HasSubstr("by a team manager, the head of income or an administrator"));
  PutHold asked = breathing_space();
  asked.hold = "court_stay";
  EXPECT_THAT(holds().put(asked, world.manager).error().to_string(),
              HasSubstr("Choose one of: benefit_pending, breathing_space"));
  asked = breathing_space();
  asked.reason = "";
  EXPECT_EQ(holds().put(asked, world.manager).error().place.field, "reason");
  asked = breathing_space();
  asked.until = "2026-10-09";
  EXPECT_EQ(holds().put(asked, world.manager).error().place.field, "until");
  asked.until = "soon";
  EXPECT_EQ(holds().put(asked, world.manager).error().place.field, "until");
  EXPECT_THAT(holds().latest(10), IsEmpty());
  Person administrator = world.manager;
  administrator.roles = {Role::administrator};
  EXPECT_EQ(holds().put(breathing_space(), administrator).error().place.field, "hold")
      << "who may is the policy's to say";
  EXPECT_FALSE(holds().lift(MassHoldId{}, "over", world.manager).has_value());
}

TEST_F(MassHoldOnCases, SentTwiceIsPutOnce) {
  PutHold asked = breathing_space();
  asked.id = holds().new_id();
  const MassHoldSummary first = put(asked);
  const MassHoldSummary second = put(asked);
  EXPECT_EQ(first.hold.id, second.hold.id);
  EXPECT_EQ(second.hold.changed, 3);
  EXPECT_EQ(events_of("T-0000001", "moratorium_notified"), 1);
  const MassHoldSummary again = put(breathing_space());
  EXPECT_NE(again.hold.id, first.hold.id);
  EXPECT_EQ(again.hold.changed, 0);
  EXPECT_EQ(again.hold.already, 3);
  EXPECT_EQ(events_of("T-0000001", "moratorium_notified"), 1);
}

TEST_F(MassHoldOnCases, DoesNotDoWhatATaskIsFor) {
  world.config_says("workflows/arrears_assured.yaml",
                    {{"version: \"2026.1\"", "version: \"2026.2\""},
                     {"begins: event.vulnerability_raised",
                      "begins: [event.approved, event.vulnerability_raised]"}});
  world.lets(home(4));
  world.weeks_pass(6);
  ASSERT_EQ(world.page(world.manager, "T-0000004").kase.definition.version, "2026.2");
  world.ready_for_notice("T-0000004");
  ASSERT_TRUE(world.press(world.officer, "propose_notice", Json::object(), "T-0000004").applied());
  const auto done = holds().put({.hold = "vulnerability",
                                 .pick = {.references = {"T-0000004"}},
                                 .reason = "To look at it again"},
                                world.manager);
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->hold.refused, 1);
  EXPECT_EQ(done->refusals.front().first,
            "its workflow gives this to whoever does a task: it is done on the case");
  EXPECT_THAT(held("T-0000004"), IsEmpty());
}

TEST_F(MassHoldOnCases, DoesNotMakeFourEyesForget) {
  world.weeks_pass(4);
  Person both = world.manager;
  both.username = "sam";
  both.name = "Sam Hill";
  both.roles = {Role::income_officer, Role::team_manager};
  both.id = PersonId{IdBits{1, 7}};
  world.database().write([&](Transaction& tx) { PersonStore{tx}.add(both, "no password"); });
  world.ready_for_notice("T-0000002");
  ASSERT_TRUE(world.press(both, "propose_notice", Json::object(), "T-0000002").applied());
  world.casework().work_outbox();
  const MassHoldSummary done = put({.hold = "dispute", .reason = "The charge of October"});
  ASSERT_EQ(done.hold.changed, 3);
  lift(done.hold.id);
  world.reads_all(both);
  EXPECT_FALSE(world.approves(both).applied()) << "who proposed does not approve";
  world.reads_all(world.manager);
  EXPECT_TRUE(world.approves(world.manager).applied());
}

/// More cases than are written at once.
class ManyCases : public MassHoldOnCases {
 protected:
  ManyCases() {
    for (int number = 4; number <= 230; ++number) world.lets(home(number));
    world.weeks_pass(5);
  }
};

TEST_F(ManyCases, GoOnWhereTheyWereCutOff) {
  std::int64_t seen = 0;
  EXPECT_THROW(holds().put(breathing_space(),
                           world.manager,
                           {},
                           [&](const MassHoldLine&) {
                             if (++seen == 150) throw std::runtime_error("the light went out");
                           }),
               std::runtime_error);
  const MassHoldSummary cut_off = holds().latest(1).front();
  EXPECT_FALSE(cut_off.hold.ended.has_value());
  EXPECT_FALSE(cut_off.running);
  EXPECT_EQ(cut_off.hold.because, "the light went out");
  EXPECT_GE(cut_off.hold.changed, 200);
  EXPECT_LT(cut_off.hold.changed, 230);
  EXPECT_FALSE(holds().lift(cut_off.hold.id, "over", world.manager).has_value());

  const MassHoldSummary done = put(breathing_space());
  EXPECT_EQ(done.hold.id, cut_off.hold.id) << "the same in the same words goes on";
  EXPECT_EQ(done.hold.changed, 230);
  EXPECT_EQ(done.hold.because, "");
  for (int number = 1; number <= 230; ++number)
    EXPECT_EQ(events_of(home(number).reference, "moratorium_notified"), 1) << number;
  EXPECT_EQ(lift(done.hold.id).hold.changed, 230);
  EXPECT_THAT(held("T-0000230"), IsEmpty());
}

TEST_F(ManyCases, AreDecidedAgainWhenSomebodyWasQuicker) {
  // The next hundred have been decided when the first hundred's lines are told.
  bool pressed = false;
  const auto done = holds().put(breathing_space(), world.manager, {}, [&](const MassHoldLine&) {
    if (pressed) return;
    pressed = true;
    EXPECT_TRUE(
        world.press(world.manager, "moratorium_notified", Json::object(), "T-0000150").applied());
    EXPECT_TRUE(
        world.press(world.officer, "record_contact", Json::Object{{"method", "visit"}}, "T-0000151")
            .applied());
  });
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->hold.changed, 229);
  EXPECT_EQ(done->hold.already, 1);
  EXPECT_EQ(lines(done->hold.id)[149].because,
            "breathing space is there already, from 14 November 2026");
  EXPECT_EQ(events_of("T-0000150", "moratorium_notified"), 1);
  EXPECT_EQ(events_of("T-0000151", "moratorium_notified"), 1);
  expect_the_audit_holds();
}

TEST_F(ManyCases, AreHeldInTheBackground) {
  PutHold asked = breathing_space();
  asked.id = holds().new_id();
  const Result<MassHoldId> started = holds().start_put(asked, world.manager);
  ASSERT_TRUE(started.has_value());
  world.restarts_with(world.policy());  // waits for what is under way
  const MassHoldSummary done = *holds().summary(*started);
  ASSERT_TRUE(done.hold.ended.has_value());
  EXPECT_EQ(done.hold.changed, 230);
  EXPECT_FALSE(done.running);
}

}  // namespace
}  // namespace lintel
