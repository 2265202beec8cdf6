// What was called and can still be undone, until an irrevocable branch; effects in their order; and
// the workflow that a final state starts.

#include "tests/workflows/made_up_case.h"

namespace lintel {
namespace {

constexpr std::string_view kCalls = R"yaml(
workflow: calls
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
start: ready
states:
  ready:
    stage: court
    exit: [{note: left ready}]
    on:
      pay: {do: [{call: {connector: bank.pay_fee, compensate: bank.refund_fee}}]}
      tell: {do: [{call: post.send}]}
      file: {do: [{call: {connector: court.file_claim, compensate: court.withdraw_draft}}], to: filed}
      abandon: {name: abandoned, compensates: true, do: [{note: abandoned}], to: closed}
  filed:
    stage: court
    entry: [{task: {name: chase_court, label: Chase the court, role: legal_officer, due: 2 working days}}, {task: read_order}]
    timers:
      chase: {every: 7 days, do: [{note: chased}, {call: {connector: court.ask, compensate: court.unask}}]}
    tasks:
      read_order: {role: legal_officer, due: 1 days}
    on:
      issued: {irrevocable: true, to: issued}
      abandon: {compensates: true, to: closed}
  issued:
    stage: court
    on:
      abandon: {compensates: true, to: closed}
      end: {to: closed}
  closed: {stage: closed, final: true, starts: [tenancy_end, former_arrears]}
)yaml";

class Calls : public MadeUpCase {
 protected:
  Calls() : MadeUpCase(kCalls), at_(opened()) {}

  Step take(std::string event) {
    Step taken = ask(at_, Event{.name = std::move(event), .actor = std::nullopt, .fields = {}});
    at_ = taken.next;
    return taken;
  }
  static std::vector<std::string> actions(const Step& taken) {
    std::vector<std::string> all;
    for (const Effect& effect : taken.effects) all.push_back(effect.action());
    return all;
  }

