#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "server/commands/commands.h"
#include "tests/support/still_clock.h"
#include "tests/support/world.h"

// lintel check, asked about files of law.

namespace lintel {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Said {
  Exit exit;
  std::string out;
};

Said check(const fs::path& path, const std::string& database = "") {
  const StillClock clock;
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  CommandContext context{.config = fs::path(LINTEL_SOURCE_DIR) / "config",
                         .database_url = database,
                         .in = in,
                         .out = out,
                         .err = err,
                         .clock = clock,
                         .progress = false,
                         .database_given = !database.empty()};
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
  const World world{Date{2026, 9, 7}};  // whose people hold the roles
  const Said said = check(folder, world.database_url());
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

/// A file 2026.3 with a map from 2026.2, which the database alone has.
TEST(CheckAgainstADatabase, NamesWhatDoesNotFitTheVersionsThatCasesKeep) {
  World world{Date{2026, 9, 7}};
  world.config_says("workflows/arrears_assured.yaml", "version: \"2026.1\"", "version: \"2026.2\"");
  const std::string live = world.policy().text_of({"arrears_assured", "2026.2"});
  const auto with = [](std::string text, const std::string& was, const std::string& now) {
    return text.replace(text.find(was), was.size(), now);
  };
  const fs::path folder =
      fs::temp_directory_path() / ("lintel-check-db-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const fs::path file = folder / "next.yaml";
  std::ofstream(file) << with(live, "version: \"2026.2\"", "version: \"2026.3\"")
                      << "\nmigrate:\n  from: \"2026.2\"\n"
                         "  states: {no_such_state: closed_paid, same: rest}\n";
  const Said alone = check(file);
  const Said beside = check(file, world.database_url());
  std::ofstream(file) << with(live, "label: Early contact", "label: First contact");
  const Said changed = check(file, world.database_url());
  const Said nowhere = check(file, "sqlite:" + (folder / "none.db").string());
  const bool made = fs::exists(folder / "none.db");
  fs::remove_all(folder);

  const char* missing = "maps the state \"no_such_state\", which 2026.2 does not have";
  EXPECT_THAT(alone.out, testing::Not(HasSubstr(missing)));
  EXPECT_THAT(beside.out, HasSubstr(missing));
  EXPECT_EQ(beside.exit, Exit::refused);
  EXPECT_THAT(changed.out, HasSubstr("arrears_assured 2026.2 is published with another body"));
  EXPECT_THAT(nowhere.out, HasSubstr("there is no database"));
  EXPECT_FALSE(made);
}

TEST(CheckFolder, SaysNothingOfTheConfiguration) {
  const Said said = check(fs::path(LINTEL_SOURCE_DIR) / "config");
  EXPECT_EQ(said.out, "");
  EXPECT_EQ(said.exit, Exit::done);
}

}  // namespace
}  // namespace lintel
