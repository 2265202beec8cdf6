// A case of many events shows a page of them at a time, and still knows where it has been.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/web/timeline_view.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

struct LongCase : World {
  LongCase() : World(Date{2026, 9, 7}) {
    lets({}).loads_rents();
    runs();
    weeks_pass(3);
    for (int i = 0; i < 60; ++i) {
      const Outcome outcome = press(
          officer, "record_contact", Json::Object{{"method", "telephone"}, {"reached", "no"}});
      if (!outcome.applied()) throw std::runtime_error("the contact was not recorded");
    }
  }
  CasePage before(std::int64_t number) {
    return *casework().case_page("T-0000001", manager, number).page;
  }
};

TEST(Timeline, IsShownAPageAtATime) {
  LongCase world;
  const CasePage newest = world.page(world.manager);
  ASSERT_THAT(newest.timeline, SizeIs(50));
  EXPECT_EQ(newest.timeline.front().seq, newest.kase.version);
  EXPECT_FALSE(newest.after.has_value());
  ASSERT_TRUE(newest.earlier.has_value());
  EXPECT_EQ(*newest.earlier, newest.timeline.back().seq);

  const CasePage older = world.before(*newest.earlier);
  EXPECT_EQ(older.timeline.front().seq, *newest.earlier - 1);
  EXPECT_EQ(older.timeline.back().seq, 1);
  EXPECT_FALSE(older.earlier.has_value());
  EXPECT_EQ(older.next_why, newest.next_why) << "the head of the case is that of today";
  EXPECT_THAT(older.contacts, SizeIs(60));
}

TEST(Timeline, ReachesStagesWhoseEventsAreOnNoPage) {
  LongCase world;
  const CasePage newest = world.page(world.manager);
  for (const TimelineEntry& entry : newest.timeline) EXPECT_EQ(entry.kind, "contact");
  const auto letter = std::ranges::find(newest.stages, Stage::letter_1, &StageStep::stage);
  ASSERT_NE(letter, newest.stages.end());
  EXPECT_TRUE(letter->reached_on.has_value());
  EXPECT_FALSE(newest.chart.marks.empty());
}

TEST(Timeline, LinksToEarlierEventsAndBack) {
  LongCase world;
  const CasePage newest = world.page(world.manager);
  const View first = timeline_view(newest, "contact", true);
  const auto* earlier = std::get_if<std::string>(first.find("earlier"));
  ASSERT_NE(earlier, nullptr);
  EXPECT_THAT(*earlier, HasSubstr("before=" + std::to_string(*newest.earlier)));
  EXPECT_THAT(*earlier, HasSubstr("show=contact"));
  const View last = timeline_view(world.before(*newest.earlier), "", true);
  EXPECT_NE(std::get_if<std::string>(last.find("newest")), nullptr);
}

}  // namespace
}  // namespace lintel
