#include "domain/percent.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lintel {
namespace {

TEST(Percent, ReadsWhatItWrites) {
  for (const char* text : {"0", "3.8", "-0.25", "4", "999.99", "0.05"}) {
    EXPECT_EQ(Percent::parse(text)->to_string(), text);
  }
  EXPECT_EQ(Percent::parse("3.80")->to_string(), "3.8");
}

TEST(Percent, RefusesWhatIsNotOne) {
  for (const char* text :
       {"", "-", ".5", "5.", "3.8%", "3.801", "1000", "3,8", "1e2", "--1", "- 1"}) {
    EXPECT_FALSE(Percent::parse(text)) << text;
  }
}

TEST(Percent, RaisesMoneyRoundedDown) {
  const Percent four = *Percent::parse("4");
  EXPECT_EQ(four.raise(112'39_pence), 116'88_pence);
  EXPECT_EQ(four.raise_exactly(112'39_pence), "£116.8856");
  EXPECT_EQ(Percent::parse("4.8")->raise(107'25_pence), 112'39_pence);
  EXPECT_EQ(Percent::parse("-50")->raise(1_pence), 0_pence);
  EXPECT_EQ(Percent::parse("-150")->raise(1_pence), -1_pence);
  EXPECT_EQ(Percent::parse("0")->raise_exactly(100'00_pence), "£100.00");
}

RC_GTEST_PROP(Percent, NeverRoundsUp, ()) {
  const auto pence = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
  const auto tenths = *rc::gen::inRange(0, 200);
  const Percent percent =
      *Percent::parse(std::to_string(tenths / 10) + "." + std::to_string(tenths % 10));
  const std::int64_t raised = percent.raise(Money::from_pence(pence)).pence();
  RC_ASSERT(raised * 1000 <= pence * (1000 + tenths));
  RC_ASSERT((raised + 1) * 1000 > pence * (1000 + tenths));
}

}  // namespace
}  // namespace lintel
