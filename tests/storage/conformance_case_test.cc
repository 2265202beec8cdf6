#include <atomic>
#include <thread>

#include "storage/approval_store.h"
#include "storage/case_file.h"
#include "storage/chain.h"
#include "storage/document_store.h"
#include "storage/effect_store.h"
#include "storage/task_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using Outcome = Applied::Outcome;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

LINTEL_CONFORMANCE(Cases);

TEST_P(Cases, MoveByOneEventAtATime) {
  const Case opened = open_case("T-0041872");
  EXPECT_EQ(opened.version, 1);
  EXPECT_EQ(opened.state, "reminded");

  Transition moved = north.transition(opened, "arrears_run", "letter_1_sent", "run:2026-11-23:1");
  moved.after.stage = Stage::letter_1;
  const Applied applied = write([&](Transaction& tx) { return CaseStore{tx}.apply(moved); });

  EXPECT_EQ(applied.outcome, Outcome::applied);
  EXPECT_EQ(applied.seq, 2);
  const Case now =
      read([&](Connection& c) { return CaseStore{c}.find_by_reference("T-0041872").value(); });
  EXPECT_EQ(now.state, "letter_1_sent");
  EXPECT_EQ(now.stage, Stage::letter_1);
  EXPECT_EQ(now.version, 2);
  const auto timeline = read([&](Connection& c) { return CaseStore{c}.timeline(opened.id, 10); });
  ASSERT_THAT(timeline, SizeIs(2));
  EXPECT_EQ(timeline[0].to, "letter_1_sent");
  EXPECT_EQ(timeline[0].previous, timeline[1].hash);
  EXPECT_EQ(timeline[1].actor.name, "Arrears run");
}

TEST_P(Cases, ADecisionOnAnOldCaseIsAConflictAndWritesNothing) {
  const Case opened = open_case("T-0041872");
  write([&](Transaction& tx) {
    CaseStore{tx}.apply(north.transition(opened, "paid", "paid", "one"));
  });

  Transition late = north.transition(opened, "record_contact", "reminded", "two");
  late.effects.push_back({.kind = "call", .payload = "{}"});
  const Applied applied = write([&](Transaction& tx) { return CaseStore{tx}.apply(late); });

  EXPECT_EQ(applied.outcome, Outcome::conflict);
  EXPECT_THAT(read([&](Connection& c) { return CaseStore{c}.events(opened.id); }), SizeIs(2));
  EXPECT_EQ(read([&](Connection& c) { return EffectStore{c}.count_pending(); }), 0);
  EXPECT_EQ(read([&](Connection& c) { return CaseStore{c}.find(opened.id)->state; }), "paid");
}

TEST_P(Cases, TheSameCommandTwiceIsDoneOnce) {
  const Case opened = open_case("T-0041872");
  const Transition moved = north.transition(opened, "paid", "paid", "click-1");
  write([&](Transaction& tx) { CaseStore{tx}.apply(moved); });

  Transition again =
      north.transition(read([&](Connection& c) { return CaseStore{c}.find(opened.id).value(); }),
                       "paid",
                       "paid",
                       "click-1");
  const Applied applied = write([&](Transaction& tx) { return CaseStore{tx}.apply(again); });

  EXPECT_EQ(applied.outcome, Outcome::duplicate);
  EXPECT_EQ(applied.seq, 2);
  EXPECT_THAT(read([&](Connection& c) { return CaseStore{c}.events(opened.id); }), SizeIs(2));
}

TEST_P(Cases, OpeningTwiceWithOneCommandOpensOne) {
  const Case opened = open_case("T-0041872");
  Case another = opened;
  another.id = north.id<CaseId>();
  another.version = 0;

  const Applied repeated = write([&](Transaction& tx) {
    return CaseStore{tx}.apply(
        north.transition(another, "arrears_run", "reminded", "open:T-0041872"));
  });
  EXPECT_EQ(repeated.outcome, Outcome::duplicate);
  EXPECT_EQ(repeated.case_id, opened.id);

  const Applied rival = write([&](Transaction& tx) {
    return CaseStore{tx}.apply(north.transition(another, "arrears_run", "reminded", "other"));
  });
  EXPECT_EQ(rival.outcome, Outcome::conflict);
}

TEST_P(Cases, AnAccountMayHaveANewCaseOnceTheOldOneIsClosed) {
  Case opened = open_case("T-0041872");
  Transition closing = north.transition(opened, "paid", "paid", "close");
  closing.after.stage = Stage::closed;
  write([&](Transaction& tx) { CaseStore{tx}.apply(closing); });

  Case next = opened;
  next.id = north.id<CaseId>();
  next.version = 0;
  next.state = "";
  const Applied applied = write([&](Transaction& tx) {
    return CaseStore{tx}.apply(north.transition(next, "arrears_run", "reminded", "again"));
  });

  EXPECT_EQ(applied.outcome, Outcome::applied);
  EXPECT_EQ(read([&](Connection& c) { return CaseStore{c}.find_by_reference("T-0041872")->id; }),
            next.id);
}

