// The language's own example, from notice considered to eviction: the whole of it is read, and a
// case is taken through it. It differs from the sketch in two lines: the ground is declared as the
// field of an event that it is, and the day after a notice is counted in a unit, not by a function.

#include <gtest/gtest.h>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

constexpr std::string_view kSketch = R"yaml(workflow: possession_secure
version: "2026.2"
title: Possession of a secure tenancy for rent arrears, from notice considered to eviction
law: {act: Housing Act 1985, provisions: [s82, s83, s84, Sch 2 Ground 1], in_force_from: 2026-05-01, reviewed_by: legal_officer, ticket: LEG-214}
calendar: england_and_wales
owner: income_team

facts:
  arrears:             {type: money,  source: rent_account.collectable, refresh: always}
  weekly_rent:         {type: money,  source: tenancy.weekly_rent}
  protocol_done:       {type: yes_no, source: case.protocol_steps_done}
  assessed:            {type: yes_no, source: case.equality_act_assessment_done}
  served_on:           {type: date,   source: task.serve_notice.deemed_served_on}
  court_only_after:    {type: date,   formula: served_on + 4 weeks from service, because: "HA 1985 s.83(5)"}
  ground:              {type: "one_of (arrears, nuisance)", source: event.ground}
  lapses_on:           {type: date,   formula: court_only_after + months(law.S83-02),    because: "HA 1985 s.83(4)"}
  last_contact:        {type: date,   source: case.last_contact_on}            # none: nobody has tried; unknown: the diary is late
  payments:            {type: list,   source: rent_account.payments, of: {on: date, amount: money, kind: one_of (cash, dd, hb, uc)}}
  paying:              {type: yes_no, formula: any payments where on >= today - 28 days and amount >= weekly_rent, because: a full week's rent came in four weeks}
  left_alone_too_long: {type: yes_no, formula: last_contact is none or days_between(last_contact, today) > policy.contact_days, because: the protocol asks for contact}

holds:
  breathing_space:
    begins: event.moratorium_notified
    ends:   [event.moratorium_ended, event.moratorium_cancelled]
    blocks: {events: [propose_notice, served, issue_claim, request_warrant], tags: [arrears_demand], unless: ground not in (arrears)}
    timers: {wait_notice_period: run, notice_lapses: run, review: run, chase_court: pause}
    law: SI 2020/1311 reg 7
  stay:
    begins: event.court_stay
    ends:   [event.court_stay_lifted]
    blocks: {events: all}
    timers: {default: pause}

start: considering
states:
  considering:
    stage: notice
    label: Notice considered
    meaning: An officer weighs whether to propose notice.
    tasks:
      equality_assessment: {role: income_officer, due: 5 working days, form: equality_assessment}
    on:
      propose_notice:
        - name: eligible
          by: income_officer
          when: arrears >= policy.notice_weeks * weekly_rent and protocol_done and assessed and no hold
          do:
            - document: {template: section_83_notice, tag: arrears_demand}
          to: in_approval
      paid: {when: arrears <= 0, to: closed_paid}

  in_approval:
    stage: notice
    label: Waiting for a manager
    tasks:
      approve_notice: {role: team_manager, four_eyes: [propose_notice], binds: [document, facts], due: 2 working days, escalate_to: head_of_income}
    on:
      approved: {by: task.approve_notice, to: serving}
      returned: {by: task.approve_notice, needs: [reason], to: considering}

  serving:
    stage: notice
    label: Being served
    tasks:
      serve_notice: {role: income_officer, form: certificate_of_service, due: 2 working days}
    on:
      served:   {by: task.serve_notice, irrevocable: true, to: notice_running}
      withdrawn: {by: team_manager, needs: [reason], to: considering}

  notice_running:
    stage: notice
    label: Notice period running
    timers:
      wait_notice_period: {at: court_only_after, day_rule: next_day, fires: notice_expired}
      notice_lapses:      {at: lapses_on, fires: lapsed}
      review:             {every: 7 days, do: [{task: review_balance}]}
    on:
      notice_expired: {to: ready_for_court}
      lapsed:         {to: considering, do: [{note: The notice lapsed unused}]}
      paid:           {when: arrears <= 0, to: closed_paid}

  ready_for_court:
    stage: court
    label: Ready for court
    keeps: [notice_lapses]
    tasks:
      approve_claim: {role: team_manager, four_eyes: [propose_claim]}
    on:
      propose_claim: {by: legal_officer, when: arrears > 0 and protocol_done and no hold, to: ready_for_court}
      issue_claim:
        by: task.approve_claim
        when: today > court_only_after and today < lapses_on and no hold
        do:
          - document: {template: particulars_of_claim}
          - call: {connector: court.file_claim, compensate: court.withdraw_draft}
        to: claim_issued
      lapsed: {to: considering}
      paid:   {when: arrears <= 0, to: closed_paid}

  claim_issued:
    stage: court
    label: Claim issued
    on:
      order_outright:  {by: legal_officer, needs: [order], to: order_made}
      order_suspended: {by: legal_officer, needs: [order], to: suspended}
      dismissed:       {by: legal_officer, needs: [reason], to: closed_dismissed}

  suspended:
    stage: order
    label: Suspended order
    on:
      breach_confirmed: {by: legal_officer, needs: [evidence], to: order_made}
      complied:         {when: arrears <= 0, to: closed_paid}

  order_made:
    stage: order
    label: Order for possession
    tasks:
      approve_eviction: {role: head_of_income, four_eyes: [propose_claim, issue_claim]}
    on:
      request_warrant:
        by: task.approve_eviction
        when: assessed and no hold
        do: [{call: {connector: court.request_warrant}}]
        to: warrant_requested

  warrant_requested:
    stage: eviction
    label: Warrant requested
    timers:
      chase_court: {after: 20 working days, do: [{task: chase_bailiff}]}
    on:
      eviction_dated: {by: legal_officer, needs: [eviction_date], do: [{document: {template: eviction_date_letter}}], to: eviction_dated}

  eviction_dated:
    stage: eviction
    label: Eviction date set
    on:
      evicted:           {by: legal_officer, irrevocable: true, to: closed_evicted}
      warrant_suspended: {by: legal_officer, needs: [order], to: suspended}

  closed_paid:      {stage: closed, final: true}
  closed_dismissed: {stage: closed, final: true}
  closed_evicted:   {stage: closed, final: true, starts: [tenancy_end]}

migrate:
  from: "2026.1"
  states: {awaiting_approval: in_approval, same: rest}
  timers: {wait_notice_period: keep_due_date, notice_lapses: keep_due_date, review: recompute, chase_court: recompute}
  refuse_when: state = serving
)yaml";

