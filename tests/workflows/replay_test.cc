// Events written as the program writes them, run again and folded: whoever acted for another, the
// keys of calls, every reason.

#include "workflows/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workflows/made_up_rules.h"
#include "workflows/case_fold.h"
#include "workflows/event_record.h"
#include "workflows/past_acts.h"

namespace lintel {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::string_view kClaim = R"yaml(
workflow: claim
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
start: open
facts:
  owed: {type: money, source: rent_account.balance}
states:
  open:
    stage: court
    tasks:
      look: {role: income_officer, due: 2 days}
    on:
      pay: {by: [income_officer, team_manager], when: owed > £0, because: a fee is due, do: [{call: {connector: bank.pay_fee, compensate: bank.refund_fee}}]}
      propose: {by: [income_officer, team_manager], to: in_approval}
      abandon: {by: [income_officer, team_manager], compensates: true, to: closed}
  in_approval:
    stage: court
    tasks:
      approve: {role: team_manager, four_eyes: [propose], due: 2 days}
    timers:
      chase: {after: 10 days, fires: chased}
    on:
      approved: {by: task.approve, because: a second person has read it, do: [{call: {connector: court.file_claim, compensate: court.withdraw_draft}}], to: open}
      chased: {to: open}
  closed: {stage: closed, final: true}
)yaml";

