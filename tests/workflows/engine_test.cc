#include "workflows/engine.h"

#include <gtest/gtest.h>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

constexpr std::string_view kNotice = R"yaml(
workflow: notice
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
owner: income_team
title: A notice
facts:
  arrears:    {type: money, source: rent_account.collectable}
  tried_on:   {type: date, source: event.on}
  court_from: {type: date, source: notice.court_from, fix: Record the service.}
holds:
  breathing_space:
    begins: event.moratorium_notified
    ends: [event.moratorium_ended]
    lasts: law.BS-01
    blocks: {events: [propose], tags: [arrears_demand]}
    timers: {chase: pause, wait: run, review: defer}
    law: SI 2020/1311 reg 7
    because: arrears of before it began may not be chased
  stay:
    begins: court_stay
    ends: stay_lifted
    blocks: {events: all, unless: arrears > £1,000}
    timers: {default: pause}
start: open
states:
  open:
    stage: notice
    meaning: Something is owed.
    timers:
      chase:  {after: 10 days, fires: chased}
      review: {every: 7 days, do: [{task: review_balance}]}
    on:
      run:
        - {name: nothing, when: arrears <= £0, because: nothing is owed}
        - {name: letter, when: arrears > £100, because: much is owed, do: [{document: {template: letter_1, tag: arrears_demand}}], to: written}
        - {when: arrears > £50, because: something is owed, do: [{call: post.send}], to: written}
      chased: {do: [{note: chased}]}
      propose: {label: Propose notice, by: income_officer, needs: [reason], when: arrears > £100 and tried_on is known and no hold, to: in_approval}
  written:
    stage: letter_1
    meaning: A letter has gone.
    entry: [{call: post.send}]
    exit: [{note: left written}]
    on: {back: {to: open}}
  in_approval:
    stage: notice
    meaning: A manager decides.
    tasks:
      approve: {role: team_manager, four_eyes: [propose], due: policy.approval_due, binds: [document, facts]}
    on:
      approved: {by: task.approve, to: running}
      returned: {by: task.approve, needs: [reason], to: open}
  running:
    stage: notice
    meaning: The notice runs.
    timers:
      wait: {at: court_from, day_rule: next_working_day, fires: expired}
    on:
      expired: {to: closed}
  closed: {stage: closed, final: true}
)yaml";

