#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ask_law.h"

// Rent, its limits and its changes, in whole answers.

namespace lintel {
namespace {

using testing::HasSubstr;

struct Capped {
  const char* name;
  const char* input;
  const char* maximum;
};
class RentCapOf : public testing::TestWithParam<Capped> {};

TEST_P(RentCapOf, IsRoundedDownToThePenny) {
  const Json answer = ask("rent_cap", GetParam().input);
  EXPECT_EQ(answer.text("maximum"), GetParam().maximum) << to_canonical(answer);
  EXPECT_FALSE(answer.find("steps")->as_array().empty());
}

INSTANTIATE_TEST_SUITE_P(
    Years,
    RentCapOf,
    testing::Values(
        Capped{"TheYearWithAKnownLimit",
               R"({"year_from":"2026-04-06","rent":"107.25","jurisdiction":"england"})",
               "112.39"},
        Capped{"AGivenCpiThatAgrees",
               R"({"year_from":"2026-04-06","rent":"107.25","jurisdiction":"england","cpi":"3.8"})",
               "112.39"},
        Capped{"ALaterYearByAGivenCpi",
               R"({"year_from":"2027-04-05","rent":"112.39","jurisdiction":"england","cpi":"3.0"})",
               "116.88"},
        Capped{"ACpiWrittenAsANumber",
               R"({"year_from":"2027-04-05","rent":"112.39","jurisdiction":"england","cpi":3.0})",
               "116.88"},
        Capped{"WithConvergenceBelowFormula",
               R"({"year_from":"2027-04-05","rent":"112.39","formula_rent":"125.00",
                   "jurisdiction":"england","cpi":"3.0"})",
               "117.88"},
        Capped{"WithConvergenceUpToFormula",
               R"({"year_from":"2027-04-05","rent":"112.39","formula_rent":"117.20",
                   "jurisdiction":"england","cpi":"3.0"})",
               "117.20"},
        Capped{"NotAboveFormula",
               R"({"year_from":"2027-04-05","rent":"112.39","formula_rent":"114.00",
                   "jurisdiction":"england","cpi":"3.0"})",
               "114.00"},
        Capped{"WithoutConvergenceInItsFirstYear",
               R"({"year_from":"2026-04-06","rent":"107.25","formula_rent":"125.00",
                   "jurisdiction":"england"})",
               "112.39"},
        Capped{"WithTwoPoundsFromTheNextYear",
               R"({"year_from":"2028-04-03","rent":"100.00","formula_rent":"125.00",
                   "jurisdiction":"england","cpi":"2"})",
               "105.00"},
        Capped{"Wales",
               R"({"year_from":"2026-04-06","rent":"100.00","jurisdiction":"wales"})",
               "104.30"},
        Capped{"WalesFirstBand",
               R"({"year_from":"2027-04-05","rent":"100.00","jurisdiction":"wales","cpi":"3.0"})",
               "104.00"},
        Capped{"WalesSecondBand",
               R"({"year_from":"2027-04-05","rent":"100.00","jurisdiction":"wales","cpi":"3.1"})",
               "103.60"},
        Capped{"WalesTopOfTheSecondBand",
               R"({"year_from":"2027-04-05","rent":"100.00","jurisdiction":"wales","cpi":"5.0"})",
               "105.50"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(RentCap, IsUnknownUntilTheFigureOfTheYearIsLoaded) {
  for (const char* jurisdiction : {"england", "wales"}) {
    const Json answer = ask("rent_cap",
                            std::string(R"({"year_from":"2027-04-05","rent":"112.39",)") +
                                R"("jurisdiction":")" + jurisdiction + R"("})");
    EXPECT_EQ(answer.text("answer"), "unknown");
    EXPECT_EQ(answer.text("maximum"), "unknown");
    EXPECT_THAT(answer.text("because").value_or(""), HasSubstr("Office for National Statistics"));
    EXPECT_TRUE(
        leans_on(answer, jurisdiction == std::string_view("england") ? "RNT-03" : "RNT-19"));
  }
}

TEST(RentCap, IsManualWhereTheRulesDoNotDecide) {
  const auto because = [](const char* input) {
    return ask("rent_cap", input).text("because").value_or("");
  };
  EXPECT_EQ(
      because(R"({"year_from":"2027-04-05","rent":"100.00","jurisdiction":"wales","cpi":"5.1"})"),
      "with CPI of 5.1 percent, which is not from 0 to 5 percent, the Welsh Ministers decide the "
      "limit");
  EXPECT_EQ(
      because(R"({"year_from":"2027-04-05","rent":"100.00","jurisdiction":"wales","cpi":"-0.1"})"),
      "with CPI of -0.1 percent, which is not from 0 to 5 percent, the Welsh Ministers decide the "
      "limit");
  EXPECT_EQ(
      because(R"({"year_from":"2026-04-06","rent":"100.00","jurisdiction":"england","cpi":"3"})"),
      "the limit of the year is known to be 4.8 percent, and CPI of 3 percent would make it 4 "
      "percent");
  EXPECT_THAT(because(R"({"year_from":"2026-04-06","rent":"130.00","formula_rent":"125.00",
                          "jurisdiction":"england"})"),
              HasSubstr("is above the formula rent of £125.00 already"));
}