TEST_P(Cases, TimersHoldsAndTasksFollowTheEvent) {
  Transition moved =
      north.transition(open_case("T-0041872"), "moratorium_notified", "reminded", "bs");
  moved.after.timers = {{.name = "review",
                         .arming = 1,
                         .due = Date{2026, 11, 30},
                         .fires = "review_due",
                         .paused_days = {}},
                        {.name = "chase",
                         .arming = 1,
                         .due = Date{2026, 12, 1},
                         .fires = "chase_due",
                         .paused_days = {}}};
  moved.after.holds = {{.id = north.id<HoldId>(),
                        .name = "breathing_space",
                        .from = Date{2026, 11, 16},
                        .until = Date{2027, 1, 14},
                        .reason = "Notified by StepChange",
                        .lifted_on = std::nullopt}};
  moved.opened = {{.id = north.id<TaskId>(),
                   .case_id = {},
                   .name = "call",
                   .label = "Call the tenant",
                   .opened_on = Northmere::today,
                   .due = Date{2026, 11, 25},
                   .done_on = std::nullopt}};
  write([&](Transaction& tx) { CaseStore{tx}.apply(moved); });

  Case now = read([&](Connection& c) { return CaseStore{c}.find(moved.after.id).value(); });
  EXPECT_THAT(now.timers, SizeIs(2));
  ASSERT_THAT(now.holds, SizeIs(1));
  EXPECT_EQ(now.holds[0].until, (Date{2027, 1, 14}));
  EXPECT_THAT(read([](Connection& c) {
                return CaseStore{c}.due_timers(Date{2026, 11, 30}, 10);
              }),
              SizeIs(1));

  Transition next = north.transition(now, "moratorium_ended", "reminded", "bs-end");
  next.after.timers = {{.name = "review",
                        .arming = 2,
                        .due = Date{2026, 12, 7},
                        .fires = "review_due",
                        .paused_days = {}}};
  next.after.holds[0].lifted_on = Northmere::today;
  next.done = {{.name = "call", .fields = R"({"reached":true})"}};
  write([&](Transaction& tx) { CaseStore{tx}.apply(next); });

  now = read([&](Connection& c) { return CaseStore{c}.find(moved.after.id).value(); });
  EXPECT_THAT(now.timers, ElementsAre(next.after.timers[0]));
  EXPECT_THAT(now.holds, IsEmpty());
  EXPECT_THAT(read([](Connection& c) { return TaskStore{c}.open({Role::income_officer}, {}, 10); }),
              IsEmpty());
  const CaseFile file =
      read([](Connection& c) { return CaseFileStore{c}.gather("T-0041872").value(); });
  EXPECT_EQ(file.task_fields.at("call"), R"({"reached":true})");
}

TEST_P(Cases, EffectsLeaveTheOutboxOnce) {
  Transition moved =
      north.transition(open_case("T-0041872"), "arrears_run", "letter_1_sent", "run");
  moved.effects = {{.kind = "document", .payload = R"({"template":"letter_1"})"},
                   {.kind = "call", .payload = "{}"}};
  write([&](Transaction& tx) { CaseStore{tx}.apply(moved); });

  const auto pending = read([&](Connection& c) { return EffectStore{c}.pending(north.now(), 10); });
  ASSERT_THAT(pending, SizeIs(2));
  EXPECT_EQ(pending[0].key(), to_string(moved.after.id) + ":2:1");
  write([&](Transaction& tx) {
    EXPECT_TRUE(EffectStore{tx}.done(pending[0], north.now()));
    EXPECT_FALSE(EffectStore{tx}.done(pending[0], north.now()));
    EffectStore{tx}.failed(pending[1], "the printer is away", std::nullopt);
  });
  EXPECT_EQ(read([](Connection& c) { return EffectStore{c}.count_pending(); }), 0);
  const auto given_up = read([](Connection& c) { return EffectStore{c}.given_up(10); });
  ASSERT_THAT(given_up, SizeIs(1));
  EXPECT_EQ(given_up[0].error, "the printer is away");
  EXPECT_TRUE(
      write([&](Transaction& tx) { return EffectStore{tx}.replay(given_up[0], north.now()); }));
  EXPECT_EQ(read([](Connection& c) { return EffectStore{c}.count_pending(); }), 1);
}

