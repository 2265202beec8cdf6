#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "server/commands/commands.h"
#include "tests/support/still_clock.h"

// lintel check, asked about files of law.

namespace lintel {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Said {
  Exit exit;
  std::string out;
};

Said check(const fs::path& path) {
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
  const Command command = check_command();
  const Exit exit = command.run(read_arguments(command, {path.string()}).value(), context);
  return {exit, out.str()};
}

/// One rule in a file of its own, gone with the test.
class CheckLaw : public testing::Test {
 protected:
  CheckLaw() { fs::create_directories(file_.parent_path()); }
  ~CheckLaw() override { fs::remove_all(file_.parent_path()); }

  Said rule(const std::string& unit, const std::string& values) {
    std::ofstream(file_) << "X-01:\n  meaning: A made-up rule\n  parameter: made_up\n  unit: "
                         << unit << "\n  values:\n"
                         << values;
    return check(file_);
  }

  fs::path file_ =
      fs::temp_directory_path() / ("lintel-check-" + std::to_string(::getpid())) / "rules.yaml";
};

std::string value(const std::string& from, const std::string& to, const std::string& citation) {
  return "    - {from: " + from + ", to: " + to + ", value: 2" + citation +
         ", confidence: H, checked_on: 2026-11-24}\n";
}
constexpr const char* kCited = ", citation: \"Made-up Act s.1\"";

TEST_F(CheckLaw, FindsNothingInAGoodFileOrInTheFolder) {
  EXPECT_EQ(rule("weeks", value("2020-01-01", "null", kCited)).exit, Exit::done);
  const fs::path law = fs::path(LINTEL_SOURCE_DIR) / "config" / "law";
  for (const fs::path& asked : {law, law / "", law / "notices.yaml"}) {
    const Said said = check(asked);
    EXPECT_EQ(said.exit, Exit::done) << asked << ": " << said.out;
  }
}

TEST_F(CheckLaw, NamesAGapAnOverlapAMissingCitationAndAnUnknownUnit) {
  const Said gap = rule(
      "weeks", value("2020-01-01", "2020-12-31", kCited) + value("2021-02-01", "null", kCited));
  EXPECT_EQ(gap.exit, Exit::refused);
  EXPECT_THAT(gap.out, HasSubstr("rules.yaml:7:7: from: X-01: no value holds from 2021-01-01 to"));
  const Said overlap = rule(
      "weeks", value("2020-01-01", "2021-03-31", kCited) + value("2021-02-01", "null", kCited));
  EXPECT_THAT(overlap.out,
              HasSubstr("rules.yaml:7:7: from: X-01: this value overlaps the one before"));
  EXPECT_THAT(rule("weeks", value("2020-01-01", "null", "")).out,
              HasSubstr("X-01 has no citation"));
  EXPECT_THAT(rule("fortnights", value("2020-01-01", "null", kCited)).out,
              HasSubstr("\"fortnights\" is not a unit"));
}

/// The first line of each says where its fault is (tests/workflows/faults_test.cc).
TEST(CheckFolder, NamesEverySeededFaultWithItsFileLineAndColumn) {
  const fs::path folder = fs::path(LINTEL_SOURCE_DIR) / "tests" / "workflows" / "faults";
  const Said said = check(folder);
  EXPECT_EQ(said.exit, Exit::refused);
  int faults = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    std::ifstream in(entry.path());
    std::string marked;
    std::string hash;
    std::string id;
    std::string place;
    in >> hash >> marked >> id >> place;
    if (marked != "fault:") {
      EXPECT_THAT(said.out, testing::Not(HasSubstr(name))) << "is sound";
    } else if (!id.starts_with("W")) {
      ++faults;
      EXPECT_THAT(said.out, HasSubstr(name + ":" + place + ": "));
    }
  }
  EXPECT_GE(faults, 60);
}

TEST(CheckFolder, SaysNothingOfTheConfiguration) {
  const Said said = check(fs::path(LINTEL_SOURCE_DIR) / "config");
  EXPECT_EQ(said.out, "");
  EXPECT_EQ(said.exit, Exit::done);
}

}  // namespace
}  // namespace lintel