TEST(RentCap, LetsOneWelshHomeRiseFurther) {
  EXPECT_EQ(ask("rent_cap", R"({"year_from":"2026-04-06","rent":"100.00","jurisdiction":"wales"})")
                .text("maximum_one_home"),
            "106.85");
  EXPECT_EQ(
      ask("rent_cap", R"({"year_from":"2026-04-06","rent":"100.00","jurisdiction":"england"})")
          .find("maximum_one_home"),
      nullptr);
}

TEST(RentCap, NamesTheFieldThatIsMalformed) {
  const auto field = [](const char* input) { return refused("rent_cap", input).place.field; };
  EXPECT_EQ(field(R"({"year_from":"2026-04-06","rent":"0.00","jurisdiction":"england"})"), "rent");
  EXPECT_EQ(field(R"({"year_from":"2026-04-06","rent":"1.00","jurisdiction":"scotland"})"),
            "jurisdiction");
  EXPECT_EQ(
      field(R"({"year_from":"2026-04-06","rent":"1.00","jurisdiction":"wales","cpi":"3.8%"})"),
      "cpi");
  EXPECT_EQ(
      field(
          R"({"year_from":"2026-04-06","rent":"1.00","jurisdiction":"england","formula_rent":"x"})"),
      "formula_rent");
}

TEST(UcMonthly, SpreadsFiftyTwoWeeksOverTwelveMonths) {
  const auto monthly = [](const char* input) {
    return ask("uc_monthly", input).text("monthly").value_or("");
  };
  EXPECT_EQ(monthly(R"({"weekly_rent":"112.40"})"), "487.07");
  EXPECT_EQ(monthly(R"({"weekly_rent":"112.40","rent_free_weeks":0})"), "487.07");
  EXPECT_EQ(monthly(R"({"weekly_rent":"112.40","rent_free_weeks":4})"), "449.60");
  EXPECT_EQ(ask("uc_monthly", R"({"weekly_rent":"112.40"})").text("method"),
            "£112.40 × 52 ÷ 12, to the nearest penny");
  EXPECT_EQ(ask("uc_monthly", R"({"weekly_rent":"1.00","rent_free_weeks":53})").text("answer"),
            "manual");
  EXPECT_EQ(refused("uc_monthly", R"({"weekly_rent":"1.00","rent_free_weeks":-1})").place.field,
            "rent_free_weeks");
  EXPECT_EQ(refused("uc_monthly", R"({"weekly_rent":112.40})").place.field, "weekly_rent");
}

}  // namespace
}  // namespace lintel
