// Northmere Homes on its last day: somebody stands in every state, so that every page has something
// to show.

#include "server/commands/demonstration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <random>
#include <set>
#include <sstream>

#include "server/casework/workflows.h"
#include "storage/migrator.h"

namespace lintel {
namespace {

TEST(Demonstration, LeavesCasesInEveryState) {
  const std::filesystem::path source(LINTEL_SOURCE_DIR);
  const ResultOfMany<Policy> policy = Policy::read(source / "config");
  ASSERT_TRUE(policy) << policy.error().front().to_string();
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) /
                                       ("lintel_demonstration_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::unique_ptr<Database> database =
      Database::open("sqlite:" + (folder / "northmere.db").string());
  migrate(*database);
  ASSERT_THAT(Workflows::load(*database, *policy, london_time(Date{2026, 11, 23}, 0, 0)),
              testing::IsEmpty());
  IdMaker ids([random = std::mt19937_64{20261123}]() mutable { return random(); });
  std::ostringstream told;

  Demonstration{.homes = 400}.play(*policy, *database, ids, folder, told);

  std::set<std::string> states;
  database->read([&](Connection& connection) {
    connection.each("SELECT state FROM tenancy_case",
                    [&](Row& row) { states.insert(row.take<std::string>()); });
  });
  for (const Definition& definition : policy->definitions()) {
    for (const StateDefinition& state : definition.states) {
      EXPECT_THAT(states, testing::Contains(state.name)) << "of " << definition.key.workflow;
    }
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace lintel
