#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "server/commands/commands.h"
#include "tests/support/still_clock.h"

// lintel scenario and lintel diagram, with law and policy as they ship.

namespace lintel {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

struct Said {
  Exit exit;
  std::string out;
  std::string err;
};

Said say(const Command& command, const std::vector<std::string>& words) {
  const StillClock clock;
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  CommandContext context{.config = fs::path(LINTEL_SOURCE_DIR) / "config",
                         .database_url = "",
                         .in = in,
                         .out = out,
                         .err = err,
                         .clock = clock,
                         .progress = false};
  const Exit exit = command.run(read_arguments(command, words).value(), context);
  return {exit, out.str(), err.str()};
}

const std::string kStories = (fs::path(LINTEL_SOURCE_DIR) / "tests" / "scenarios").string();

TEST(Stories, EveryOneHoldsAndTogetherTheyReachEveryStateEventAndBranch) {
  const Said said = say(scenario_command(), {kStories, "--coverage"});
  EXPECT_EQ(said.exit, Exit::done) << said.out << said.err;
  EXPECT_THAT(said.out, HasSubstr("arrears_assured: 13 of 13 states"));
  EXPECT_THAT(said.out, HasSubstr("arrears_secure: 13 of 13 states"));
  EXPECT_THAT(said.out, Not(HasSubstr("no story reaches")));
  EXPECT_THAT(said.out, Not(HasSubstr("FAIL")));
}

TEST(Stories, OneThatDoesNotHoldEndsInARefusalWithTheDay) {
  const fs::path file =
      fs::temp_directory_path() / ("lintel-story-" + std::to_string(::getpid()) + ".yaml");
  std::ofstream(file) << "story: Nobody pays and nothing goes.\n"
                         "workflow: arrears_secure\n"
                         "tenancy: {type: secure, weekly_rent: £100.00, owes: £480.00, account: "
                         "in_order}\n"
                         "days:\n"
                         "  - {on: 2026-09-07, run: arrears, expect: {letters: 0}}\n";
  const Said said = say(scenario_command(), {file.string()});
  fs::remove(file);
  EXPECT_EQ(said.exit, Exit::refused);
  EXPECT_THAT(said.out, HasSubstr("FAIL  Nobody pays and nothing goes."));
  EXPECT_THAT(said.out,
              HasSubstr(":5: on 7 September 2026 expected letters 0, came 1 (arrears_reminder)"));
}

TEST(Stories, OneThatIsNotThereIsRefused) {
  const Said said = say(scenario_command(), {"no/such/story.yaml"});
  EXPECT_EQ(said.exit, Exit::refused);
  EXPECT_THAT(said.err, HasSubstr("no/such/story.yaml: the file cannot be read"));
}

TEST(DiagramCommand, DrawsByNameAndNamesWhatIsNear) {
  const Said drawn = say(diagram_command(), {"arrears_secure"});
  EXPECT_EQ(drawn.exit, Exit::done);
  EXPECT_THAT(drawn.out, HasSubstr("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""));
  const Said near = say(diagram_command(), {"arrears_secur"});
  EXPECT_EQ(near.exit, Exit::refused);
  EXPECT_THAT(near.err, HasSubstr("Did you mean \"arrears_secure\"?"));
}

}  // namespace
}  // namespace lintel