class Sketch : public ::testing::Test {
 protected:
  Sketch() : definition_(definition_of(kSketch)), facts_(definition_.new_facts()) {
    set("arrears", Value::money(1'200'00_pence));
    set("weekly_rent", Value::money(112'40_pence));
    set("protocol_done", Value::yes_no(true));
    set("assessed", Value::yes_no(true));
    set("last_contact", Value::date(Date{2026, 11, 10}));
    set("payments", Value::list({}));
    at_ = open_case(definition_, facts_, rules(), today_);
  }

  void set(std::string_view name, Value value) {
    facts_.set(static_cast<std::size_t>(definition_.fact_slot(name)), std::move(value));
  }
  RuleValues rules() const { return RuleValues{definition_, book_, today_}; }
  Step ask(std::string event,
           std::optional<Actor> actor = std::nullopt,
           std::map<std::string, std::string> fields = {}) const {
    return step(
        definition_,
        at_,
        Event{.name = std::move(event), .actor = std::move(actor), .fields = std::move(fields)},
        facts_,
        rules(),
        today_);
  }
  Step take(std::string event,
            std::optional<Actor> actor = std::nullopt,
            std::map<std::string, std::string> fields = {}) {
    Step taken = ask(std::move(event), std::move(actor), std::move(fields));
    EXPECT_TRUE(taken.changes) << taken.decision.event << ": "
                               << taken.decision.reasons.front().because;
    at_ = taken.next;
    return taken;
  }
  /// Goes on to a day, firing what falls due on the way.
  void until(Date day) {
    for (; today_ < day; today_ = today_.plus_days(1))
      for (const Timer& due : due_timers(at_, today_)) take(due.fires);
  }
  std::optional<Date> due(const std::string& timer) const {
    for (const Timer& each : at_.timers)
      if (each.name == timer) return each.due;
    return std::nullopt;
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
  const Actor nia_ = person(3, "Nia Powell", Role::legal_officer);
  const Actor owen_ = person(4, "Owen Reid", Role::head_of_income);
};

TEST_F(Sketch, GoesFromNoticeToEviction) {
  const Step proposed = take("propose_notice", priya_);
  EXPECT_EQ(proposed.decision.rule, "eligible");
  EXPECT_EQ(proposed.decision.actions,
            (std::vector<std::string>{"document:section_83_notice", "task:approve_notice"}));
  take("approved", lee_);
  const Step served = take("served", priya_, {{"deemed_served_on", "2026-11-23"}});
  EXPECT_TRUE(served.irrevocable);
  set("served_on", Value::date(Date{2026, 11, 23}));           // as the case now knows it
  EXPECT_EQ(due("wait_notice_period"), (Date{2026, 12, 22}));  // the day after 21 December
  EXPECT_EQ(due("notice_lapses"), (Date{2027, 12, 21}));

  until(Date{2026, 12, 1});
  EXPECT_EQ(at_.tasks.front().name, "review_balance");
  EXPECT_EQ(take("task.review_balance", priya_).tasks_closed,
            std::vector<std::string>{"review_balance"});
  until(Date{2026, 12, 23});
  EXPECT_EQ(at_.state, "ready_for_court");
  EXPECT_EQ(due("notice_lapses"), (Date{2027, 12, 21}));
  EXPECT_FALSE(due("review").has_value());

  take("propose_claim", nia_);
  const Step issued = take("issue_claim", lee_);
  EXPECT_EQ(issued.decision.actions,
            (std::vector<std::string>{"document:particulars_of_claim", "call:court.file_claim"}));
  EXPECT_EQ(at_.calls.size(), 1U);
  take("order_outright", nia_, {{"order", "o1"}});
  EXPECT_EQ(ask("request_warrant", lee_).decision.reasons.front().because,
            "approve eviction is for a head of income");
  take("request_warrant", owen_);
  EXPECT_EQ(due("chase_court"), (Date{2027, 1, 20}));
  until(Date{2027, 1, 21});
  EXPECT_EQ(at_.tasks.back().name, "chase_bailiff");
  take("eviction_dated", nia_, {{"eviction_date", "2027-02-10"}});
  const Step evicted = take("evicted", nia_);
  EXPECT_EQ(evicted.starts, std::vector<std::string>{"tenancy_end"});
  EXPECT_TRUE(at_.calls.empty());
  EXPECT_TRUE(at_.timers.empty());
}

/// `propose_notice` itself asks for no hold; service is stopped by the hold alone, unless the
/// notice is on another ground.
TEST_F(Sketch, BreathingSpaceStopsArrearsAndLeavesOtherGrounds) {
  take("propose_notice", priya_);
  take("approved", lee_);
  take("moratorium_notified", priya_);
  const Decision stopped = ask("served", priya_, {{"ground", "arrears"}}).decision;
  EXPECT_FALSE(stopped.acts());
  EXPECT_EQ(stopped.reasons.front().because, "breathing space runs: it stops served");
  EXPECT_EQ(stopped.reasons.front().law, "SI 2020/1311 reg 7");
  EXPECT_FALSE(ask("served", priya_).changes);  // while the ground is not known the hold stands
  EXPECT_TRUE(ask("served", priya_, {{"ground", "nuisance"}}).changes);
}

TEST_F(Sketch, PaymentEndsIt) {
  set("arrears", Value::money(Money{}));
  take("paid");
  EXPECT_EQ(at_.state, "closed_paid");
}

TEST_F(Sketch, NamesADerivedConditionOnce) {
  set("last_contact", Value::none());
  const auto left_alone = [&] {
    for (const auto& [name, value] : known_facts(definition_, facts_, rules(), today_))
      if (name == "left_alone_too_long") return value;
    return Value::unknown();
  };
  EXPECT_EQ(left_alone(), Value::yes_no(true));
  set("last_contact", Value::date(Date{2026, 11, 20}));
  EXPECT_EQ(left_alone(), Value::yes_no(false));
  set("last_contact", Value::unknown());
  EXPECT_TRUE(left_alone().is_unknown());
}

}  // namespace
}  // namespace lintel
