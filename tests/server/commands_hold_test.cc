#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "domain/canonical_json.h"
#include "server/commands/commands.h"
#include "tests/support/still_clock.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

/// What a command said and how it ended.
struct Said {
  int status = 0;
  std::vector<Json> lines;
  std::string err;
};

Said say(const World& world, std::vector<std::string> words) {
  const StillClock clock;
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  CommandContext context{.config = world.config(),
                         .database_url = "",
                         .in = in,
                         .out = out,
                         .err = err,
                         .clock = clock,
                         .progress = false};
  words.insert(words.end(), {"--database", world.database_url()});
  Said said{run_program(words, context), {}, ""};
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) said.lines.push_back(parse_json(line).value());
  said.err = err.str();
  return said;
}

class HoldCommand : public testing::Test {
 protected:
  HoldCommand() : world(Date{2026, 9, 7}) {
    Household second;
    second.reference = "T-0000002";
    world.lets({}).lets(second).loads_rents();
    world.runs();
    world.weeks_pass(3);
  }
  std::vector<std::string> put(std::vector<std::string> more = {}) {
    std::vector<std::string> words{"hold", "put", "--hold", "dispute", "--reason", "the charge"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  World world;
};

TEST_F(HoldCommand, PutsAHoldOnAndLiftsItByItsNumber) {
  const Said dry = say(world, put({"--by", "margaret", "--dry-run"}));
  EXPECT_EQ(dry.status, 0) << dry.err;
  ASSERT_THAT(dry.lines, SizeIs(1));
  EXPECT_EQ(to_canonical(*dry.lines[0].find("changed")), "2");
  EXPECT_THAT(dry.err, HasSubstr("2 would be held, 0 already held, 0 refused"));

  const Said done = say(world, put({"--by", "margaret", "--json"}));
  EXPECT_EQ(done.status, 0) << done.err;
  ASSERT_THAT(done.lines, SizeIs(3));
  EXPECT_EQ(done.lines[0].text("reference"), "T-0000001");
  EXPECT_EQ(done.lines[0].text("outcome"), "changed");
  const std::string id = done.lines[2].text("id").value();
  EXPECT_THAT(say(world, put({"--by", "margaret"})).err, HasSubstr("0 held, 2 already held"));

  const Said lifted =
      say(world, {"hold", "lift", id, "--reason", "it was right", "--by", "margaret"});
  EXPECT_EQ(lifted.status, 0) << lifted.err;
  EXPECT_EQ(to_canonical(*lifted.lines[0].find("changed")), "2");
  EXPECT_EQ(lifted.lines[0].text("lifts"), id);
}

TEST_F(HoldCommand, ReadsAListOfReferences) {
  const std::filesystem::path list =
      std::filesystem::temp_directory_path() / "lintel_hold_command_list.txt";
  std::ofstream{list} << "T-0000002\nT-9\n";
  const Said done = say(world, put({"--by", "margaret", "--list", list.string()}));
  std::filesystem::remove(list);
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.err, HasSubstr("1 held, 0 already held, 1 refused"));
  EXPECT_THAT(done.err, HasSubstr("1: no open case of this reference is among those picked"));
}

TEST_F(HoldCommand, RefusesWhoMayNotAndWhatIsNot) {
  const Said officer = say(world, put({"--by", "priya"}));
  EXPECT_EQ(officer.status, 1);
  EXPECT_THAT(officer.err, HasSubstr("a team manager, the head of income or an administrator"));
  EXPECT_EQ(say(world, put({"--by", "nobody"})).status, 1);
  EXPECT_EQ(say(world, put({"--by", "margaret", "--list", "/no/such/file"})).status, 1);
  EXPECT_EQ(say(world, put()).status, 2) << "--by is needed";
  const Said number = say(world, {"hold", "lift", "7", "--reason", "x", "--by", "margaret"});
  EXPECT_EQ(number.status, 1);
  EXPECT_THAT(number.err, HasSubstr("is no number of a hold"));
}

}  // namespace
}  // namespace lintel
