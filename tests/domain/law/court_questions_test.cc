#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ask_law.h"

// The claim, the order and what follows it, in whole answers.

namespace lintel {
namespace {

using testing::HasSubstr;

/// The dates of a hearing, in the order in which they come.
std::string dates_of(const Json& answer) {
  std::string all;
  for (const char* field : {"earliest_hearing",
                            "latest_standard_hearing",
                            "serve_by",
                            "statement_by_policy",
                            "statement_by_protocol",
                            "evidence_by"}) {
    all += (all.empty() ? "" : " ") + answer.text(field).value_or("-");
  }
  return all;
}

TEST(Hearing, IsTwentyEightClearDaysAfterIssue) {
  const Json answer = ask("hearing", R"({"issued":"2027-01-04"})");
  EXPECT_EQ(dates_of(answer), "2027-02-02 2027-03-01 2027-01-11 2027-01-19 2027-01-22 2027-01-28");
  EXPECT_EQ(answer.text("counted_back_from"), "2027-02-02");
  EXPECT_THAT(answer.find("steps")->as_array().at(2).as_string(), HasSubstr("No hearing is given"));
  for (const char* rule :
       {"CRT-03", "CRT-04", "CRT-05", "CRT-06", "PAP-14a", "PAP-14b", "CNT-02", "CAL-01"}) {
    EXPECT_TRUE(leans_on(answer, rule)) << rule;
  }
}

TEST(Hearing, IsCountedBackFrom) {
  EXPECT_EQ(dates_of(ask("hearing", R"({"issued":"2027-01-04","hearing":"2027-02-15"})")),
            "2027-02-02 2027-03-01 2027-01-24 2027-02-01 2027-02-04 2027-02-10");
  EXPECT_EQ(dates_of(ask("hearing", R"({"hearing":"2027-02-02"})")),
            "- - 2027-01-11 2027-01-19 2027-01-22 2027-01-28");
}

TEST(Hearing, LeavesOutBankHolidaysFromShortPeriodsAlone) {
  // Tuesday after Easter: Maundy Thursday and Wednesday are the two business days between.
  const Json answer = ask("hearing", R"({"hearing":"2027-03-30"})");
  EXPECT_EQ(answer.text("evidence_by"), "2027-03-23");
  EXPECT_EQ(answer.text("statement_by_policy"), "2027-03-12");
  EXPECT_EQ(answer.text("serve_by"), "2027-03-08");
}

TEST(Hearing, SaysWhereADayIsNotAWorkingDay) {
  const Json answer = ask("hearing", R"({"issued":"2027-01-08","hearing":"2027-02-08"})");
  EXPECT_EQ(answer.text("earliest_hearing"), "2027-02-06");  // a Saturday
  EXPECT_THAT(answer.find("steps")->as_array().at(0).as_string(),
              HasSubstr("not a working day; the next is Monday 8 February 2027"));
  EXPECT_EQ(answer.text("serve_by"), "2027-01-17");  // a Sunday
  EXPECT_THAT(answer.find("steps")->as_array().at(2).as_string(),
              HasSubstr("not a working day; the last before it is Friday 15 January 2027"));
}

TEST(Hearing, SaysWhenItIsSoonerOrLaterThanTheRules) {
  EXPECT_THAT(to_canonical(ask("hearing", R"({"issued":"2027-01-04","hearing":"2027-02-01"})")),
              HasSubstr("is sooner: only the court can shorten the time"));
  EXPECT_THAT(to_canonical(ask("hearing", R"({"issued":"2027-01-04","hearing":"2027-03-02"})")),
              HasSubstr("is later than the standard period"));
}

TEST(Hearing, IsRefusedWithASentence) {
  EXPECT_EQ(refused("hearing", "{}").place.field, "issued");
  EXPECT_EQ(refused("hearing", R"({"hearing":"soon"})").place.field, "hearing");
  EXPECT_EQ(ask("hearing", R"({"issued":"2027-01-04","hearing":"2026-12-01"})").text("because"),
            "the hearing is before the day on which the claim was issued");
  EXPECT_EQ(ask("hearing", R"({"hearing":"2031-02-03"})").text("because"),
            "the bank holidays of 2 February 2031 are not known");
  EXPECT_EQ(ask("hearing", R"({"issued":"2001-01-04"})").text("answer"), "manual");
}

TEST(PossessionDate, IsFourteenDaysOrSixWeeksAfterAMandatoryOrder) {
  const Json answer = ask("possession_date", R"({"order_made":"2027-02-02","mandatory":true})");
  EXPECT_EQ(answer.text("latest"), "2027-02-16");
  EXPECT_EQ(answer.text("latest_hardship"), "2027-03-16");
  EXPECT_FALSE(answer.find("suspendable")->as_bool());
  EXPECT_TRUE(leans_on(answer, "CRT-12") && leans_on(answer, "CRT-13") &&
              leans_on(answer, "CRT-15"));
}

TEST(PossessionDate, HasNoLimitOnAGroundOfDiscretion) {
  const Json answer = ask("possession_date", R"({"order_made":"2027-02-02","mandatory":false})");
  EXPECT_TRUE(answer.find("latest")->is_null());
  EXPECT_TRUE(answer.find("latest_hardship")->is_null());
  EXPECT_TRUE(answer.find("suspendable")->as_bool());
  EXPECT_TRUE(leans_on(answer, "CRT-14"));
}

struct EnforcedOrder {
  const char* name;
  const char* input;
  const char* form;
  bool permission;
};
class EnforcementOf : public testing::TestWithParam<EnforcedOrder> {};

TEST_P(EnforcementOf, TakesItsForm) {
  const Json answer = ask("enforcement", GetParam().input);
  ASSERT_EQ(answer.text("form"), GetParam().form) << to_canonical(answer);
  EXPECT_EQ(answer.find("permission_needed")->as_bool(), GetParam().permission);
}

INSTANTIATE_TEST_SUITE_P(
    Orders,
    EnforcementOf,
    testing::Values(
        EnforcedOrder{"Outright",
                      R"({"order":{"kind":"outright","made":"2026-10-01"},"on":"2026-11-23"})",
                      "N325",
                      false},
        EnforcedOrder{"SuspendedForArrears",
                      R"({"order":{"kind":"suspended","made":"2026-01-05","terms":"arrears"},
                          "on":"2026-11-23","breach":"non_payment"})",
                      "N325A",
                      false},
        EnforcedOrder{"SuspendedForArrearsBreachUnsaid",
                      R"({"order":{"kind":"suspended","made":"2026-01-05","terms":"arrears"},
                          "on":"2026-11-23"})",
                      "N325A",
                      false},
        EnforcedOrder{"SuspendedTermsUnsaid",
                      R"({"order":{"kind":"suspended","made":"2026-01-05"},
                          "on":"2026-11-23","breach":"non_payment"})",
                      "N325A",
                      false},
        EnforcedOrder{"SuspendedForConduct",
                      R"({"order":{"kind":"suspended","made":"2026-01-05","terms":"conduct"},
                          "on":"2026-11-23","breach":"conduct"})",
                      "N244",
                      true},
        EnforcedOrder{"SuspendedForArrearsBeforeTheRuleChanged",
                      R"({"order":{"kind":"suspended","made":"2018-01-05","terms":"arrears"},
                          "on":"2018-09-30","breach":"non_payment"})",
                      "N244",
                      true},
        EnforcedOrder{"SuspendedForArrearsOnceTheRuleChanged",
                      R"({"order":{"kind":"suspended","made":"2018-01-05","terms":"arrears"},
                          "on":"2018-10-01","breach":"non_payment"})",
                      "N325A",
                      false},
        EnforcedOrder{"Postponed",
                      R"({"order":{"kind":"postponed","made":"2026-01-05"},"on":"2026-11-23"})",
                      "N244",
                      true},
        EnforcedOrder{"OnTheLastDayOfSixYears",
                      R"({"order":{"kind":"outright","made":"2020-11-24"},"on":"2026-11-23"})",
                      "N325",
                      false},
        EnforcedOrder{"AfterSixYears",
                      R"({"order":{"kind":"outright","made":"2020-11-24"},"on":"2026-11-24"})",
                      "N244",
                      true}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Enforcement, GivesFourteenClearDaysNoticeOrSevenOfANewDate) {
  const Json answer = ask("enforcement",
                          R"({"order":{"kind":"outright","made":"2026-10-01"},
                              "on":"2027-02-01","eviction":"2027-03-16"})");
  EXPECT_EQ(answer.text("notice_of_eviction_by"), "2027-03-01");
  EXPECT_EQ(answer.text("relisted_notice_by"), "2027-03-08");
  EXPECT_TRUE(leans_on(answer, "ENF-01") && leans_on(answer, "ENF-07"));
  EXPECT_TRUE(
      ask("enforcement", R"({"order":{"kind":"outright","made":"2026-10-01"},"on":"2027-02-01"})")
          .find("notice_of_eviction_by")
          ->is_null());
}

