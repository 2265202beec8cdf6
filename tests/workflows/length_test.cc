// The units of time of the guard language: each counts as its statute does, and none passes for
// another.

#include "workflows/length.h"

#include <gtest/gtest.h>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

constexpr std::string_view kFacts = R"yaml(
workflow: made_up
version: "1"
law: {act: Housing Act 1988, provisions: [s8]}
facts:
  served:     {type: date, source: notice.served_on}
  given:      {type: date, source: notice.first_given_on}
  hearing:    {type: date, source: claim.hearing_on}
  named:      {type: date, source: notice.named_date}
  kept_until: {type: date, formula: last_day + 1 month from service, because: it leans on one below}
  last_day:   {type: date, formula: "max(served, given)", because: the later of the two}
start: open
states:
  open: {stage: early_contact, on: {close: {to: closed}}}
  closed: {stage: closed, final: true}
)yaml";

class Lengths : public ::testing::Test {
 protected:
  Lengths() : definition_(definition_of(kFacts)), facts_(definition_.new_facts()) {
    set("served", Date{2026, 11, 25});
    set("given", Date{2026, 11, 24});
    set("hearing", Date{2026, 11, 23});
    set("named", Date{2026, 12, 10});
  }
  void set(std::string_view fact, Date day) {
    facts_.set(static_cast<std::size_t>(definition_.fact_slot(fact)), Value::date(day));
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
  std::string asked(std::string_view source, Ask ask) {
    const Result<Expression> made = compile(source);
    if (!made) return made.error().to_string();
    const RuleValues rules{definition_, book_, Date{2026, 11, 23}};
    return ask(*made,
               Frame{.facts = facts_,
                     .rules = rules,
                     .today = Date{2026, 11, 23},
                     .declarations = &definition_.facts});
  }
  /// "2026-12-09", or why not.
  std::string value(std::string_view source) {
    return asked(source, [](const Expression& made, const Frame& frame) {
      return made.value(frame).to_plain();
    });
  }
  std::string words(std::string_view source) {
    return asked(source, [](const Expression& made, const Frame& frame) {
      return made.value(frame).to_words();
    });
  }
  std::string because(std::string_view source) {
    return asked(source, [](const Expression& made, const Frame& frame) {
      return made.explain_first(frame).sentence;
    });
  }

  MadeUpRules book_;
  Definition definition_;
  Facts facts_;
};

struct Row {
  std::string_view source;
  std::string_view expected;
};

TEST_F(Lengths, CountTheWorkedPairsOfTheLaw) {
  constexpr Row kRows[] = {
      {"2026-11-23 + 2 working days", "2026-11-25"},                  // 25
      {"2026-11-23 + 4 working days", "2026-11-27"},                  // 27
      {"2026-11-25 + 12 months from service", "2027-11-25"},          // 29
      {"2026-12-21 + 2 weeks from service", "2027-01-04"},            // 31, legal
      {"2026-12-21 + 2 weeks from service + 1 day", "2027-01-05"},    // 31, safe
      {"2026-11-23 + 28 days beginning with + 1 day", "2026-12-21"},  // 33
      {"2026-11-30 + 4 weeks beginning with + 1 day", "2026-12-28"},  // 35
      {"2026-12-30 + 2 months", "2027-02-28"},                        // 37
      {"2027-01-31 + 1 month", "2027-02-28"},                         // 39
      {"2026-11-24 + 6 months beginning with", "2027-05-23"},         // 41
      {"2026-11-30 + 14 days beginning with", "2026-12-13"},          // 43
      {"hearing - 3 clear days", "2026-11-17"},                       // 45
      {"2027-01-29 + 8 weeks beginning with", "2027-03-25"},          // 47
      {"min(2026-11-24 + 6 months beginning with, 2027-04-01 + 3 months beginning with)",
       "2027-05-23"},                                          // 51
      {"2027-04-01 + 3 months beginning with", "2027-06-30"},  // 51, the other limb
  };
  for (const Row& row : kRows) EXPECT_EQ(value(row.source), row.expected) << row.source;
}

TEST_F(Lengths, EndOnDaysOfTheirOwn) {
  constexpr Row kRows[] = {
      {"named + 14 days", "2026-12-24"},
      {"named + 2 weeks", "2026-12-24"},
      {"named + 14 days beginning with", "2026-12-23"},
      {"named + 14 clear days", "2026-12-25"},
      {"named + 5 clear days", "2026-12-18"},  // five or fewer are working days
      {"named + 6 clear days", "2026-12-17"},
      {"named - 14 clear days", "2026-11-25"},
      {"named + 14 working days", "2026-12-30"},
      {"named - 1 working day", "2026-12-09"},
      {"named - 2 weeks", "2026-11-26"},
      {"named - 1 month", "2026-11-10"},
      {"2027-01-31 + 1 month beginning with", "2027-02-28"},
      {"2027-01-30 + 1 month beginning with", "2027-02-28"},
      {"2027-01-28 + 1 month beginning with", "2027-02-27"},
      {"served + 14 days from service", "2026-12-09"},
      {"served + 2 weeks from service", "2026-12-09"},
      {"served + 2 weeks beginning with", "2026-12-08"},
      {"served + law.S8-01 from service", "2026-12-09"},
      {"given + law.S21-05 beginning with", "2027-05-23"},
      {"served + (1 week + 3 days) from service", "2026-12-05"},
      {"served + weeks(2) from service", "2026-12-09"},
      {"named + clear_days(14)", "2026-12-25"},
      {"served + 5 working days", "2026-12-02"},
      {"served + 14 clear days", "2026-12-10"},
      {"served - 2 weeks", "2026-11-11"},
      {"max(served, given) + 2 weeks from service", "2026-12-09"},
      {"last_day + 2 weeks from service", "2026-12-09"},
      {"kept_until", "2026-12-25"},
      {"served + 2 weeks from service + 2 weeks", "2026-12-23"},
      {"2199-12-30 + 1 week", ""},
      {"1900-01-02 - 1 clear day", ""},
  };
  for (const Row& row : kRows) EXPECT_EQ(value(row.source), row.expected) << row.source;
}

TEST_F(Lengths, SayTheirUnit) {
  EXPECT_EQ(words("2 weeks"), "2 weeks");
  EXPECT_EQ(words("1 clear day"), "1 clear day");
  EXPECT_EQ(words("law.S8-01 from service"), "2 weeks from service");
  EXPECT_EQ(words("1 month beginning with"), "1 month beginning with");
  EXPECT_EQ(because("named < served + 2 weeks from service"),
            "named 10 December 2026 is on or after 9 December 2026");
  EXPECT_EQ(because("days_between(given, named) >= 3 weeks"),
            "days from given to named 16 is below 3 weeks");
  EXPECT_EQ(because("named > hearing + law.NEW-02"),
            ":19: there is no law \"NEW-02\". Did you mean \"NEW-01\"?");
  facts_ = definition_.new_facts();
  EXPECT_EQ(because("named >= served + 2 weeks from service"), "named is not known");
  set("named", Date{2026, 12, 10});
  EXPECT_EQ(because("named >= served + 2 weeks from service"), "served is not known");
  EXPECT_EQ(because("kept_until > named"),
            "kept until is not known, for last day is not known, for served is not known");
}

TEST_F(Lengths, AreNotTakenForOneAnother) {
  constexpr Row kRows[] = {
      {"5 working days + 2 clear days",
       ":16: working days and clear days cannot be added: they are counted in different ways. Use "
       "one unit on both sides."},
      {"named + (1 month + 2 weeks)",
       ":18: months and weeks cannot be added: they are counted in different ways. Use one unit on "
       "both sides."},
      {"14 days < 10 working days",
       ":9: days and working days cannot be compared: they are counted in different ways. Use one "
       "unit on both sides."},
      {"2 weeks from service = 2 weeks beginning with",
       ":22: weeks from service and weeks beginning with cannot be compared: they are counted in "
       "different ways. Use one unit on "
       "both sides."},
      {"min(14 days, 14 clear days) > 1 day",
       ":1: days and clear days cannot be compared: they are counted in different ways. Use one "
       "unit on both sides."},
      {"days_between(given, named) >= 10 working days",
       ":28: a number cannot be compared with working days. A bare number is of days: compare it "
       "with days or weeks."},
      {"days_between(given, named) >= 14 clear days",
       ":28: a number cannot be compared with clear days. A bare number is of days: compare it "
       "with days or weeks."},
      {"served + 2 weeks",
       ":8: \"2 weeks\" from a day of service can be counted in two ways. Write 2 weeks from "
       "service (that day is not counted) or "
       "2 weeks beginning with (it is)."},
      {"max(served, given) + 28 days",
       ":20: \"28 days\" from a day of service can be counted in two ways. Write 28 days from "
       "service (that day is not counted) or "
       "28 days beginning with (it is)."},
      {"last_day + law.S21-05",
       ":10: \"law.S21-05\" from a day of service can be counted in two ways. Write law.S21-05 "
       "from service (that day is not "
       "counted) or law.S21-05 beginning with (it is)."},
      {"hearing + 2 weeks from service",
       ":9: \"hearing\" is not a day of service, so nothing is counted from service. Write + 14 "
       "days, + 2 weeks or + 2 weeks "
       "beginning with."},
      {"today + 1 month from service",
       ":7: \"today\" is not a day of service, so nothing is counted from service. Write + 14 "
       "days, + 2 weeks or + 2 weeks beginning "
       "with."},
      {"served - 2 weeks from service",
       ":8: weeks from service are counted forwards alone. Write - 14 days, - 5 working days or - "
       "14 clear days."},
      {"named - 1 month beginning with",
       ":7: months beginning with are counted forwards alone. Write - 14 days, - 5 working days or "
       "- 14 clear days."},
      {"served + 5 working days from service",
       ":25: working days cannot be counted from service. Count days, weeks or months so."},
      {"named + 14 clear days beginning with",
       ":23: clear days cannot be counted beginning with a day. Count days, weeks or months so."},
      {"named + 2 beginning with",
       ":11: a number cannot be counted beginning with a day. Count days, weeks or months so."},
      {"served + (2 weeks from service + 1 week from service)",
       ":32: weeks from service are counted from a day and cannot be added to one another. Add "
       "them to the day: + (2 weeks + 1 day) "
       "from service."},
      {"named + 1.5 weeks", ":9: \"1.5\" is not a whole number of weeks."},
      {"named + £2",
       ":7: a date and money cannot be added. Add a length of time: + 14 days, + 5 working days, + "
       "14 clear days."},
  };
  for (const Row& row : kRows) EXPECT_EQ(value(row.source), row.expected) << row.source;
}

TEST(LengthsInADefinition, AreRefusedWithTheirPlace) {
  const std::string yaml = R"yaml(workflow: made_up
version: "1"
law: {act: Housing Act 1988, provisions: [s8]}
facts:
  served: {type: date, source: notice.served_on}
start: open
states:
  open:
    stage: early_contact
    timers:
      runs_out: {at: served + 2 weeks, fires: close, because: Housing Act 1988 s.8(4B)}
      too_long: {after: 2 weeks from service, fires: close, because: it is time}
    on: {close: {to: closed, when: today >= served + 14 clear days and 5 working days > 3 clear days}}
  closed: {stage: closed, final: true}
)yaml";
  const MadeUpRules rules;
  const ResultOfMany<Definition> read = read_definition(yaml, "made_up.yaml", rules);
  ASSERT_FALSE(read);
  EXPECT_EQ(said(read.error()),
            "made_up.yaml:11:29: \"2 weeks\" from a day of service can be counted in two ways. "
            "Write 2 weeks from service (that day is "
            "not counted) or 2 weeks beginning with (it is).\n"
            "made_up.yaml:12:25: after is weeks_from_service, not days or weeks or months or "
            "working_days or clear_days.\n"
            "made_up.yaml:13:87: working days and clear days cannot be compared: they are counted "
            "in different ways. Use one unit on both "
            "sides.\n");
}

