#include "domain/law/rules_asked.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/shipped_law.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::IsEmpty;

const Date kToday{2026, 11, 23};

TEST(RulesAsked, EveryQuestionIsAskedWithAnInputThatFits) {
  // A new question needs its fields among the inputs of rules_asked.cc.
  EXPECT_THAT(questions_never_asked(shipped_law(), kToday), IsEmpty());
}

TEST(RulesAsked, NameTheQuestionsThatLeanOnARule) {
  const QuestionsOfRules found = questions_of_rules(shipped_law(), kToday);
  EXPECT_THAT(found.at("S8-01"), Contains("notice_dates"));
  EXPECT_THAT(found.at("G8-01"), Contains("ground8"));
  EXPECT_THAT(found.at("BS-01"), Contains("moratorium"));
  EXPECT_THAT(found.at("REG-02"), Contains("regime"));
  EXPECT_THAT(found.at("PAP-01"), Contains("protocol"));
  EXPECT_FALSE(found.contains("REG-06")) << "no question reads what a word means";
}

}  // namespace
}  // namespace lintel