TEST(Enforcement, IsManualWhereTheBreachIsNotATerm) {
  EXPECT_EQ(ask("enforcement",
                R"({"order":{"kind":"suspended","made":"2026-01-05","terms":"conduct"},
                    "on":"2026-11-23","breach":"non_payment"})")
                .text("because"),
            "the order is suspended on conduct, and a failure to pay does not break it: read its "
            "terms");
  EXPECT_EQ(
      ask("enforcement", R"({"order":{"kind":"suspended","made":"2026-01-05"},"on":"2026-11-23"})")
          .text("answer"),
      "manual");
  EXPECT_EQ(
      ask("enforcement", R"({"order":{"kind":"outright","made":"2026-12-05"},"on":"2026-11-23"})")
          .text("because"),
      "the day asked about is before the order");
  EXPECT_EQ(refused("enforcement", R"({"order":{"kind":"outright","made":"x"},"on":"2026-11-23"})")
                .place.field,
            "order.made");
  EXPECT_EQ(refused("enforcement",
                    R"({"order":{"kind":"outright","made":"2026-01-01"},"on":"2026-11-23",
                        "breach":"noise"})")
                .place.field,
            "breach");
}

struct Charged {
  const char* kind;
  const char* on;
  const char* amount;
};
class FeeOn : public testing::TestWithParam<Charged> {};

