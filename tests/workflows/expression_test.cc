#include "workflows/expression.h"

#include <gtest/gtest.h>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

constexpr std::string_view kFacts = R"yaml(
workflow: made_up
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  arrears:        {type: money,  source: rent_account.collectable}
  weekly_rent:    {type: money,  source: tenancy.weekly_rent}
  weeks_owed:     {type: number, source: rent_account.weeks_owed}
  days_in_state:  {type: number, source: case.days_in_state}
  last_contact:   {type: date,   source: case.last_contact_on}
  court_date:     {type: date,   source: case.court_date}
  agreement_live: {type: yes_no, source: agreement.live}
  tenancy_type:   {type: "one_of (assured, secure)", source: tenancy.type}
  payments:       {type: list,   source: rent_account.payments, of: {on: date, amount: money, kind: one_of (cash, dd, hb, uc)}}
  paying:         {type: yes_no, formula: any payments where on >= today - 28 days and amount >= weekly_rent, because: a full week's rent came in four weeks}
  in_contact:     {type: yes_no, source: case.in_contact, label: contact, says: {yes: the tenant was reached, no: nobody was reached}}
  lapses_on:      {type: date,   formula: court_date + months(law.S83-02), because: HA 1985 s.83(4)}
holds:
  breathing_space: {begins: moratorium_notified, ends: moratorium_ended}
  dispute: {begins: dispute_raised, ends: dispute_resolved}
start: open
states:
  open: {stage: early_contact, on: {close: {to: closed}}}
  closed: {stage: closed, final: true}
)yaml";