class ReplayOfEvents : public ::testing::Test {
 protected:
  ReplayOfEvents() {
    facts_.set(0, Value::money(410'35_pence));
    state_ = open_case(definition_, facts_, rules(), today_);
  }

  RuleValues rules() const { return RuleValues{definition_, book_, today_}; }
  static Actor person(std::uint64_t number, std::string name, std::vector<Role> roles) {
    return Actor{PersonId{IdBits{0, number}}, std::move(name), std::move(roles)};
  }
  static Actor for_another(Actor actor, const Actor& whom) {
    actor.on_behalf_of = Delegator{*whom.person, whom.name, whom.roles};
    return actor;
  }

  /// As the program writes it, after `documents` documents of its own.
  void happens(const std::string& name, const Actor& actor, int documents = 0) {
    Step taken = step(definition_,
                      in_order(state_),
                      Event{.name = name, .actor = actor, .fields = {}},
                      facts_,
                      rules(),
                      today_);
    ASSERT_TRUE(taken.changes) << name << ": " << taken.decision.reasons.front().because;
    CaseEvent event;
    event.case_id = case_;
    event.seq = std::ssize(events_) + 1;
    event.on = today_;
    event.event = name;
    event.from = taken.decision.from;
    event.to = taken.decision.to;
    event.actor = actor;
    event.actor.on_behalf_of.reset();  // the row has no place for it
    event.definition_hash = definition_.hash;
    name_calls(taken.next.calls,
               taken.effects,
               to_string(case_) + ":" + std::to_string(event.seq),
               documents);
    Json beside = Json::object();
    beside["fields"] = Json::object();
    beside["facts"] = facts_record(definition_, facts_, rules(), today_);
    beside["rules_of_the_day"] = sha256("rules").to_hex();
    if (actor.on_behalf_of) beside["on_behalf_of"] = delegator_record(*actor.on_behalf_of);
    if (taken.next.calls != state_.calls) {
      beside["calls"] = calls_record(taken.next.calls);
      beside["sent_before_calls"] = documents;
    }
    RecordText record;
    write_step(taken, record);
    event.payload = event_payload_text(record, beside);
    events_.push_back(std::move(event));
    state_ = std::move(taken.next);
  }

  /// A part of the newest event's payload, forged.
  void forge(const std::string& was, const std::string& now) {
    std::string& payload = events_.back().payload;
    const std::size_t at = payload.find(was);
    ASSERT_NE(at, std::string::npos) << payload;
    payload.replace(at, was.size(), now);
  }

  /// "" when every event comes out as it was written.
  std::string replayed() {
    const std::vector<RuleValue> values;
    const ReplaySources sources{
        .definition =
            [&](const Hash& hash) { return hash == definition_.hash ? &definition_ : nullptr; },
        .rules = [&](const Definition&, const Hash&) { return &values; }};
    Replay replay(sources);
    for (const CaseEvent& event : events_) {
      const Replay::Answer answer = replay.next(event);
      if (answer.what != Replay::Answer::What::same) return answer.why;
    }
    came_to_ = replay.state();
    return "";
  }
  CaseState folded() const {
    CaseFold fold;
    for (const CaseEvent& event : events_) fold.see(event);
    return fold.state().value();
  }

  MadeUpRules book_;
  Definition definition_ = definition_of(kClaim);
  Facts facts_ = definition_.new_facts();
  Date today_{2026, 11, 23};
  CaseId case_{IdBits{7, 7}};
  CaseState state_;
  CaseState came_to_;
  std::vector<CaseEvent> events_;
  const Actor priya_ = person(1, "Priya Shah", {Role::income_officer});
  const Actor lee_ = person(2, "Lee Marsh", {Role::team_manager});
  const Actor tom_ = person(5, "Tom Field", {Role::income_officer});
};

TEST_F(ReplayOfEvents, ComesToTheSameAsTheEventsAndAsTheFold) {
  happens("pay", priya_, 2);
  happens("propose", priya_);
  happens("approved", for_another(tom_, lee_), 1);
  ASSERT_EQ(replayed(), "");
  const CaseState fold = folded();
  EXPECT_EQ(stands_record(came_to_), stands_record(state_));
  EXPECT_EQ(stands_record(fold), stands_record(state_));
  EXPECT_EQ(fold.state, "open");
  EXPECT_EQ(came_to_.acts, state_.acts);
  EXPECT_EQ(fold.acts, state_.acts);
  ASSERT_THAT(fold.acts, SizeIs(3));
  EXPECT_EQ(fold.acts.back().on_behalf_of, lee_.person);
  ASSERT_THAT(fold.calls, SizeIs(2));
  EXPECT_EQ(fold.calls, came_to_.calls);
  EXPECT_EQ(fold.calls[0].key, to_string(case_) + ":1:3") << "after two documents";
  EXPECT_EQ(fold.calls[1].key, to_string(case_) + ":3:2");
}

TEST_F(ReplayOfEvents, UndoesUnderTheKeysThatTheCallsHad) {
  happens("pay", priya_);
  happens("abandon", priya_);
  EXPECT_THAT(events_.back().payload, HasSubstr("\"undone\":[\"" + to_string(case_) + ":1:1\"]"));
  EXPECT_EQ(replayed(), "");
  EXPECT_THAT(folded().calls, SizeIs(0));
  forge(":1:1\"", ":1:2\"");
  EXPECT_THAT(replayed(), HasSubstr("undone: it says"));
}

TEST_F(ReplayOfEvents, NamesACallUnderAnotherKey) {
  happens("pay", priya_);
  forge(":1:1\"", ":9:1\"");
  EXPECT_THAT(replayed(), AllOf(HasSubstr("calls: it says"), HasSubstr(":9:1")));
}

TEST_F(ReplayOfEvents, NeedsWhoeverThePersonActedFor) {
  happens("propose", priya_);
  happens("approved", for_another(tom_, lee_));
  EXPECT_EQ(replayed(), "");
  // Without the manager whose roles were lent, an officer approved.
  forge("\"roles\":[\"team_manager\"]", "\"roles\":[\"auditor\"]");
  EXPECT_THAT(replayed(), AllOf(HasSubstr("it is refused"), HasSubstr("team manager")));
  forge("\"roles\":[\"auditor\"]", "\"roles\":[\"nobody\"]");
  EXPECT_EQ(replayed(), "for whom the person acted does not read");
}

TEST_F(ReplayOfEvents, NamesAReasonThatWasReworded) {
  happens("pay", priya_);
  forge("a fee is due", "a fee was due");
  EXPECT_THAT(replayed(), AllOf(HasSubstr("reasons: it says"), HasSubstr("a fee was due")));
}

TEST_F(ReplayOfEvents, TakesFactsThatChangeBetweenEvents) {
  happens("pay", priya_);
  happens("pay", priya_);  // the same bytes again
  facts_.set(0, Value::money(12'00_pence));
  happens("pay", priya_);
  EXPECT_EQ(replayed(), "");
  forge("\"owed\":\"12.00\"", "\"owed\":\"-12.00\"");
  EXPECT_THAT(replayed(), HasSubstr("it is refused"));
}

TEST_F(ReplayOfEvents, RefusesAPayloadThatSaysSomethingTwice) {
  happens("pay", priya_);
  forge("\"stands\":", "\"stands\":{},\"stands\":");
  EXPECT_EQ(replayed(), "what it says is not readable");
}

TEST_F(ReplayOfEvents, LetsSpellingBeWhereTheValuesAreTheSame) {
  happens("pay", priya_);
  forge("a fee is due", "\\u0061 fee is due");
  EXPECT_EQ(replayed(), "");
}

TEST_F(ReplayOfEvents, FoldsNothingFromEventsThatDoNotSayWhereTheCaseStood) {
  happens("pay", priya_);
  forge("\"stands\"", "\"stand\"");
  CaseFold fold;
  fold.see(events_.back());
  EXPECT_FALSE(fold.says_where());
  EXPECT_THAT(fold.state().error().what, HasSubstr("2026-11-23, before events kept that"));
}

}  // namespace
}  // namespace lintel