TEST_P(FeeOn, IsThatOfTheDayOrUnknown) {
  const Charged& charged = GetParam();
  const Json answer =
      ask("fee", std::string(R"({"kind":")") + charged.kind + R"(","on":")" + charged.on + R"("})");
  EXPECT_EQ(answer.text("amount"), charged.amount) << to_canonical(answer);
  EXPECT_FALSE(answer.find("rules")->as_array().empty());
  if (std::string_view(charged.amount) != "unknown") return;
  EXPECT_EQ(answer.text("answer"), "unknown");
  EXPECT_THAT(answer.text("because").value_or(""), HasSubstr("Load "));
  EXPECT_THAT(answer.text("because").value_or(""), HasSubstr(", from "));
}

INSTANTIATE_TEST_SUITE_P(Days,
                         FeeOn,
                         testing::Values(Charged{"claim", "2016-03-20", "unknown"},
                                         Charged{"claim", "2016-03-21", "355.00"},
                                         Charged{"claim", "2024-04-30", "355.00"},
                                         Charged{"claim", "2024-05-01", "391.00"},
                                         Charged{"claim", "2025-04-07", "391.00"},
                                         Charged{"claim", "2025-04-08", "404.00"},
                                         Charged{"claim", "2026-06-30", "404.00"},
                                         Charged{"claim", "2026-07-01", "unknown"},
                                         Charged{"claim", "2026-07-05", "unknown"},
                                         Charged{"claim", "2026-07-06", "415.00"},
                                         Charged{"claim", "2026-11-23", "415.00"},
                                         Charged{"warrant", "2024-04-30", "130.00"},
                                         Charged{"warrant", "2024-05-01", "143.00"},
                                         Charged{"warrant", "2025-04-08", "148.00"},
                                         Charged{"warrant", "2026-06-30", "148.00"},
                                         Charged{"warrant", "2026-07-01", "unknown"},
                                         Charged{"warrant", "2026-11-23", "unknown"},
                                         Charged{"application_on_notice", "2024-04-30", "275.00"},
                                         Charged{"application_on_notice", "2024-05-01", "303.00"},
                                         Charged{"application_on_notice", "2025-04-08", "313.00"},
                                         Charged{"application_on_notice", "2026-07-03", "unknown"},
                                         Charged{"application_on_notice", "2026-11-23", "321.00"},
                                         Charged{"application_by_consent", "2024-04-30", "108.00"},
                                         Charged{"application_by_consent", "2024-05-01", "119.00"},
                                         Charged{"application_by_consent", "2026-01-05", "123.00"},
                                         Charged{"application_by_consent", "2026-07-03", "unknown"},
                                         Charged{
                                             "application_by_consent", "2026-11-23", "126.00"}));

TEST(Fee, NamesTheRuleOfItsDay) {
  const auto claim = [](const char* on) {
    return ask("fee", std::string(R"({"kind":"claim","on":")") + on + R"("})");
  };
  EXPECT_TRUE(leans_on(claim("2024-05-01"), "FEE-01"));
  EXPECT_TRUE(leans_on(claim("2026-06-30"), "FEE-02"));
  EXPECT_TRUE(leans_on(claim("2026-07-06"), "FEE-03"));
}

TEST(Fee, OfAnAdjournmentByConsentIsNothingFourteenDaysBefore) {
  const auto amount = [](const char* hearing) {
    return ask("fee",
               std::string(R"({"kind":"adjourn_by_consent","on":"2026-11-23","hearing":")") +
                   hearing + R"("})")
        .text("amount");
  };
  EXPECT_EQ(amount("2026-12-07"), "0.00");
  EXPECT_EQ(amount("2026-12-06"), "126.00");
  const Json unsaid = ask("fee", R"({"kind":"adjourn_by_consent","on":"2026-11-23"})");
  EXPECT_EQ(unsaid.text("answer"), "manual");
  EXPECT_THAT(unsaid.text("because").value_or(""), HasSubstr("hearing, which is not given"));
  EXPECT_EQ(refused("fee", R"({"kind":"claims","on":"2026-11-23"})").place.field, "kind");
}

TEST(Fee, IsManualBeforeTheFirstDayOfItsRule) {
  const Json answer = ask("fee", R"({"kind":"claim","on":"2014-12-31"})");
  EXPECT_EQ(answer.text("answer"), "manual");
  EXPECT_EQ(answer.text("because"), "no rule on 31 December 2014 gives the fee of claim");
}

TEST(WorkingDays, NameTheHolidaysOfEveryYearThatTheyCross) {
  const Json answer =
      ask("working_days", R"({"from":"2026-12-23","add":10,"jurisdiction":"england"})");
  EXPECT_EQ(answer.text("date"), "2027-01-11");
  EXPECT_EQ(answer.find("rules")->as_array().size(), 2U);
}

}  // namespace
}  // namespace lintel