/// One case of the workflow above, on one day.
class Engine : public ::testing::Test {
 protected:
  Engine() : definition_(definition_of(kNotice)), facts_(definition_.new_facts()) {
    arrears(480'00_pence);
    at_ = open_case(definition_, facts_, rules(), today_);
  }

  RuleValues rules() const { return RuleValues{definition_, book_, today_}; }
  void arrears(Money amount) { facts_.set(0, Value::money(amount)); }

  Step ask(std::string event,
           std::optional<Actor> actor = std::nullopt,
           std::map<std::string, std::string> fields = {}) {
    return step(definition_,
                at_,
                Event{std::move(event), std::move(actor), std::move(fields)},
                facts_,
                rules(),
                today_);
  }
  Step take(std::string event,
            std::optional<Actor> actor = std::nullopt,
            std::map<std::string, std::string> fields = {}) {
    Step taken = ask(std::move(event), std::move(actor), std::move(fields));
    at_ = taken.next;
    return taken;
  }
  const Timer* timer(const std::string& name) const {
    for (const Timer& each : at_.timers)
      if (each.name == name) return &each;
    return nullptr;
  }
  static Actor person(std::uint64_t number, std::string name, Role role) {
    return Actor{PersonId{IdBits{0, number}}, std::move(name), {role}};
  }

  MadeUpRules book_;
  Definition definition_;
  Facts facts_;
  Date today_{2026, 11, 23};
  CaseState at_;
  const Actor priya_ = person(1, "Priya Shah", Role::income_officer);
  const Actor lee_ = person(2, "Lee Marsh", Role::team_manager);
  const Actor run_ = Actor{std::nullopt, "Arrears run", {}};
};

TEST_F(Engine, TakesTheFirstBranchThatPassesAndKeepsEveryReason) {
  const Step taken = take("run", run_);
  EXPECT_EQ(taken.decision.rule, "letter");
  EXPECT_EQ(taken.decision.to, "written");
  EXPECT_EQ(taken.decision.actions,
            (std::vector<std::string>{"document:letter_1", "call:post.send"}));
  ASSERT_EQ(taken.decision.reasons.size(), 3U);
  EXPECT_EQ(taken.decision.reasons[0],
            (Reason{"nothing", Verdict::no, "arrears £480.00 is above £0.00", "", "arrears", ""}));
  EXPECT_EQ(taken.decision.reasons[1],
            (Reason{"letter",
                    Verdict::yes,
                    "much is owed (arrears £480.00 is above £100.00)",
                    "",
                    "arrears",
                    ""}));
  EXPECT_EQ(taken.decision.runner_up, (RunnerUp{"open.run.3", {}}));
  EXPECT_EQ(at_.since, today_);
  EXPECT_EQ(timer("chase"), nullptr);
  EXPECT_EQ(choose(definition_,
                   open_case(definition_, facts_, rules(), today_),
                   "run",
                   facts_,
                   rules(),
                   today_)
                ->rule,
            "letter");
}

TEST_F(Engine, WritesADecisionOverAnOldOneWhole) {
  Decision over;
  const auto same_as_anew = [&](const std::string& event, std::optional<Actor> actor) {
    const Event asked{event, std::move(actor), {}};
    decide(definition_, at_, asked, facts_, rules(), today_, over);
    EXPECT_EQ(over, decide(definition_, at_, asked, facts_, rules(), today_)) << event;
  };
  same_as_anew("run", run_);        // a letter
  same_as_anew("propose", priya_);  // a field is missing
  arrears(60'00_pence);
  same_as_anew("run", run_);  // another branch
  arrears(Money{});
  same_as_anew("run", run_);           // left alone
  same_as_anew("nobody_knows", run_);  // not answered
  take("moratorium_notified", priya_, {{"from", "2026-11-20"}});
  arrears(410'35_pence);
  same_as_anew("run", run_);  // a hold stops the letter
  same_as_anew("moratorium_ended", priya_);
}

TEST_F(Engine, SaysWhyNothing) {
  arrears(Money{});
  Step taken = ask("run", run_);
  EXPECT_FALSE(taken.changes);
  EXPECT_FALSE(taken.decision.acts());
  EXPECT_TRUE(taken.decision.left_alone);
  EXPECT_EQ(taken.decision.rule, "nothing");
  EXPECT_EQ(taken.decision.reasons[0].because, "nothing is owed (arrears £0.00 is at most £0.00)");
  EXPECT_EQ(taken.decision.runner_up, (RunnerUp{"letter", {"arrears £0.00 is at most £100.00"}}));

  arrears(20'00_pence);
  taken = ask("run", run_);
  EXPECT_EQ(taken.decision.rule, "");
  EXPECT_EQ(taken.decision.to, "open");
  EXPECT_TRUE(taken.decision.actions.empty());
  EXPECT_EQ(taken.decision.reasons[2].because, "arrears £20.00 is at most £50.00");

  facts_.clear();
  taken = ask("run", run_);
  EXPECT_EQ(taken.decision.reasons[1].passed, Verdict::unknown);
  EXPECT_EQ(taken.decision.reasons[1].because, "arrears is not known");
  EXPECT_EQ(taken.decision.reasons[1].fix, "Bring arrears up to date.");
}

TEST_F(Engine, RefusesAnEventThatTheStateDoesNotAnswer) {
  const Step taken = ask("approved", lee_);
  EXPECT_FALSE(taken.decision.acts());
  EXPECT_EQ(taken.decision.reasons[0].because, "a case in Open does not answer approved");
  EXPECT_EQ(taken.decision.reasons[0].fix, "It is for a case in In approval.");
}

TEST_F(Engine, AsksWhoActsAndWhatIsMissing) {
  EXPECT_EQ(ask("propose", lee_).decision.reasons[0].because, "Lee Marsh is not an income officer");
  EXPECT_EQ(ask("propose", run_).decision.reasons[0].because, "propose needs a person");
  EXPECT_EQ(ask("run", priya_).decision.reasons[0].because,
            "run comes from the system, not from a person");
  EXPECT_EQ(ask("propose", priya_).decision.reasons[0].because, "reason is missing");
  EXPECT_EQ(ask("propose", priya_, {{"reason", "two letters"}}).decision.reasons[0].because,
            "tried on is not known");
  EXPECT_TRUE(
      ask("propose", priya_, {{"reason", "two letters"}, {"on", "2026-11-20"}}).decision.acts());
}

TEST_F(Engine, NeedsFourEyes) {
  const Step proposed = take("propose", priya_, {{"reason", "two letters"}, {"on", "2026-11-20"}});
  ASSERT_EQ(proposed.tasks_opened.size(), 1U);
  EXPECT_EQ(proposed.tasks_opened[0],
            (OpenTask{"approve", Role::team_manager, today_, Date{2026, 11, 25}}));

  Actor both = priya_;
  both.roles.push_back(Role::team_manager);
  const Decision refused = ask("approved", both).decision;
  EXPECT_FALSE(refused.acts());
  EXPECT_EQ(refused.reasons[0].because,
            "Priya Shah did propose on this case and may not also do approve");
  EXPECT_EQ(refused.reasons[0].fix, "Ask another team manager.");
  EXPECT_EQ(ask("approved", priya_).decision.reasons[0].because, "approve is for a team manager");
  EXPECT_EQ(earlier_actors(*definition_.state("in_approval")->task("approve"), at_),
            std::vector<PersonId>{*priya_.person});

  const Step approved = take("approved", lee_);
  EXPECT_TRUE(approved.decision.acts());
  EXPECT_EQ(approved.tasks_closed, std::vector<std::string>{"approve"});
}

TEST_F(Engine, ArmsTimersByTheirDayRuleAndSaysWhenADateIsMissing) {
  take("propose", priya_, {{"reason", "two letters"}, {"on", "2026-11-20"}});
  Step unarmed = ask("approved", lee_);
  ASSERT_EQ(unarmed.timer_changes.size(), 1U);
  EXPECT_EQ(unarmed.timer_changes[0],
            (TimerChange{"wait", TimerChange::What::armed, {}, {}, "court from is not known"}));

  facts_.set(2, Value::date(Date{2026, 12, 12}));  // a Saturday
  take("approved", lee_);
  ASSERT_NE(timer("wait"), nullptr);
  EXPECT_EQ(timer("wait")->due, (Date{2026, 12, 14}));
  EXPECT_TRUE(due_timers(at_, Date{2026, 12, 13}).empty());
  today_ = Date{2026, 12, 14};
  ASSERT_EQ(due_timers(at_, today_).size(), 1U);
  const Step ended = take("expired", run_);
  EXPECT_EQ(at_.state, "closed");
  EXPECT_TRUE(at_.timers.empty());
  EXPECT_EQ(ended.timer_changes[0],
            (TimerChange{"wait", TimerChange::What::fired, Date{2026, 12, 14}, {}, "fell due"}));
}

TEST_F(Engine, RepeatsWhatComesEveryWeekFromTheDayThatItWasDue) {
  EXPECT_EQ(timer("review")->due, (Date{2026, 11, 30}));
  today_ = Date{2026, 12, 2};  // the server was off for two days
  const Step reviewed = take("timer.review", run_);
  EXPECT_EQ(reviewed.effects[0].action(), "task:review_balance");
  EXPECT_EQ(at_.tasks.size(), 1U);
  EXPECT_EQ(timer("review")->due, (Date{2026, 12, 7}));
  EXPECT_EQ(timer("review")->arming, 2);
}

TEST_F(Engine, HoldsStopEventsAndDocumentsWithLawAndFix) {
  const Step begun =
      take("moratorium_notified", priya_, {{"from", "2026-11-20"}, {"reason", "register 4471"}});
  EXPECT_EQ(begun.holds_begun, std::vector<std::string>{"breathing_space"});
  EXPECT_EQ(begun.decision.reasons[0].because,
            "breathing space runs: arrears of before it began may not be chased");
  EXPECT_EQ(begun.decision.reasons[0].law, "SI 2020/1311 reg 7");
  ASSERT_EQ(at_.holds.size(), 1U);
  EXPECT_EQ(at_.holds[0].until, (Date{2027, 1, 18}));  // sixty days beginning with 20 November
  EXPECT_EQ(at_.holds[0].reason, "register 4471");

  const Decision run = ask("run", run_).decision;
  EXPECT_EQ(run.rule, "open.run.3");  // it sends no demand
  EXPECT_EQ(
      run.reasons[1].because,
      "breathing space runs until 18 January 2027: it stops any arrears demand, such as letter 1");
  EXPECT_EQ(run.reasons[1].law, "SI 2020/1311 reg 7");
  EXPECT_EQ(run.reasons[1].fix, "Wait: it may be done from 19 January 2027.");

  const Decision proposal =
      ask("propose", priya_, {{"reason", "two letters"}, {"on", "2026-11-20"}}).decision;
  EXPECT_FALSE(proposal.acts());
  EXPECT_EQ(proposal.reasons[0].because,
            "breathing space runs until 18 January 2027: it stops propose");
  EXPECT_EQ(proposal.reasons[0].fact, "hold.breathing_space");
  EXPECT_EQ(choose(definition_, at_, "run", facts_, rules(), today_)->rule, "open.run.3");
}

TEST_F(Engine, HoldsMayBeSetAsideByACondition) {
  take("court_stay", run_);
  EXPECT_FALSE(ask("run", run_).decision.acts());
  arrears(1'200'00_pence);
  EXPECT_TRUE(ask("run", run_).decision.acts());
}

TEST_F(Engine, TimersPauseRunAndDeferUnderAHold) {
  today_ = Date{2026, 11, 27};
  const Step begun = take("moratorium_notified", run_);
  EXPECT_EQ(timer("chase")->paused_days, 6);  // due on 3 December
  EXPECT_TRUE(timer("review")->deferred);
  EXPECT_EQ(begun.timer_changes[0],
            (TimerChange{"chase",
                         TimerChange::What::paused,
                         Date{2026, 12, 3},
                         {},
                         "breathing space pauses it: 6 days left"}));
  EXPECT_TRUE(due_timers(at_, Date{2026, 12, 31}).empty());
  EXPECT_EQ(timer("breathing_space_ends")->due, (Date{2027, 1, 26}));

  today_ = Date{2027, 1, 26};
  ASSERT_EQ(due_timers(at_, today_).size(), 1U);
  const Step lifted = take(due_timers(at_, today_)[0].fires, run_);
  EXPECT_EQ(lifted.holds_ended, std::vector<std::string>{"breathing_space"});
  EXPECT_EQ(timer("chase")->due, (Date{2027, 2, 1}));
  EXPECT_EQ(timer("chase")->arming, 2);
  EXPECT_FALSE(timer("review")->deferred);
  EXPECT_EQ(due_timers(at_, today_).size(), 1U);  // the deferred review fires once, now
  const auto resumed = std::find_if(
      lifted.timer_changes.begin(), lifted.timer_changes.end(), [](const TimerChange& change) {
        return change.name == "chase";
      });
  ASSERT_NE(resumed, lifted.timer_changes.end());
  EXPECT_EQ(*resumed,
            (TimerChange{"chase",
                         TimerChange::What::resumed,
                         Date{2026, 12, 3},
                         Date{2027, 2, 1},
                         "the hold is lifted"}));
}

TEST_F(Engine, OffersEachButtonWithEveryCondition) {
  std::vector<Offer> offers = allowed_events(definition_, at_, facts_, rules(), today_, priya_);
  ASSERT_GE(offers.size(), 1U);
  EXPECT_EQ(offers[0].event, "propose");
  EXPECT_EQ(offers[0].label, "Propose notice");
  EXPECT_FALSE(offers[0].decision.acts());
  EXPECT_TRUE(offers[0].mine);
  EXPECT_EQ(offers[0].needs, std::vector<std::string>{"reason"});
  EXPECT_EQ(offers[0].to, "in_approval");
  std::vector<std::string> sentences;
  for (const Reason& check : offers[0].checks)
    sentences.push_back(std::string(to_string(check.passed)) + ": " + check.because);
  EXPECT_EQ(sentences,
            (std::vector<std::string>{"yes: arrears £480.00 is above £100.00",
                                      "no: tried on is not known",
                                      "yes: no hold runs"}));
  EXPECT_FALSE(allowed_events(definition_, at_, facts_, rules(), today_, lee_)[0].mine);

  take("moratorium_notified", priya_);
  const Offer gate = offer_of(definition_, at_, "propose", facts_, rules(), today_, priya_);
  EXPECT_EQ(gate.checks[0].rule, "hold.breathing_space");
  EXPECT_EQ(gate.checks[0].law, "SI 2020/1311 reg 7");

  const Offer elsewhere = offer_of(definition_, at_, "approved", facts_, rules(), today_, lee_);
  EXPECT_EQ(elsewhere.checks[0].because, "a case in Open does not answer approved");
  EXPECT_FALSE(elsewhere.decision.acts());
}

}  // namespace
}  // namespace lintel
