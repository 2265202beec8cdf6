#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ask_law.h"

// What bars a debt: time and insolvency.

namespace lintel {
namespace {

using testing::HasSubstr;

/// "barred_after barred" of each debit, of rent of £100.00 due on those days.
std::string barred(const std::vector<std::string>& due, const std::string& rest) {
  std::string debits;
  for (const std::string& day : due) {
    debits +=
        (debits.empty() ? "" : ",") + std::string(R"({"amount":"100.00","due":")") + day + R"("})";
  }
  const Json answer = ask("limitation", R"({"debits":[)" + debits + "]," + rest + "}");
  std::string all;
  for (const Json& each : answer.find("debits")->as_array()) {
    all += (all.empty() ? "" : "; ") + *each.text("barred_after") +
           (each.find("barred")->as_bool() ? " barred" : " live");
  }
  return all;
}

TEST(Limitation, IsSixYearsFromTheDayEachDebitFellDue) {
  EXPECT_EQ(barred({"2020-11-22", "2020-11-23", "2020-11-24"}, R"("on":"2026-11-23")"),
            "2026-11-22 barred; 2026-11-23 live; 2026-11-24 live");
  EXPECT_EQ(barred({"2020-02-29"}, R"("on":"2026-03-01")"), "2026-02-28 barred");
}

TEST(Limitation, StartsAgainWithASignedAcknowledgmentMadeInTime) {
  // 2014: barred before it was signed; 2018: live then; 2025: not yet due.
  EXPECT_EQ(barred({"2014-05-05", "2018-05-07", "2025-05-05"},
                   R"("acknowledged":"2022-01-10","on":"2026-11-23")"),
            "2020-05-05 barred; 2028-01-10 live; 2031-05-05 live");
  // On the last day it is in time, and a day later it is not.
  EXPECT_EQ(
      barred({"2016-01-10", "2016-01-09"}, R"("acknowledged":"2022-01-10","on":"2026-11-23")"),
      "2028-01-10 live; 2022-01-09 barred");
}

TEST(Limitation, IsNotMovedByPartPayment) {
  EXPECT_EQ(barred({"2018-05-07"}, R"("part_paid":"2022-01-10","on":"2026-11-23")"),
            "2024-05-07 barred");
  const Json answer = ask("limitation",
                          R"({"debits":[{"due":"2018-05-07","amount":"100.00"}],
                              "part_paid":"2022-01-10","on":"2026-11-23"})");
  EXPECT_TRUE(leans_on(answer, "LIM-01") && leans_on(answer, "LIM-02"));
  EXPECT_THAT(to_canonical(answer), HasSubstr("gives no more time for the rest"));
}

TEST(Limitation, NamesTheFieldThatIsMalformed) {
  EXPECT_EQ(refused("limitation", R"({"on":"2026-11-23"})").place.field, "debits");
  EXPECT_EQ(refused("limitation", R"({"debits":[5],"on":"2026-11-23"})").place.field, "debits[0]");
  EXPECT_EQ(refused("limitation",
                    R"({"debits":[{"due":"2020-01-06","amount":"1.00"},
                                  {"due":"2020-13-06","amount":"1.00"}],"on":"2026-11-23"})")
                .place.field,
            "debits[1].due");
  EXPECT_EQ(refused("limitation",
                    R"({"debits":[{"due":"2020-01-06","amount":"-1.00"}],"on":"2026-11-23"})")
                .place.field,
            "debits[0].amount");
  EXPECT_EQ(refused("limitation", R"({"debits":[],"on":"2026-11-23","acknowledged":"2026-11-24"})")
                .place.field,
            "acknowledged");
}

struct Insolvent {
  const char* event;
  bool listed;
  bool possession;
  bool money_judgment;
  bool new_arrears;
};
class InsolvencyOf : public testing::TestWithParam<Insolvent> {};

TEST_P(InsolvencyOf, LeavesTheLandlord) {
  const Insolvent& insolvent = GetParam();
  const Json answer = ask("insolvency",
                          std::string(R"({"event":")") + insolvent.event +
                              R"(","on":"2026-06-01","arrears_listed":)" +
                              (insolvent.listed ? "true" : "false") + "}");
  EXPECT_EQ(answer.find("possession")->as_bool(), insolvent.possession) << to_canonical(answer);
  EXPECT_EQ(answer.find("money_judgment")->as_bool(), insolvent.money_judgment);
  EXPECT_EQ(answer.find("new_arrears")->as_bool(), insolvent.new_arrears);
  EXPECT_EQ(answer.find("rules")->as_array().size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Events,
                         InsolvencyOf,
                         testing::Values(Insolvent{"bankruptcy", true, true, false, true},
                                         Insolvent{"bankruptcy", false, true, false, true},
                                         Insolvent{"dro", true, true, false, true},
                                         Insolvent{"dro", false, true, true, true},
                                         Insolvent{"iva", true, false, false, true},
                                         Insolvent{"iva", false, true, true, true}));

TEST(Insolvency, NamesTheFieldThatIsMalformed) {
  EXPECT_EQ(refused("insolvency", R"({"event":"cva","on":"2026-06-01","arrears_listed":true})")
                .place.field,
            "event");
  EXPECT_EQ(refused("insolvency", R"({"event":"dro","on":"2026-06-01"})").place.field,
            "arrears_listed");
  EXPECT_EQ(ask("insolvency", R"({"event":"dro","on":"1985-06-01","arrears_listed":true})")
                .text("answer"),
            "manual");
}

}  // namespace
}  // namespace lintel
