// Where workflows lean on the law book: what is published and live says it, whatever the files say.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/casework/law_uses.h"
#include "server/casework/workflows.h"
#include "tests/support/still_clock.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::Each;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kSetting = "policy.letter_reply_days";

/// A file 2026.2 in which a letter waits by a setting that 2026.1 does not read.
void file_is_changed(World& world) {
  world.config_says(
      "workflows/arrears_assured.yaml",
      {{"version: \"2026.1\"", "version: \"2026.2\""},
       {"days_in_state >= policy.reminder_wait", "days_in_state >= policy.letter_reply_days"}});
}

std::vector<std::string> versions(const Casework& casework, const std::string& rule) {
  const LawEntry* entry = casework.policy().law_index().find(rule);
  if (entry == nullptr) throw std::runtime_error("no rule " + rule);
  std::vector<std::string> all;
  for (const RuleUse& use : casework.law_uses()->of(*entry))
    all.push_back(use.workflow.workflow + " " + use.workflow.version);
  return all;
}

class LawUsesTest : public testing::Test {
 protected:
  World world_{Date{2026, 9, 7}};
};

TEST_F(LawUsesTest, AFormulaHandsItsRulesToEveryGuardThatReadsIt) {
  const LawIndex& index = world_.policy().law_index();
  const LawUses& uses = *world_.casework().law_uses();
  std::vector<std::string> what;
  for (const RuleUse& use : uses.of(*index.find("policy.contact_days")))
    what.push_back(use.what + " / " + use.rule);
  EXPECT_THAT(what, Contains(testing::HasSubstr("/ eligible")));

  std::vector<std::string> holds;
  for (const RuleUse& use : uses.of(*index.find("BS-01"))) {
    if (use.how == RuleUse::How::reads) holds.push_back(use.what);
  }
  EXPECT_THAT(holds, Contains(testing::StartsWith("Hold: ")));
  EXPECT_THAT(uses.of(*index.find("policy.small_arrears")),
              Contains(testing::Field(&RuleUse::in_every_state, true)));
}

TEST_F(LawUsesTest, APublishedVersionThatIsInNoFileCountsUnderItsVersion) {
  const Policy& files = world_.policy();
  EXPECT_THAT(versions(world_.casework(), kSetting), IsEmpty());
  file_is_changed(world_);
  world_.restarts_with(files);
  EXPECT_THAT(versions(world_.casework(), kSetting), Contains("arrears_assured 2026.2"));
  EXPECT_THAT(versions(world_.casework(), "policy.letter_2_weeks"),
              Not(Contains("arrears_assured 2026.1")))
      << "new cases no longer use it";
}

TEST_F(LawUsesTest, AFileThatIsNotPublishedCountsForNothing) {
  World elsewhere(Date{2026, 9, 7});
  file_is_changed(elsewhere);
  const StillClock clock;
  IdMaker ids([random = std::uint64_t{1}]() mutable { return ++random; });
  const Casework casework(world_.database(), elsewhere.policy(), clock, ids);
  EXPECT_THAT(versions(casework, kSetting), IsEmpty());
  EXPECT_THAT(versions(casework, "policy.letter_2_weeks"), Contains("arrears_assured 2026.1"));
}

TEST_F(LawUsesTest, WhatGoesLiveIsSeenWithoutAStart) {
  const auto before = world_.casework().law_uses();
  EXPECT_EQ(world_.casework().law_uses(), before) << "kept while nothing new is live";
  const PublishedWorkflow& now =
      *world_.casework().workflows().published({"arrears_assured", "2026.1"});
  World elsewhere(Date{2026, 9, 7});
  file_is_changed(elsewhere);
  const DefinitionKey next{"arrears_assured", "2026.2"};
  const Definition* changed = elsewhere.casework().workflows().known(next);
  world_.database().write([&](Transaction& tx) {
    const auto added = Workflows::publish(tx,
                                          *changed,
                                          elsewhere.policy().text_of(next),
                                          world_.today(),
                                          now.published_at,
                                          "Sam Hill");
    if (!added) throw std::runtime_error(added.error().to_string());
  });
  world_.casework().tick(world_.today());
  EXPECT_THAT(versions(world_.casework(), kSetting), Each("arrears_assured 2026.2"));
  EXPECT_THAT(versions(world_.casework(), kSetting), Not(IsEmpty()));
}

}  // namespace
}  // namespace lintel