/// Facts, holds and a day against which expressions are asked.
class Expressions : public ::testing::Test {
 protected:
  Expressions() : definition_(definition_of(kFacts)), facts_(definition_.new_facts()) {
    set("arrears", Value::money(410'35_pence));
    set("weekly_rent", Value::money(112'40_pence));
    set("weeks_owed", Value::number_scaled(3'700'000));
    set("days_in_state", Value::number(15));
    set("last_contact", Value::date(Date{2026, 11, 2}));
    set("court_date", Value::none());
    set("agreement_live", Value::yes_no(false));
    set("in_contact", Value::yes_no(true));
    set("tenancy_type", Value::text("secure"));
  }

  void set(std::string_view fact, Value value) {
    facts_.set(static_cast<std::size_t>(definition_.fact_slot(fact)), std::move(value));
  }

  Result<Expression> compile(std::string_view source) {
    return Expression::compile(source,
                               Scope{&definition_.facts,
                                     &definition_.hold_names,
                                     &definition_.state_names,
                                     &book_,
                                     &definition_.rules});
  }

  template <class Ask>
  auto asked(std::string_view source, Ask ask) {
    Result<Expression> made = compile(source);
    if (!made) throw std::runtime_error(std::string(source) + ": " + made.error().to_string());
    const RuleValues rules{definition_, book_, today_};
    std::uint64_t held = 0;
    for (const Hold& hold : holds_)
      for (std::size_t i = 0; i < definition_.hold_names.size(); ++i)
        if (definition_.hold_names[i] == hold.name) held |= std::uint64_t{1} << i;
    const Frame frame{.facts = facts_,
                      .rules = rules,
                      .today = today_,
                      .running_holds = held,
                      .holds = holds_,
                      .declarations = &definition_.facts,
                      .calendar = "",
                      .state = 0};
    return ask(*made, frame);
  }
  Verdict test(std::string_view source) {
    return asked(source,
                 [](const Expression& made, const Frame& frame) { return made.test(frame); });
  }
  std::string value(std::string_view source) {
    return asked(source, [](const Expression& made, const Frame& frame) {
      return made.value(frame).to_words();
    });
  }
  std::string because(std::string_view source) {
    return asked(source, [](const Expression& made, const Frame& frame) {
      return made.explain_first(frame).sentence;
    });
  }
  std::string refused(std::string_view source) {
    const Result<Expression> made = compile(source);
    return made ? "accepted" : made.error().to_string();
  }

  MadeUpRules book_;
  Definition definition_;
  Facts facts_;
  std::vector<Hold> holds_;
  Date today_{2026, 11, 23};
};

struct Row {
  std::string_view source;
  Verdict verdict;
};

TEST_F(Expressions, CompareExactly) {
  constexpr Row kRows[] = {
      {"arrears > £410.34", Verdict::yes},
      {"arrears > £410.35", Verdict::no},
      {"arrears >= £410.35", Verdict::yes},
      {"arrears < £1,410.35", Verdict::yes},
      {"arrears <= 0", Verdict::no},
      {"arrears > 410.34", Verdict::yes},
      {"arrears = £410.35", Verdict::yes},
      {"arrears != £410.35", Verdict::no},
      {"weeks_owed >= 3.7", Verdict::yes},
      {"weeks_owed > 3.7", Verdict::no},
      {"weeks_owed between 3 and 4", Verdict::yes},
      {"weeks_owed between 3.7 and 3.7", Verdict::yes},
      {"weeks_owed between 4 and 5", Verdict::no},
      {"last_contact < today", Verdict::yes},
      {"last_contact = 2026-11-02", Verdict::yes},
      {"today - 21 days = last_contact", Verdict::yes},
      {"days_between(last_contact, today) = 21", Verdict::yes},
      {"days_between(last_contact, today) > policy.contact_days", Verdict::no},
      {"days_in_state >= policy.letter_wait", Verdict::yes},
      {"weekday(today) = monday", Verdict::yes},
      {"weekday(today) in (saturday, sunday)", Verdict::no},
      {"tenancy_type = secure", Verdict::yes},
      {"tenancy_type in (assured, secure)", Verdict::yes},
      {"tenancy_type not in (assured, secure)", Verdict::no},
      {"tenancy_type != \"assured\"", Verdict::yes},
      {"agreement_live", Verdict::no},
      {"not agreement_live", Verdict::yes},
      {"agreement_live = no", Verdict::yes},
      {"arrears >= policy.notice_weeks * weekly_rent", Verdict::no},
      {"arrears >= 3.5 * weekly_rent", Verdict::yes},
      {"min(arrears, weekly_rent) = £112.40", Verdict::yes},
      {"max(1, weeks_owed, 2) = 3.7", Verdict::yes},
      {"abs(weekly_rent - arrears) = £297.95", Verdict::yes},
      {"not (weeks_owed > 4 or agreement_live) and no hold", Verdict::yes},
  };
  for (const Row& row : kRows) EXPECT_EQ(test(row.source), row.verdict) << row.source;
}

TEST_F(Expressions, KeepUnknownApartFromNoneAndNo) {
  set("weeks_owed", Value::unknown());
  constexpr Row kRows[] = {
      {"weeks_owed >= 4", Verdict::unknown},
      {"not weeks_owed >= 4", Verdict::unknown},
      {"weeks_owed >= 4 and arrears > £0", Verdict::unknown},
      {"weeks_owed >= 4 and arrears < £0", Verdict::no},
      {"weeks_owed >= 4 or arrears > £0", Verdict::yes},
      {"weeks_owed >= 4 or arrears < £0", Verdict::unknown},
      {"weeks_owed is known", Verdict::no},
      {"weeks_owed is not known", Verdict::yes},
      {"weeks_owed is unknown", Verdict::yes},
      {"weeks_owed is none", Verdict::unknown},
      {"weeks_owed is not none", Verdict::unknown},
      {"court_date is none", Verdict::yes},
      {"court_date is not none", Verdict::no},
      {"court_date is known", Verdict::yes},
      {"court_date > today", Verdict::no},
      {"court_date != today", Verdict::no},
      {"court_date + 14 days > today", Verdict::no},
      {"court_date in (2026-11-23)", Verdict::no},
      {"weeks_owed + 1 between 1 and 2", Verdict::unknown},
      {"arrears between weekly_rent * weeks_owed and £1", Verdict::no},
      {"days_between(court_date, today) > weeks_owed", Verdict::no},
      {"lapses_on is none", Verdict::yes},
      {"paying", Verdict::unknown},
  };
  for (const Row& row : kRows) EXPECT_EQ(test(row.source), row.verdict) << row.source;
}

TEST_F(Expressions, CountDaysByTheirUnit) {
  EXPECT_EQ(value("today + 28 days"), "21 December 2026");
  EXPECT_EQ(value("today + 4 weeks"), "21 December 2026");
  EXPECT_EQ(value("today + 28 clear days"), "22 December 2026");
  EXPECT_EQ(value("today + 5 working days"), "30 November 2026");
  EXPECT_EQ(value("today - 1 working day"), "20 November 2026");
  EXPECT_EQ(value("today + 1 month"), "23 December 2026");
  EXPECT_EQ(value("2027-01-31 + 1 month"), "28 February 2027");
  EXPECT_EQ(value("2026-11-23 + law.S83-02"), "23 November 2027");
  EXPECT_EQ(value("2199-12-31 + 1 day"), "unknown");
}

TEST_F(Expressions, ReckonMoneyToThePenny) {
  EXPECT_EQ(value("weekly_rent * 3.7"), "£415.88");
  EXPECT_EQ(value("weekly_rent * 0.125"), "£14.05");
  EXPECT_EQ(value("0.5 * £0.01"), "£0.01");
  EXPECT_EQ(value("weekly_rent - arrears"), "£297.95 in credit");
  EXPECT_EQ(value("999999999999 * 999999999999"), "unknown");
}

TEST_F(Expressions, AskLists) {
  const auto payment = [](Date on, Money amount, std::string kind) {
    return Value::Record{{Value::date(on), Value::money(amount), Value::text(std::move(kind))}};
  };
  set("payments",
      Value::list({payment({2026, 9, 1}, 112'40_pence, "hb"),
                   payment({2026, 11, 10}, 112'40_pence, "cash"),
                   payment({2026, 11, 17}, 10'00_pence, "cash")}));
  EXPECT_EQ(test("paying"), Verdict::yes);
  EXPECT_EQ(test("any payments where kind = uc"), Verdict::no);
  EXPECT_EQ(test("all payments where amount > £5"), Verdict::yes);
  EXPECT_EQ(value("count payments where kind = cash"), "2");
  EXPECT_EQ(value("count payments"), "3");
  EXPECT_EQ(value("latest payments by on"), "17 November 2026");
  EXPECT_EQ(value("latest payments.amount by on where amount >= £100"), "£112.40");
  EXPECT_EQ(value("latest payments by on where kind = dd"), "none");
  EXPECT_EQ(because("any payments where kind = uc"), "there are no payments where kind = uc");
  set("payments", Value::none());
  EXPECT_EQ(test("any payments"), Verdict::no);
  EXPECT_EQ(value("count payments"), "0");
}

TEST_F(Expressions, AskHolds) {
  EXPECT_EQ(test("no hold"), Verdict::yes);
  EXPECT_EQ(because("no hold"), "no hold runs");
  Hold hold;
  hold.name = "breathing_space";
  hold.from = Date{2026, 10, 16};
  hold.until = Date{2026, 12, 14};
  holds_.push_back(hold);
  EXPECT_EQ(test("no hold"), Verdict::no);
  EXPECT_EQ(test("hold breathing_space"), Verdict::yes);
  EXPECT_EQ(test("no hold dispute"), Verdict::yes);
  EXPECT_EQ(test("hold dispute or arrears > £0"), Verdict::yes);
  EXPECT_EQ(because("arrears > £0 and no hold"), "breathing space runs until 14 December 2026");
}

TEST_F(Expressions, SayWhyInASentence) {
  EXPECT_EQ(because("arrears >= policy.notice_weeks * weekly_rent"),
            "arrears £410.35 is below £449.60");
  EXPECT_EQ(because("arrears > £0 and weeks_owed >= 4 and agreement_live"),
            "weeks owed 3.7 is below 4");
  EXPECT_EQ(because("weeks_owed >= policy.letter_2_weeks"), "weeks owed 3.7 is at least 3");
  EXPECT_EQ(because("last_contact >= today - policy.contact_days"),
            "last contact 2 November 2026 is on or after 26 October 2026");
  EXPECT_EQ(because("last_contact > today"), "last contact 2 November 2026 is on or before today");
  EXPECT_EQ(because("days_between(last_contact, today) > 28"),
            "days from last contact to today 21 is at most 28");
  EXPECT_EQ(because("tenancy_type = assured"), "tenancy type secure is not assured");
  EXPECT_EQ(because("tenancy_type in (assured)"), "tenancy type secure is not one of assured");
  EXPECT_EQ(because("weeks_owed between 4 and 6"), "weeks owed 3.7 is not between 4 and 6");
  EXPECT_EQ(because("not agreement_live"), "agreement live is no");
  EXPECT_EQ(because("agreement_live = yes"), "agreement live is no");
  EXPECT_EQ(because("in_contact"), "the tenant was reached");
  EXPECT_EQ(because("not in_contact"), "the tenant was reached");
  EXPECT_EQ(because("in_contact = no"), "the tenant was reached");
  EXPECT_EQ(because("court_date > today"), "court date is none");
  EXPECT_EQ(because("court_date is not none"), "court date is none");
  EXPECT_EQ(because("last_contact is none"), "last contact is 2 November 2026");
  EXPECT_EQ(because("(weeks_owed > 4 or agreement_live) and arrears > £0"),
            "weeks owed 3.7 is at most 4 and agreement live is no");
  EXPECT_EQ(because("days_in_state < policy.letter_wait"), "days in state 15 is at least 7 days");
  EXPECT_EQ(because("weeks_owed > law.NEW-01"), "law.NEW-01 has no value on 23 November 2026");
  set("weeks_owed", Value::unknown());
  EXPECT_EQ(because("arrears > £0 and weeks_owed >= 4"), "weeks owed is not known");
  EXPECT_EQ(because("paying"), "paying is not known, for payments is not known");
  set("in_contact", Value::yes_no(false));
  EXPECT_EQ(because("in_contact"), "nobody was reached");
  set("in_contact", Value::unknown());
  EXPECT_EQ(because("in_contact"), "contact is not known");
  set("arrears", Value::money(Money{} - 12'00_pence));
  EXPECT_EQ(because("arrears <= £0"), "arrears £12.00 in credit is at most £0.00");
}

TEST_F(Expressions, NameTheFactThatDecided) {
  const auto fact = [&](std::string_view source) {
    return asked(source, [](const Expression& made, const Frame& frame) {
      return made.explain_first(frame).fact;
    });
  };
  EXPECT_EQ(fact("arrears > £0 and weeks_owed >= 4"), "weeks_owed");
  set("weekly_rent", Value::unknown());
  EXPECT_EQ(fact("arrears > 4 * weekly_rent"), "weekly_rent");
  EXPECT_EQ(fact("paying"), "payments");
}

TEST_F(Expressions, RefuseWhatHasNoMeaning) {
  EXPECT_EQ(refused("wekly_rent > £0"),
            ":1: there is no fact \"wekly_rent\". Did you mean \"weekly_rent\"?");
  EXPECT_THAT(refused("arrears > 4 weeks"),
              ::testing::HasSubstr("money cannot be compared with weeks"));
  EXPECT_THAT(refused("arrears"), "accepted");
  EXPECT_THAT(refused("arrears and weeks_owed > 1"),
              ::testing::HasSubstr("money is not a condition"));
  EXPECT_THAT(refused("tenancy_type = secre"),
              ::testing::HasSubstr("\"secre\" is not one of assured, secure"));
  EXPECT_THAT(refused("tenancy_type > secure"), ::testing::HasSubstr("a word has no order"));
  EXPECT_THAT(refused("arrears > policy.notice_week * weekly_rent"),
              ::testing::HasSubstr("Did you mean \"notice_weeks\"?"));
  EXPECT_THAT(refused("arrears > law.S83-2"), ::testing::HasSubstr("there is no law \"S83-2\""));
  EXPECT_THAT(refused("hold breathing_spce"),
              ::testing::HasSubstr("Did you mean \"breathing_space\"?"));
  EXPECT_THAT(refused("today - last_contact > 4"),
              ::testing::HasSubstr("Write days_between(earlier, later)."));
  EXPECT_THAT(refused("arrears + weeks_owed > £1"),
              ::testing::HasSubstr("money and a number cannot be added"));
  EXPECT_THAT(refused("arrears * weekly_rent > £1"), ::testing::HasSubstr("cannot be multiplied"));
  EXPECT_THAT(refused("1 < weeks_owed < 4"), ::testing::HasSubstr("comparisons do not chain"));
  EXPECT_THAT(refused("weeks_owed == 4"), ::testing::HasSubstr("Write =."));
  EXPECT_THAT(refused("weeks_owed >= 4 and"), ::testing::HasSubstr("the condition ends too early"));
  EXPECT_THAT(refused("weeks_owed >= 4)"), ::testing::HasSubstr("\")\" was not expected here"));
  EXPECT_THAT(refused("(weeks_owed >= 4"), ::testing::HasSubstr("a parenthesis is not closed"));
  EXPECT_THAT(refused("weeks_owed ≥ 4"),
              ::testing::HasSubstr("\"≥\" means nothing in a condition"));
  EXPECT_THAT(refused("roud(weeks_owed) > 4"),
              ::testing::HasSubstr("there is no function \"roud\""));
  EXPECT_THAT(refused(""), ::testing::HasSubstr("the condition is empty"));
}

TEST_F(Expressions, HaveLimits) {
  EXPECT_EQ(refused(std::string(30, '(') + "agreement_live" + std::string(30, ')')), "accepted");
  EXPECT_THAT(refused(std::string(40, '(') + "agreement_live" + std::string(40, ')')),
              ::testing::HasSubstr("nested more than 32 deep"));
  EXPECT_THAT(refused(std::string(5000, ' ') + "agreement_live"),
              ::testing::HasSubstr("longer than 4096 bytes"));
  std::string many = "weeks_owed > 1";
  for (int i = 0; i < 100; ++i) many += " and weeks_owed > 1";
  EXPECT_THAT(refused(many), ::testing::HasSubstr("more than 256 parts"));
  std::string denied;
  for (int i = 0; i < 200; ++i) denied += "not ";
  EXPECT_THAT(refused(denied + "agreement_live"), ::testing::HasSubstr("nested more than 32 deep"));
}

}  // namespace
}  // namespace lintel
