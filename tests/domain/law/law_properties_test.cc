#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "domain/law/hearing.h"
#include "domain/law/limitation.h"
#include "domain/law/rent_cap.h"
#include "tests/support/ask_law.h"

// What holds of every day and every sum, whatever the figures of config/law.

namespace lintel {
namespace {

Date any_day() {
  return Date{2015, 1, 1}.plus_days(*rc::gen::inRange(0, 9496));  // to the end of 2040
}
/// A day whose neighbourhood the calendar knows.
Date any_calendar_day() {
  return Date{2015, 3, 1}.plus_days(*rc::gen::inRange(0, 5700));  // to autumn 2030
}

/// The law as it ships with one more bank holiday.
LawBook law_with_holiday(Date holiday) {
  std::vector<LawFile> files = shipped_law_files();
  const std::string year = std::to_string(holiday.year());
  for (LawFile& file : files) {
    const std::string start = "to: " + year + "-12-31, value: [";
    if (file.name != "config/law/calendars.yaml") continue;
    const std::size_t at = file.text.find(start);
    if (at != std::string::npos) file.text.insert(at + start.size(), holiday.to_iso() + ", ");
  }
  return LawBook::read(files).value();
}

RC_GTEST_PROP(HearingProperties, ALaterIssueNeverGivesAnEarlierHearing, ()) {
  const Date issued = any_calendar_day();
  const Date later = issued.plus_days(*rc::gen::inRange(0, 60));
  const auto one = hearing_dates(shipped_law(), issued, std::nullopt);
  const auto other = hearing_dates(shipped_law(), later, std::nullopt);
  if (!one || !other) return;
  RC_ASSERT(*one->earliest_hearing <= *other->earliest_hearing);
  RC_ASSERT(*one->latest_standard_hearing <= *other->latest_standard_hearing);
  RC_ASSERT(one->serve_by <= other->serve_by);
  RC_ASSERT(one->evidence_by <= other->evidence_by);
}

RC_GTEST_PROP(HearingProperties, PolicyIsNeverLaterThanTheProtocol, ()) {
  const auto dates = hearing_dates(shipped_law(), std::nullopt, any_calendar_day());
  if (!dates) return;
  RC_ASSERT(dates->statement_by_policy <= dates->statement_by_protocol);
  RC_ASSERT(dates->serve_by < dates->hearing);
  RC_ASSERT(dates->evidence_by < dates->hearing);
}

TEST(HearingProperties, AnotherBankHolidayNeverLeavesLessTime) {
  // Each book is read from its files, so a sample of days and not a generator.
  for (const Date hearing : {Date{2026, 11, 25}, Date{2027, 2, 2}, Date{2027, 4, 1}}) {
    const auto before = hearing_dates(shipped_law(), std::nullopt, hearing).value();
    for (int back = 0; back < 21; back += 3) {
      const LawBook law = law_with_holiday(hearing.plus_days(-back));
      const auto after = hearing_dates(law, std::nullopt, hearing).value();
      EXPECT_LE(after.evidence_by, before.evidence_by) << back;
      EXPECT_LE(after.statement_by_policy, before.statement_by_policy) << back;
      EXPECT_LE(after.statement_by_protocol, before.statement_by_protocol) << back;
      EXPECT_LE(after.serve_by, before.serve_by) << back;
    }
  }
}

RC_GTEST_PROP(LimitationProperties, NeverBarsALaterDebitSooner, ()) {
  const Date due = any_day();
  const Date later = due.plus_days(*rc::gen::inRange(0, 4000));
  const auto event = [&]() -> std::optional<Date> {
    if (*rc::gen::inRange(0, 2) == 0) return std::nullopt;
    return due.plus_days(*rc::gen::inRange(-1000, 4000));
  };
  const auto answer = limitation(
      shipped_law(), {{due, 1_pence}, {later, 1_pence}}, event(), event(), later.plus_days(2000));
  RC_ASSERT(answer.has_value());
  RC_ASSERT(answer->debits[0].barred_after <= answer->debits[1].barred_after);
  RC_ASSERT(answer->debits[0].barred || !answer->debits[1].barred);
}

RC_GTEST_PROP(LimitationProperties, AnAcknowledgmentNeverShortensTheTime, ()) {
  const Date due = any_day();
  const Date on = due.plus_days(*rc::gen::inRange(0, 4000));
  const Date signed_on = on.plus_days(-*rc::gen::inRange(0, 4000));
  const std::vector<RentDebit> debits = {{due, 1_pence}};
  const auto without = limitation(shipped_law(), debits, std::nullopt, std::nullopt, on);
  const auto with = limitation(shipped_law(), debits, signed_on, std::nullopt, on);
  RC_ASSERT(without->debits[0].barred_after <= with->debits[0].barred_after);
}

RC_GTEST_PROP(RentCapProperties, NeverPassesTheLimitOrFormulaRent, ()) {
  const Money rent = Money::from_pence(*rc::gen::inRange(1, 50'000));
  const int tenths = *rc::gen::inRange(-20, 120);
  const std::string written = std::string(tenths < 0 ? "-" : "") +
                              std::to_string(std::abs(tenths) / 10) + "." +
                              std::to_string(std::abs(tenths) % 10);
  const Percent cpi = *Percent::parse(written);
  const Money formula = rent + Money::from_pence(*rc::gen::inRange(0, 3'000));
  const Date year = Date{2027, 4, 5};
  const auto plain = rent_cap(shipped_law(), year, rent, std::nullopt, Jurisdiction::england, cpi);
  const auto below = rent_cap(shipped_law(), year, rent, formula, Jurisdiction::england, cpi);
  RC_ASSERT(plain && below);
  RC_ASSERT(plain->maximum.pence() * 1000 <= rent.pence() * (1010 + tenths));
  RC_ASSERT(below->maximum <= formula);
  RC_ASSERT(below->maximum <= plain->maximum + 100_pence);
}

/// One well-formed input of every question, for a day.
std::map<std::string, std::string, std::less<>> questions_of(const std::string& day) {
  const std::string tenancy =
      R"("tenancy":{"type":"assured","landlord":"prp","social":true,"jurisdiction":"england"},)";
  const std::string rent =
      R"("rent":{"amount":"100.00","frequency":"weekly","period_start_weekday":"monday"},)";
  const std::string last = ":\"" + day + "\"}";
  return {
      {"daily_rate", "{" + rent + R"("on")" + last},
      {"deemed_service",
       R"({"clock":"notice","method":"first_class_post","jurisdiction":"england","at")" + last},
      {"enforcement",
       R"({"order":{"kind":"suspended","made":")" + day +
           R"("},"breach":"non_payment","eviction":")" + day + R"(","on")" + last},
      {"fee", R"({"kind":"warrant","on")" + last},
      {"ground8", "{" + tenancy + rent + R"("rent_unpaid":"800.00","on")" + last},
      {"hearing", R"({"issued")" + last},
      {"insolvency", R"({"event":"iva","arrears_listed":true,"on")" + last},
      {"limitation", R"({"debits":[{"amount":"1.00","due":")" + day + R"("}],"on")" + last},
      {"moratorium", R"({"kind":"standard","start")" + last},
      {"notice_dates", "{" + tenancy + rent + R"("grounds":["8"],"served")" + last},
      {"notice_form", "{" + tenancy + R"("purpose":"arrears","on")" + last},
      {"ntq", "{" + tenancy + rent + R"("by":"tenant","given")" + last},
      {"possession_date", R"({"mandatory":true,"order_made")" + last},
      {"regime", "{" + tenancy + R"("on")" + last},
      {"protocol", R"({"jurisdiction":"wales","before":"claim","on")" + last},
      {"rent_cap", R"({"rent":"100.00","jurisdiction":"england","year_from")" + last},
      {"rent_increase",
       "{" + tenancy + rent + R"("mechanism":"section_13","served":")" + day + R"(","effective")" +
           last},
      {"uc_monthly", R"({"weekly_rent":"100.00","on")" + last},
      {"working_days", R"({"add":10,"jurisdiction":"wales","from")" + last},
  };
}

TEST(EveryQuestion, IsAskedBelow) {
  const auto asked = questions_of("2026-11-23");
  for (const std::string_view question : law_questions()) {
    EXPECT_TRUE(asked.contains(question)) << question;
  }
}

RC_GTEST_PROP(EveryQuestion, AnswersOrSaysWhyNotFrom2015To2040, ()) {
  for (const auto& [question, input] : questions_of(any_day().to_iso())) {
    const Json answer = ask(question, input);
    RC_ASSERT(answer.find("rules") != nullptr);
    const bool is_answer = answer.find("answer") == nullptr;
    const bool is_grounded =
        is_answer ? !answer.find("rules")->as_array().empty() : !answer.text("because")->empty();
    RC_ASSERT(is_grounded);
  }
}

}  // namespace
}  // namespace lintel