TEST_P(Cases, AnApprovalNeedsAnotherPerson) {
  const Person officer = north.person("priya.shah");
  const Person colleague = north.person("lee.marsh");
  const Person manager = north.person("sam.hill", {Role::team_manager});
  write([&](Transaction& tx) {
    for (const Person& person : {officer, colleague, manager}) PersonStore{tx}.add(person, "hash");
  });
  Transition proposed =
      north.transition(open_case("T-0041872"), "propose_notice", "notice_in_approval", "propose");
  Approval approval;
  approval.id = north.id<ApprovalId>();
  approval.task = "approve_notice";
  approval.proposed_by = officer.id;
  approval.proposed_at = north.now();
  approval.earlier_actors = {colleague.id};
  approval.bound_to = sha256("what was read");
  proposed.approvals = {approval};
  write([&](Transaction& tx) { CaseStore{tx}.apply(proposed); });
  EXPECT_EQ(read([](Connection& c) { return ApprovalStore{c}.count_waiting({"East"}); }), 1);
  EXPECT_EQ(read([](Connection& c) { return ApprovalStore{c}.count_waiting({"West"}); }), 0);

  const auto decide = [&](const Person& by, const std::string& key) {
    const Case now =
        read([&](Connection& c) { return CaseStore{c}.find(proposed.after.id).value(); });
    Transition decided = north.transition(now, "approved", "serving", key);
    decided.decided = {
        {.id = approval.id, .state = ApprovalState::approved, .decided_by = by.id, .reason = ""}};
    return write([&](Transaction& tx) { return CaseStore{tx}.apply(decided).outcome; });
  };
  EXPECT_THROW(decide(officer, "a"), ConstraintFault);
  EXPECT_THROW(decide(colleague, "b"), ConstraintFault);
  EXPECT_EQ(read([&](Connection& c) { return CaseStore{c}.find(proposed.after.id)->state; }),
            "notice_in_approval");
  EXPECT_EQ(decide(manager, "c"), Outcome::applied);
  EXPECT_THROW(decide(manager, "d"), ConstraintFault);

  const Approval done =
      read([&](Connection& c) { return ApprovalStore{c}.find(approval.id).value(); });
  EXPECT_EQ(done.state, ApprovalState::approved);
  EXPECT_EQ(done.decided_by, manager.id);
  EXPECT_EQ(done.bound_to, approval.bound_to);
}

TEST_P(Cases, ManyHandsOnOneCaseLoseNothing) {
  const Case opened = open_case("T-0041872");
  std::atomic<int> applied = 0;
  std::vector<std::thread> hands;
  for (int hand = 0; hand < 8; ++hand) {
    hands.emplace_back([&, hand] {
      for (int i = 0; i < 20; ++i) {
        for (bool done = false; !done;) {
          const Case now =
              read([&](Connection& c) { return CaseStore{c}.find(opened.id).value(); });
          const std::string key = std::to_string(hand) + "-" + std::to_string(i);
          const Applied answer = write([&](Transaction& tx) {
            return CaseStore{tx}.apply(north.transition(now, "record_contact", "reminded", key));
          });
          done = answer.outcome == Outcome::applied;
          applied += done ? 1 : 0;
        }
      }
    });
  }
  for (std::thread& hand : hands) hand.join();

  EXPECT_EQ(applied, 160);
  const ChainVerified verified = read([&](Connection& c) { return verify_chains(c); });
  EXPECT_EQ(verified.broken, std::nullopt);
  EXPECT_EQ(verified.events, 161);
}

TEST_P(Cases, AChangeBehindTheirBackIsFound) {
  const std::vector<std::string> tampering = {
      "UPDATE case_event SET payload = '{}' WHERE seq = 1",
      "UPDATE case_event SET actor_name = 'Somebody else' WHERE seq = 2",
      "UPDATE case_event SET at = '2026-11-01T09:00:00.000Z' WHERE seq = 2",
      "DELETE FROM case_event WHERE seq = 1",
      "DELETE FROM case_event WHERE seq = 2",
      "UPDATE tenancy_case SET state = 'paid', version = version",
      "UPDATE tenancy_case SET version = 7",
  };
  const Case opened = open_case("T-0041872");
  write([&](Transaction& tx) {
    CaseStore{tx}.apply(north.transition(opened, "arrears_run", "letter_1_sent", "run"));
  });
  ASSERT_EQ(read([](Connection& c) { return verify_chains(c).broken; }), std::nullopt);

  for (const std::string& sql : tampering) {
    EXPECT_THROW(write([&](Transaction& tx) {
                   tx.execute(sql);
                   const ChainVerified verified = verify_chain(tx, opened.id);
                   EXPECT_TRUE(verified.broken.has_value()) << sql;
                   EXPECT_THAT(verified.broken.value_or(""),
                               testing::HasSubstr(to_string(opened.id)));
                   throw std::runtime_error("put it back");
                 }),
                 std::runtime_error);
  }
  EXPECT_EQ(read([&](Connection& c) { return verify_chain(c, opened.id).events; }), 2);
}

}  // namespace
}  // namespace lintel
