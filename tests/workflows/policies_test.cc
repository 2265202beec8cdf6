#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/workflows/made_up_rules.h"
#include "workflows/checks.h"

namespace lintel {
namespace {

Definition policy(const std::string& name) {
  std::ifstream file{std::filesystem::path{LINTEL_SOURCE_DIR} / "config" / "workflows" /
                     (name + ".yaml")};
  std::stringstream text;
  text << file.rdbuf();
  return definition_of(text.str());
}

std::string findings(const Definition& definition) {
  CheckContext context;
  context.templates.emplace();
  for (const char* name : {"arrears_reminder",
                           "letter_1",
                           "letter_2",
                           "agreement_confirmation",
                           "section_8_form_3",
                           "section_83_notice"})
    context.templates->push_back(TemplateOffer{name, {}, {}});
  static const MadeUpRules kRules;
  context.book = &kRules;
  context.today = Date{2026, 11, 24};
  std::string text;
  for (const CheckFinding& finding : check_definition(definition, context))
    text += finding.check + " " + finding.problem.to_string() + "\n";
  return text;
}

TEST(Policies, PassEveryCheckWithoutAWarning) {
  EXPECT_EQ(findings(policy("arrears_assured")), "");
  EXPECT_EQ(findings(policy("arrears_secure")), "");
}

TEST(Policies, SayWhichTenanciesTheyAreFor) {
  EXPECT_TRUE(policy("arrears_assured").applies_to(TenancyType::assured, true));
  EXPECT_FALSE(policy("arrears_assured").applies_to(TenancyType::assured, false));
  EXPECT_FALSE(policy("arrears_assured").applies_to(TenancyType::secure, true));
  EXPECT_TRUE(policy("arrears_secure").applies_to(TenancyType::secure, true));
}

/// One account under one policy, week by week.
class Journey {
 public:
  explicit Journey(const std::string& name)
      : definition_(policy(name)), facts_(definition_.new_facts()) {
    at_.state = definition_.start;
    at_.since = today_;
    set("balance", Value::money(480'00_pence));
    set("collectable", Value::money(480'00_pence));
    set("weeks_owed", Value::number_scaled(4'200'000));
    set("weekly_rent", Value::money(112'40_pence));
    set("paid_in_28_days", Value::money(Money{}));
    set("ties", Value::yes_no(true));
    set("in_file", Value::yes_no(true));
    set("account_kind", Value::text("rent"));
    set("tenancy_ended", Value::yes_no(false));
    set("last_contact_on", Value::none());
    set("protocol_done", Value::yes_no(false));
    set("assessed", Value::yes_no(false));
    set("agreement_live", Value::yes_no(false));
    set("agreement_broken", Value::yes_no(false));
    set("court_from", Value::none());
    set("lapses_on", Value::none());
    if (definition_.fact_slot("ground8_met") >= 0) set("ground8_met", Value::yes_no(false));
  }

  void set(std::string_view fact, Value value) {
    facts_.set(static_cast<std::size_t>(definition_.fact_slot(fact)), std::move(value));
  }

  Decision event(const std::string& name,
                 std::optional<Actor> actor = std::nullopt,
                 std::map<std::string, std::string> fields = {}) {
    set("days_in_state", Value::number(days_between(at_.since, today_)));
    Step taken = step(definition_,
                      at_,
                      Event{name, std::move(actor), std::move(fields)},
                      facts_,
                      RuleValues{definition_, book_, today_},
                      today_);
    last_ = taken;
    at_ = taken.next;
    return taken.decision;
  }
  /// The rule by which this week's run acted or left the account alone.
  std::string run() {
    const Decision decision = event("arrears_run", Actor{std::nullopt, "Arrears run", {}});
    today_ = today_.plus_days(7);
    return decision.rule + (decision.left_alone ? " (left alone)" : "");
  }
  void goes_to(const std::string& state) {
    at_.state = state;
    at_.since = today_.plus_days(-30);
  }

  Definition definition_;
  MadeUpRules book_;
  Facts facts_;
  Date today_{2026, 9, 7};
  CaseState at_;
  Step last_;
  Actor priya_{PersonId{IdBits{0, 1}}, "Priya Shah", {Role::income_officer}};
  Actor lee_{PersonId{IdBits{0, 2}}, "Lee Marsh", {Role::team_manager}};
};

TEST(Policies, CarryAnAssuredCaseFromReminderToCourt) {
  Journey journey{"arrears_assured"};
  EXPECT_EQ(journey.run(), "reminder_due");
  EXPECT_EQ(journey.last_.effects[0].action(), "document:arrears_reminder");
  EXPECT_EQ(journey.run(), "letter_1_due");
  EXPECT_EQ(journey.run(), "letter_2_due");
  EXPECT_EQ(journey.run(), "consider_notice");
  EXPECT_EQ(journey.at_.state, "notice_considered");
  EXPECT_EQ(journey.run(), "officer_weighs (left alone)");

  const Decision early = journey.event("propose_notice", journey.priya_);
  EXPECT_FALSE(early.acts());
  EXPECT_EQ(early.runner_up->failed,
            (std::vector<std::string>{
                "the steps of the pre-action protocol are not done",
                "the officer's assessment is not recorded",
                "nobody has contacted or tried the tenant of late (last contact is none)"}));

  EXPECT_TRUE(journey.event("record_contact", journey.priya_, {{"method", "telephone"}}).acts());
  EXPECT_TRUE(
      journey.event("record_assessment", journey.priya_, {{"assessment", "no vulnerability known"}})
          .acts());
  journey.set("last_contact_on", Value::date(journey.today_));
  journey.set("protocol_done", Value::yes_no(true));
  journey.set("assessed", Value::yes_no(true));
  EXPECT_EQ(journey.event("propose_notice", journey.priya_).rule, "eligible");
  EXPECT_EQ(journey.last_.effects[0].name, "section_8_form_3");
  EXPECT_EQ(journey.at_.tasks[0].name, "approve_notice");
  EXPECT_EQ(journey.run(), "manager_decides (left alone)");
  EXPECT_TRUE(journey.event("approved", journey.lee_).acts());

  journey.set("court_from", Value::date(Date{2026, 11, 1}));
  journey.set("lapses_on", Value::date(Date{2027, 10, 15}));
  EXPECT_TRUE(journey
                  .event("serve_notice",
                         journey.priya_,
                         {{"method", "left_at_address"}, {"given_on", "2026-10-16"}})
                  .acts());
  EXPECT_TRUE(journey.last_.irrevocable);
  ASSERT_EQ(journey.at_.timers.size(), 2U);
  EXPECT_EQ(journey.at_.timers[0].due, (Date{2026, 11, 1}));
  EXPECT_EQ(journey.at_.timers[1].due, (Date{2027, 10, 16}));
  EXPECT_EQ(journey.run(), "notice_runs (left alone)");

  journey.today_ = Date{2026, 11, 1};
  EXPECT_TRUE(journey.event(due_timers(journey.at_, journey.today_)[0].fires).acts());
  EXPECT_EQ(journey.at_.state, "ready_for_court");
  EXPECT_EQ(journey.at_.timers.size(), 1U);  // the lapse goes on

  journey.today_ = Date{2027, 10, 16};
  EXPECT_TRUE(journey.event("notice_lapses").acts());
  EXPECT_EQ(journey.at_.state, "notice_considered");
}

TEST(Policies, SayWhyNothingIsDone) {
  Journey journey{"arrears_secure"};
  const auto left_alone = [&](std::string_view fact, Value value) {
    Journey one{"arrears_secure"};
    one.set(fact, std::move(value));
    return one.run();
  };
  EXPECT_EQ(left_alone("balance", Value::money(Money{} - 5'00_pence)), "in_credit (left alone)");
  EXPECT_EQ(left_alone("balance", Value::money(Money{})), "nothing_owed (left alone)");
  EXPECT_EQ(left_alone("collectable", Value::money(Money{})), "income_expected (left alone)");
  EXPECT_EQ(left_alone("collectable", Value::money(24'99_pence)), "under_floor (left alone)");
  EXPECT_EQ(left_alone("weeks_owed", Value::number_scaled(900'000)), "below_reminder (left alone)");
  EXPECT_EQ(left_alone("ties", Value::yes_no(false)), "does_not_tie (left alone)");
  EXPECT_EQ(left_alone("ties", Value::unknown()), "tie_not_known (left alone)");
  EXPECT_EQ(left_alone("account_kind", Value::text("garage")), "not_rent (left alone)");
  EXPECT_EQ(left_alone("tenancy_ended", Value::yes_no(true)), "tenancy_ended (left alone)");
  EXPECT_EQ(left_alone("agreement_live", Value::yes_no(true)), "agreement_live (left alone)");
  EXPECT_EQ(left_alone("weeks_owed", Value::unknown()), "not_known (left alone)");
  EXPECT_EQ(left_alone("paid_in_28_days", Value::unknown()), "not_known (left alone)");

  journey.set("weeks_owed", Value::number_scaled(2'000'000));
  journey.set("paid_in_28_days", Value::money(340'00_pence));
  EXPECT_EQ(journey.run(), "paying (left alone)");
}

TEST(Policies, SayWhatWouldPutAnAccountRightThatIsLeftAlone) {
  Journey journey{"arrears_assured"};
  const auto reason_of = [&](const std::string& rule) {
    for (const Reason& reason : journey.event("arrears_run").reasons)
      if (reason.rule == rule) return reason;
    throw std::runtime_error("no reason of the rule " + rule);
  };
  EXPECT_EQ(reason_of("does_not_tie").fix, "");
  journey.set("ties", Value::yes_no(false));
  EXPECT_EQ(reason_of("does_not_tie").because,
            "the balance and the postings disagree and nobody may be chased on them (the account "
            "does not tie to its postings)");
  EXPECT_EQ(reason_of("does_not_tie").fix,
            "Ask revenues to settle the difference between the file's balance and its postings.");
}

TEST(Policies, StopEveryStepInBreathingSpace) {
  Journey journey{"arrears_assured"};
  journey.goes_to("letter_1");
  EXPECT_TRUE(
      journey.event("moratorium_notified", journey.priya_, {{"from", "2026-09-05"}}).acts());
  EXPECT_EQ(journey.at_.holds[0].until, (Date{2026, 11, 3}));
  EXPECT_EQ(journey.run(), "breathing_space (left alone)");
  EXPECT_EQ(journey.at_.state, "letter_1");

  journey.goes_to("notice_considered");
  const Decision refused = journey.event("propose_notice", journey.priya_);
  EXPECT_EQ(refused.reasons[0].because,
            "breathing space runs until 3 November 2026: it stops propose notice");
  EXPECT_EQ(refused.reasons[0].law, "SI 2020/1311 reg 7");
  EXPECT_EQ(refused.reasons[0].fix, "Wait: it may be done from 4 November 2026.");

  journey.set("balance", Value::money(Money{}));
  EXPECT_EQ(journey.run(), "paid");
  EXPECT_EQ(journey.at_.state, "closed_paid");
}

TEST(Policies, KeepAndBreakAgreements) {
  Journey journey{"arrears_secure"};
  journey.goes_to("letter_2");
  EXPECT_TRUE(
      journey
          .event("offer_agreement",
                 journey.priya_,
                 {{"instalment", "10.00"}, {"first_due", "2026-09-14"}, {"frequency", "weekly"}})
          .acts());
  EXPECT_EQ(journey.at_.timers[0].name, "offer_unanswered");
  EXPECT_EQ(journey.run(), "offer_open (left alone)");
  EXPECT_TRUE(journey.event("accept_agreement", journey.priya_).acts());
  EXPECT_EQ(journey.last_.effects[0].name, "agreement_confirmation");
  journey.set("agreement_live", Value::yes_no(true));
  EXPECT_EQ(journey.run(), "agreement_kept (left alone)");
  journey.set("agreement_broken", Value::yes_no(true));
  journey.set("agreement_live", Value::yes_no(false));
  EXPECT_EQ(journey.run(), "agreement_broken");
  EXPECT_EQ(journey.run(), "letter_2_after_break");
  EXPECT_EQ(journey.at_.state, "letter_2");
}

TEST(Policies, BringAnAgreementBrokenAfterServiceBackToTheNotice) {
  Journey journey{"arrears_secure"};
  journey.goes_to("agreement_broken");
  journey.set("court_from", Value::date(journey.today_.plus_days(10)));
  journey.set("lapses_on", Value::date(journey.today_.plus_days(300)));
  EXPECT_EQ(journey.run(), "broken_notice_runs");
  EXPECT_EQ(journey.at_.state, "notice_running");
  EXPECT_EQ(journey.at_.timers.size(), 2U);
}

}  // namespace
}  // namespace lintel
