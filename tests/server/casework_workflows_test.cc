// Which version of a workflow a case keeps, and where versions come from.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/casework/workflow_version.h"
#include "server/casework/workflows.h"
#include "storage/case_store.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kFile = "workflows/arrears_assured.yaml";
constexpr const char* kVersion = "version: \"2026.1\"";

TEST(WorkflowVersions, AreOrderedByTheirNumbers) {
  EXPECT_TRUE(is_earlier_version("2026.9", "2026.10"));
  EXPECT_FALSE(is_earlier_version("2026.10", "2026.9"));
  EXPECT_TRUE(is_earlier_version("2026.1", "2027.1"));
  EXPECT_TRUE(is_earlier_version("2026", "2026.1"));
  EXPECT_FALSE(is_earlier_version("2026.1", "2026.1"));
  EXPECT_TRUE(is_earlier_version("2026.1a", "2026.1b"));
  EXPECT_TRUE(is_earlier_version("2026.02", "2026.3"));
}

TEST(WorkflowVersions, AreFollowedByTheNextNumber) {
  EXPECT_EQ(next_version("2026.1"), "2026.2");
  EXPECT_EQ(next_version("2026.9"), "2026.10");
  EXPECT_EQ(next_version("99"), "100");
  EXPECT_EQ(next_version("v7"), "v8");
  EXPECT_EQ(next_version("autumn"), "autumn.2");
}

class PublishedWorkflows : public testing::Test {
 protected:
  PublishedWorkflows() : world(Date{2026, 9, 7}) { world.lets({}).loads_rents(); }

  DefinitionKey kept() const { return world.page(world.manager).kase.definition; }

  World world;
};

TEST_F(PublishedWorkflows, ComeFromTheConfigurationOnce) {
  std::vector<std::string> names;
  for (const PublishedWorkflow* each : world.casework().workflows().all())
    names.push_back(each->definition.key.workflow + " " + each->definition.key.version);
  EXPECT_THAT(names, ElementsAre("arrears_assured 2026.1", "arrears_secure 2026.1"));
  EXPECT_THAT(Workflows::load(world.database(), world.policy(), london_time(world.today(), 9, 0)),
              IsEmpty())
      << "the same files again";
  EXPECT_EQ(world.casework().workflows().all().front()->text,
            world.policy().text_of({"arrears_assured", "2026.1"}));
}

TEST_F(PublishedWorkflows, AreNeverChangedUnderTheirVersion) {
  try {
    world.config_says(kFile, "label: Early contact", "label: First contact");
    FAIL() << "another body under 2026.1 was taken";
  } catch (const std::runtime_error& refused) {
    EXPECT_THAT(
        refused.what(),
        AllOf(HasSubstr("arrears_assured"),
              HasSubstr("2026.1 was loaded with another body"),
              HasSubstr(world.casework().workflows().all().front()->definition.hash.to_hex()),
              HasSubstr("Give the changed file a new version")));
  }
}

TEST_F(PublishedWorkflows, AreKeptByTheirCasesWhenTheFilesMoveOn) {
  world.weeks_pass(2);
  const std::string state = world.state();
  ASSERT_EQ(kept().version, "2026.1");
  const Definition* before = world.casework().workflows().known(kept());
  world.config_says(kFile, kVersion, "version: \"2026.2\"");
  ASSERT_THAT(world.policy().definitions(), testing::SizeIs(2)) << "2026.1 is in no file now";

  world.weeks_pass(2);
  EXPECT_EQ(kept().version, "2026.1");
  const Definition* from_database = world.casework().workflows().known(kept());
  ASSERT_NE(from_database, nullptr);
  EXPECT_NE(from_database, before);
  EXPECT_NE(world.state(), state) << "the case went on by the version that it keeps";

  Household another;
  another.reference = "T-0000002";
  world.lets(another);
  world.weeks_pass(1);
  EXPECT_EQ(world.page(world.manager, "T-0000002").kase.definition.version, "2026.2");
}

TEST_F(PublishedWorkflows, AreLiveFromTheirDay) {
  world.config_says(kFile, kVersion, "version: \"2026.10\"");
  const Workflows& after = world.casework().workflows();
  EXPECT_EQ(after.live("arrears_assured", world.today())->key.version, "2026.10");
  EXPECT_EQ(after.live("arrears_assured", world.today().plus_days(-1))->key.version, "2026.1");
  EXPECT_EQ(after.live("arrears_of_garages", world.today()), nullptr);
  EXPECT_EQ(after.names(world.today()), "arrears_assured 2026.10, arrears_secure 2026.1");
}

TEST_F(PublishedWorkflows, OfAnotherReplicaAreSeen) {
  Workflows replica(world.database(), world.policy());
  const Definition& old = *replica.known({"arrears_assured", "2026.1"});
  world.config_says(kFile, kVersion, "version: \"2026.2\"");
  EXPECT_EQ(replica.known({"arrears_assured", "2026.2"}), nullptr);
  world.database().read([&](Connection& connection) {
    const Definition* found = replica.find(connection, {"arrears_assured", "2026.2"});
    ASSERT_NE(found, nullptr) << "a case names it";
    EXPECT_EQ(replica.plan_of(*found).unknown_sources(), std::vector<std::string>{});
    EXPECT_EQ(replica.find(connection, {"arrears_assured", "1999.1"}), nullptr);
    EXPECT_THROW(replica.kept_by(connection, {"arrears_assured", "1999.1"}), std::runtime_error);
  });
  EXPECT_EQ(replica.known({"arrears_assured", "2026.1"}), &old) << "pointers stay";
}

}  // namespace
}  // namespace lintel