TEST(LengthsInADefinition, DateTasksTimersAndHolds) {
  const Definition definition = definition_of(R"yaml(
workflow: made_up
version: "1"
law: {act: SI 2020/1311, provisions: [reg 7]}
facts:
  owed: {type: money, source: rent_account.collectable}
holds:
  pause: {begins: begun, ends: ended, lasts: 1 month, blocks: {events: [close]}, because: a month beginning with its first day}
start: open
states:
  open:
    stage: early_contact
    timers:
      two_weeks: {after: 2 weeks, fires: close, because: it is time}
      clear: {after: 14 clear days, fires: close, because: it is time}
    tasks: {call: {role: income_officer, due: 3 clear days}}
    on: {close: {to: closed}}
  closed: {stage: closed, final: true}
)yaml");
  const MadeUpRules book;
  const Date today{2027, 1, 30};  // a Saturday
  const RuleValues rules{definition, book, today};
  const CaseState opened = open_case(definition, definition.new_facts(), rules, today);
  ASSERT_EQ(opened.timers.size(), 2U);
  EXPECT_EQ(opened.timers[0].due, (Date{2027, 2, 13}));
  EXPECT_EQ(opened.timers[1].due, (Date{2027, 2, 14}));
  ASSERT_EQ(opened.tasks.size(), 1U);
  EXPECT_EQ(opened.tasks[0].due, (Date{2027, 2, 4}));
  const Step begun = step(definition,
                          opened,
                          {.name = "begun", .actor = {}, .fields = {}},
                          definition.new_facts(),
                          rules,
                          today);
  ASSERT_EQ(begun.next.holds.size(), 1U);
  EXPECT_EQ(begun.next.holds[0].until, (Date{2027, 2, 28}))
      << "there is no 30 February: the month's last day, counted";
}

}  // namespace
}  // namespace lintel
