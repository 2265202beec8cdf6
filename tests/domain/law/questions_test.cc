#include "domain/law/questions.h"

#include <gtest/gtest.h>

#include "tests/support/ask_law.h"

namespace lintel {
namespace {

constexpr const char* kSocial =
    R"({"type":"assured","landlord":"prp","social":true,"jurisdiction":"england","start":"2019-04-01"})";

TEST(LawQuestions, EchoTheIdAndNameTheirRules) {
  const Json answer =
      ask("regime", std::string(R"({"id":"q1","on":"2026-11-23","tenancy":)") + kSocial + "}");
  EXPECT_EQ(answer.text("id"), "q1");
  EXPECT_EQ(answer.text("regime"), "pre_rra");
  EXPECT_TRUE(leans_on(answer, "REG-02"));
  const Json& rule = answer.find("rules")->as_array().front();
  EXPECT_EQ(rule.text("from"), "1989-01-15");
  EXPECT_TRUE(rule.find("to")->is_null());
  EXPECT_FALSE(rule.text("citation")->empty());
}

TEST(LawQuestions, GiveTheFormOfANotice) {
  const Json answer =
      ask("notice_form",
          std::string(R"({"on":"2026-11-23","purpose":"arrears","tenancy":)") + kSocial + "}");
  EXPECT_EQ(answer.text("form"), "Form 3");
  EXPECT_EQ(answer.text("statute"), "Housing Act 1988 s.8");
  EXPECT_TRUE(answer.find("available")->as_bool());
}

TEST(LawQuestions, WeighGround8InPence) {
  const std::string rest =
      std::string(
          R"("on":"2026-11-23","rent":{"amount":"112.40","frequency":"weekly"},"tenancy":)") +
      kSocial + "}";
  const Json met = ask("ground8", R"({"rent_unpaid":"899.20",)" + rest);
  EXPECT_TRUE(met.find("met")->as_bool());
  EXPECT_EQ(met.text("threshold"), "899.20");
  EXPECT_EQ(met.text("shortfall"), "0.00");
  const Json short_of_it = ask("ground8", R"({"rent_unpaid":"899.19",)" + rest);
  EXPECT_FALSE(short_of_it.find("met")->as_bool());
  EXPECT_EQ(short_of_it.text("shortfall"), "0.01");
}

TEST(LawQuestions, DateServiceByBothClocks) {
  const Json answer = ask(
      "deemed_service",
      R"({"clock":"notice","method":"first_class_post","at":"2026-11-28","jurisdiction":"england"})");
  EXPECT_EQ(answer.text("deemed_cpr"), "2026-11-30");
  EXPECT_EQ(answer.text("deemed_post"), "2026-12-01");
  EXPECT_EQ(answer.text("deemed"), "2026-12-01");
  const Json court = ask(
      "deemed_service",
      R"({"clock":"court","method":"personal","at":"2026-11-27T16:30","jurisdiction":"wales"})");
  EXPECT_EQ(court.text("deemed"), "2026-11-30");
  EXPECT_EQ(court.find("deemed_post"), nullptr);
}

TEST(LawQuestions, DateANoticeWithTheStepsOfTheCount) {
  const Json answer = ask(
      "notice_dates",
      std::string(
          R"({"served":"2026-11-25","grounds":["8","10","11"],"rent":{"frequency":"weekly","period_start_weekday":"monday"},"tenancy":)") +
          kSocial + "}");
  EXPECT_EQ(answer.text("names"), "court_not_before");
  EXPECT_EQ(answer.text("named_date"), "2026-12-10");
  EXPECT_EQ(answer.text("earliest_legal"), "2026-12-09");
  EXPECT_EQ(answer.text("earliest_safe"), "2026-12-10");
  EXPECT_EQ(answer.text("last_legal"), "2027-11-25");
  EXPECT_EQ(answer.text("last_safe"), "2027-11-24");
  EXPECT_GE(answer.find("steps")->as_array().size(), 5U);
  EXPECT_TRUE(leans_on(answer, "S8-01"));
  EXPECT_TRUE(leans_on(answer, "S8-05"));
}

TEST(LawQuestions, SayWhatAMoratoriumAllows) {
  const Json answer = ask(
      "moratorium",
      R"({"kind":"standard","start":"2026-12-01","deadline":"2027-01-15","step":{"kind":"arrears_notice","on":"2026-12-20"}})");
  EXPECT_EQ(answer.text("ends"), "2027-01-29");
  EXPECT_EQ(answer.text("review_from"), "2026-12-26");
  EXPECT_EQ(answer.text("review_to"), "2027-01-04");
  EXPECT_EQ(answer.text("creditor_review_by"), "2026-12-20");
  EXPECT_EQ(answer.text("extended_deadline"), "2027-03-25");
  EXPECT_FALSE(answer.find("step_allowed")->as_bool());
}

TEST(LawQuestions, ReckonADaysRent) {
  EXPECT_EQ(ask("daily_rate", R"({"rent":{"amount":"112.40","frequency":"weekly"}})").text("daily"),
            "16.06");
  EXPECT_EQ(
      ask("daily_rate", R"({"rent":{"amount":"487.07","frequency":"monthly"}})").text("daily"),
      "16.00");
  EXPECT_EQ(
      ask("daily_rate", R"({"rent":{"amount":"224.80","frequency":"fortnightly"}})").text("daily"),
      "16.06");
  for (const char* frequency : {"four_weekly", "quarterly", "yearly"}) {
    const Json answer =
        ask("daily_rate",
            std::string(R"({"rent":{"amount":"449.60","frequency":")") + frequency + R"("}})");
    EXPECT_EQ(answer.text("answer"), "manual") << frequency;
    EXPECT_FALSE(answer.text("because")->empty()) << frequency;
  }
}

TEST(LawQuestions, CountWorkingDays) {
  EXPECT_EQ(
      ask("working_days", R"({"from":"2026-12-23","add":3,"jurisdiction":"england"})").text("date"),
      "2026-12-30");
  EXPECT_EQ(ask("working_days", R"({"from":"2026-12-23","to":"2026-12-30","jurisdiction":"wales"})")
                .find("count")
                ->as_integer(),
            3);
}

TEST(LawQuestions, AreManualWhereTheRulesDoNotReach) {
  const Json late =
      ask("working_days", R"({"id":7,"from":"2030-12-31","add":1,"jurisdiction":"england"})");
  EXPECT_EQ(late.text("answer"), "manual");
  EXPECT_EQ(late.text("because"), "the bank holidays of 1 January 2031 are not known");
  EXPECT_EQ(late.find("id")->as_integer(), 7);
  EXPECT_EQ(ask("deemed_service",
                R"({"clock":"notice","method":"email","at":"2026-11-27","jurisdiction":"england"})")
                .text("answer"),
            "manual");
}

TEST(LawQuestions, AreManualWhereTheCountLeavesTheYearsOfADate) {
  const Json answer = ask(
      "notice_dates",
      std::string(
          R"({"served":"2199-12-30","grounds":["8"],"rent":{"frequency":"weekly"},"tenancy":)") +
          kSocial + "}");
  EXPECT_EQ(answer.text("answer"), "manual");
  EXPECT_EQ(answer.text("because"), "the count leaves the years that can be dated, 1900 to 2199");
}

TEST(LawQuestions, NameTheFieldThatIsMalformed) {
  EXPECT_EQ(refused("regime", R"({"on":"2026-11-31"})").place.field, "on");
  EXPECT_EQ(refused("regime", R"({"on":"2026-11-30"})").place.field, "tenancy");
  EXPECT_EQ(
      refused(
          "regime",
          R"({"on":"2026-11-30","tenancy":{"type":"assurd","landlord":"prp","social":true,"jurisdiction":"england"}})")
          .place.field,
      "tenancy.type");
  EXPECT_EQ(
      refused("moratorium",
              R"({"kind":"standard","start":"2026-12-01","step":{"kind":"claim","on":"soon"}})")
          .place.field,
      "step.on");
  EXPECT_EQ(
      refused(
          "deemed_service",
          R"({"clock":"court","method":"email","at":"2026-11-27T25:00","jurisdiction":"england"})")
          .place.field,
      "at");
  EXPECT_EQ(
      refused("working_days", R"({"from":"2026-11-27","jurisdiction":"england"})").place.field,
      "add");
}

TEST(LawQuestions, ListThoseThatThereAre) {
  const Problem unknown = refused("rent", "{}");
  EXPECT_EQ(unknown.place.field, "question");
  EXPECT_NE(unknown.fix.find("notice_dates"), std::string::npos);
}

}  // namespace
}  // namespace lintel
