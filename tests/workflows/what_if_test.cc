#include "workflows/what_if.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

using testing::ElementsAre;

class WhatIfNothingIsPaid : public testing::Test {
 protected:
  WhatIfNothingIsPaid() {
    std::ifstream file{std::filesystem::path{LINTEL_SOURCE_DIR} /
                       "config/workflows/arrears_secure.yaml"};
    std::stringstream text;
    text << file.rdbuf();
    definition_ = definition_of(text.str());
    known_ = definition_.new_facts();
    know("rent_account.balance", Value::money(120'00_pence));
    know("rent_account.collectable", Value::money(120'00_pence));
    know("rent_account.weeks_owed", Value::number(1));
    know("tenancy.weekly_rent", Value::money(100'00_pence));
    know("rent_account.paid_in_28_days", Value::money(Money{}));
    know("rent_account.ties", Value::yes_no(true));
    know("rent_account.in_latest_file", Value::yes_no(true));
    know("rent_account.kind", Value::text("rent"));
    know("tenancy.ended", Value::yes_no(false));
    know("case.last_contact_on", Value::none());
    know("case.protocol_steps_done", Value::yes_no(false));
    know("case.officer_assessment_done", Value::yes_no(false));
    know("agreement.live", Value::yes_no(false));
    know("agreement.broken", Value::yes_no(false));
    know("notice.court_from", Value::none());
    know("notice.lapses_on", Value::none());
    at_.state = "early_contact";
    at_.since = Date{2026, 9, 1};
    asked_.today = Date{2026, 9, 7};  // a Monday
    asked_.horizon = Date{2026, 10, 12};
  }

  void know(std::string_view source, Value value) {
    known_.set(static_cast<std::size_t>(definition_.fact_slot_of_source(source)), std::move(value));
  }

  /// What would happen, without the runs that leave the case alone.
  std::vector<std::string> told() {
    const AccountAhead account{.from = Date{2026, 9, 8},
                               .balance = 120'00_pence,
                               .expected_income = {},
                               .weekly_rent = 100'00_pence,
                               .rent_day = Weekday::monday,
                               .charges = {},
                               .payments = {}};
    std::vector<std::string> told;
    for (const Ahead& each : what_if(definition_,
                                     at_,
                                     known_,
                                     account,
                                     NoticeAhead{nullptr, {}, {}, 0},
                                     MadeUpRules{},
                                     asked_))
      if (each.step.changes)
        told.push_back(each.on.to_iso() + " " + each.event + " " + each.step.next.state);
    return told;
  }

  Definition definition_;
  Facts known_{0};
  CaseState at_;
  WhatIf asked_;
};

TEST_F(WhatIfNothingIsPaid, LettersFollowAsTheArrearsGrow) {
  EXPECT_THAT(told(),
              ElementsAre("2026-09-14 arrears_run reminder",
                          "2026-09-21 arrears_run letter_1",
                          "2026-09-28 arrears_run letter_2",
                          "2026-10-05 arrears_run notice_considered",
                          "2026-10-12 record_assessment notice_considered"));
}

TEST_F(WhatIfNothingIsPaid, AHoldThatIsChosenStopsThem) {
  asked_.chosen = {{Date{2026, 9, 16}, "dispute_raised"}};
  EXPECT_THAT(told(),
              ElementsAre("2026-09-14 arrears_run reminder", "2026-09-16 dispute_raised reminder"));
}

TEST_F(WhatIfNothingIsPaid, NothingActsOnAFactThatIsNotKnown) {
  know("rent_account.balance", Value::unknown());
  EXPECT_THAT(told(), testing::IsEmpty());
}

}  // namespace
}  // namespace lintel
