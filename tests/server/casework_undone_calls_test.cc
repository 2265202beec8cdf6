// A call that a policy asks for, and the call that undoes it under the same key.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/effect_store.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

std::vector<EffectRow> calls(World& world) {
  return world.database().read([&](Connection& connection) {
    std::vector<EffectRow> rows =
        EffectStore(connection).pending(Instant{} + std::chrono::hours(24 * 366 * 200), 100);
    std::erase_if(rows, [](const EffectRow& each) { return each.kind != "call"; });
    return rows;
  });
}

TEST(UndoneCalls, NameTheKeyOfTheCallThatTheyUndo) {
  World world{Date{2026, 9, 7}};
  // The post is the only connector yet, so it is both the call and the one that undoes it.
  world.config_says("workflows/arrears_assured.yaml",
                    {{"version: \"2026.1\"", "version: \"2026.2\""},
                     {"by: task.officer_assessment, needs: [assessment], because",
                      "by: task.officer_assessment, needs: [assessment], do: [{call: {connector: "
                      "post.send, compensate: post.send}}], because"},
                     {"label: Step back to letter 2, by",
                      "label: Step back to letter 2, compensates: true, by"}});
  world.lets({}).loads_rents();
  world.runs();
  world.weeks_pass(4);
  ASSERT_EQ(world.state(), "notice_considered");
  world.ready_for_notice();  // records the assessment
  ASSERT_THAT(calls(world), testing::SizeIs(1));
  const std::string key = calls(world).front().key();

  const Outcome back = world.press(world.officer, "step_back", Json::Object{{"reason", "paid"}});
  ASSERT_TRUE(back.applied()) << testing::PrintToString(refused_because(back));
  EXPECT_THAT(back.decision.actions, testing::Contains("call:post.send"));
  ASSERT_THAT(calls(world), testing::SizeIs(2));
  const Json payload = parse_json(calls(world).back().payload).value();
  EXPECT_EQ(payload.find("call")->as_string(), "post.send");
  EXPECT_EQ(payload.find("undoes")->as_string(), key);
}

}  // namespace
}  // namespace lintel