  CaseState at_;
};

TEST_F(Calls, AreUndoneNewestFirstBeforeTheBranchsOwnEffects) {
  take("pay");
  take("tell");  // has no way back and is not undone
  take("pay");
  EXPECT_EQ(at_.calls,
            (std::vector<PastCall>{{"bank.pay_fee", "bank.refund_fee", ""},
                                   {"bank.pay_fee", "bank.refund_fee", ""}}));
  at_.calls[0].key = "c1:1:1";  // as the caller knows it
  at_.calls[1].key = "c1:3:1";
  const Step abandoned = take("abandon");
  EXPECT_EQ(
      actions(abandoned),
      (std::vector<std::string>{
          "note:left ready", "call:bank.refund_fee", "call:bank.refund_fee", "note:abandoned"}));
  EXPECT_EQ(abandoned.decision.actions, actions(abandoned));
  EXPECT_EQ(abandoned.effects[1].undoes, "c1:3:1");
  EXPECT_EQ(abandoned.effects[2].undoes, "c1:1:1");
  EXPECT_TRUE(at_.calls.empty());
}

TEST_F(Calls, AreUndoneFromALaterStateToo) {
  take("pay");
  take("file");
  const Step abandoned = take("abandon");
  EXPECT_EQ(actions(abandoned),
            (std::vector<std::string>{"call:court.withdraw_draft", "call:bank.refund_fee"}));
  EXPECT_EQ(abandoned.effects[0].undoes, "court.file_claim");
}

TEST_F(Calls, OfATimerAreUndoneLikeOthers) {
  take("file");
  today_ = Date{2026, 11, 30};
  EXPECT_EQ(actions(take("timer.chase")),
            (std::vector<std::string>{"note:chased", "call:court.ask"}));
  EXPECT_EQ(actions(take("abandon")),
            (std::vector<std::string>{"call:court.unask", "call:court.withdraw_draft"}));
}

TEST_F(Calls, AreNotUndonePastAnIrrevocableBranch) {
  take("pay");
  take("file");
  const Step issued = take("issued");
  EXPECT_TRUE(issued.irrevocable);
  EXPECT_TRUE(at_.calls.empty());
  EXPECT_TRUE(actions(take("abandon")).empty());
}

TEST_F(Calls, EndsBeginTheWorkflowsThatTheStateNames) {
  take("pay");
  take("file");
  EXPECT_EQ(take("issued").starts, std::vector<std::string>{});
  EXPECT_EQ(take("end").starts, (std::vector<std::string>{"tenancy_end", "former_arrears"}));
}

TEST_F(Calls, TasksAsEffectsHaveTheirRoleAndDueDate) {
  const Step filed = take("file");
  EXPECT_EQ(
      filed.tasks_opened,
      (std::vector<OpenTask>{{"chase_court", Role::legal_officer, today_, Date{2026, 11, 25}},
                             {"read_order", Role::legal_officer, today_, Date{2026, 11, 24}}}));
}

TEST_F(Calls, TasksThatNoBranchDoesAreDoneByTheirRole) {
  take("file");
  const auto done = [&](const Actor& actor) {
    return step(definition_,
                at_,
                Event{.name = "task.chase_court", .actor = actor, .fields = {}},
                definition_.new_facts(),
                rules(),
                today_);
  };
  const Actor nia{PersonId{IdBits{0, 3}}, "Nia Powell", {Role::legal_officer}};
  const Actor priya{PersonId{IdBits{0, 1}}, "Priya Shah", {Role::income_officer}};
  EXPECT_FALSE(done(priya).changes);
  EXPECT_EQ(done(priya).decision.reasons.front().because, "chase court is for the legal officer");
  const std::vector<Offer> offers =
      allowed_events(definition_, at_, definition_.new_facts(), rules(), today_, nia);
  ASSERT_EQ(offers.size(), 2U);
  EXPECT_EQ(offers[0].event, "task.chase_court");
  EXPECT_EQ(offers[0].label, "Chase court: done");
  EXPECT_TRUE(offers[0].mine);
  const Step taken = done(nia);
  EXPECT_EQ(taken.tasks_closed, std::vector<std::string>{"chase_court"});
  EXPECT_EQ(taken.next.tasks.size(), 1U);
  at_ = taken.next;
  EXPECT_FALSE(done(nia).changes);  // it is not open any more
  EXPECT_EQ(done(nia).decision.reasons.front().because,
            "a case in Filed does not answer task.chase court");
}

/// What the reader says when `from` in the file above is written as `to`.
std::string changed(std::string_view from, std::string_view to) {
  std::string text{kCalls};
  const std::size_t at = text.find(from);
  if (at == std::string::npos) return "no such text";
  text.replace(at, from.size(), to);
  const MadeUpRules book;
  const ResultOfMany<Definition> read = read_definition(text, "made_up.yaml", book);
  return read ? "accepted" : said(read.error());
}

TEST(CallReading, RefusesWhatWouldBeIgnored) {
  using ::testing::HasSubstr;
  EXPECT_THAT(changed("irrevocable: true, to", "irrevocable: true, compensates: true, to"),
              HasSubstr("a branch cannot both undo what was called and be irrevocable"));
  EXPECT_THAT(changed("    stage: court\n    exit", "    stage: court\n    starts: [a]\n    exit"),
              HasSubstr("only a final state starts another workflow"));
  EXPECT_THAT(changed("{every: 7 days, do", "{every: 7 days, fires: issued, do"),
              HasSubstr("fires an event and does effects too"));
  EXPECT_THAT(changed("{role: legal_officer, due: 1 days}",
                      "{role: legal_officer, escalate_to: head_of_income}"),
              HasSubstr("escalates and is never due"));
  EXPECT_THAT(changed("{role: legal_officer, due: 1 days}",
                      "{role: legal_officer, due: 1 days, escalate_to: legal_officer}"),
              HasSubstr("escalates to the role that has it already"));
  EXPECT_THAT(changed("{name: chase_court, ", "{"), HasSubstr("the task has no name"));
  EXPECT_THAT(changed("role: legal_officer, due: 2 working", "roll: legal_officer, due: 2 working"),
              HasSubstr("Did you mean \"role\"?"));
}

}  // namespace
}  // namespace lintel
