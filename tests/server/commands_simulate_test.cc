// lintel simulate, on a landlord of three households that stopped paying.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "domain/canonical_json.h"
#include "server/commands/commands.h"
#include "tests/support/shipped_law.h"
#include "tests/support/still_clock.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Said {
  Exit exit;
  std::string out;
  std::string err;

  std::vector<Json> lines() const {
    std::vector<Json> all;
    std::istringstream in(out);
    for (std::string line; std::getline(in, line);) all.push_back(parse_json(line).value());
    return all;
  }
};

class SimulateCommand : public testing::Test {
 protected:
  SimulateCommand() : world(Date{2026, 9, 7}) {
    for (int number = 1; number <= 3; ++number) {
      Household home;
      home.reference = "T-000000" + std::to_string(number);
      home.pays_until = Date{2026, 8, 30}.plus_days(7 * number);
      world.lets(home);
    }
    world.loads_rents();
    world.runs();
    world.weeks_pass(3);
    folder = fs::path(testing::TempDir()) /
             ("lintel_simulate_" +
              std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::create_directories(folder);
  }
  ~SimulateCommand() override { fs::remove_all(folder); }

  /// The workflow as it ships, with each second for the first of each pair, in a file.
  std::string draft(const std::vector<std::pair<std::string, std::string>>& changes = {}) {
    std::string text = text_of_file(world.config() / "workflows/arrears_assured.yaml");
    for (const auto& [was, now] : changes) {
      const std::size_t at = text.find(was);
      if (at == std::string::npos) throw std::logic_error(was + " is not in the workflow");
      text.replace(at, was.size(), now);
    }
    const std::string file = (folder / ("draft" + std::to_string(++files) + ".yaml")).string();
    std::ofstream(file) << text;
    return file;
  }
  std::string later() {
    return draft(
        {{"weeks_owed >= policy.letter_2_weeks and", "weeks_owed >= policy.letter_2_weeks + 3 and"},
         {"weeks_owed < policy.letter_2_weeks,", "weeks_owed < policy.letter_2_weeks + 3,"}});
  }

  Said simulate(std::vector<std::string> words) {
    words.insert(words.begin(), "simulate");
    words.insert(words.end(), {"--database", world.database_url(), "--on", world.today().to_iso()});
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
    const auto exit = static_cast<Exit>(run_program(words, context));
    return {exit, out.str(), err.str()};
  }
  Hash database_hash() {
    world.database().tend();  // what stands in the write-ahead log is in the file now
    return sha256(text_of_file(world.database_url().substr(std::string("sqlite:").size())));
  }
  static const Json* change_of(const Json& person, const std::string& what) {
    for (const Json& change : person.find("changes")->as_array())
      if (change.find("what")->as_string() == what) return &change;
    return nullptr;
  }

  World world;
  fs::path folder;
  int files = 0;
};

TEST_F(SimulateCommand, NamesThePeopleAffectedWithBothDatesAndThenTheTotals) {
  const Said said = simulate({"--workflow", later(), "--if-nothing-is-paid"});
  ASSERT_EQ(said.exit, Exit::done) << said.err;
  const std::vector<Json> lines = said.lines();
  ASSERT_THAT(lines, SizeIs(3)) << "two people and the totals";
  EXPECT_EQ(lines[0].find("reference")->as_string(), "T-0000001");
  EXPECT_EQ(lines[0].find("names")->as_string(), "Daniel Okafor");
  EXPECT_EQ(lines[0].find("patch")->as_string(), "East");
  const Json* letter = change_of(lines[0], "letter_2");
  ASSERT_NE(letter, nullptr);
  EXPECT_EQ(days_between(Date::parse(letter->find("live")->as_string()).value(),
                         Date::parse(letter->find("draft")->as_string()).value()),
            14);
  EXPECT_THAT(letter->find("because")->as_string(), HasSubstr("weeks owed"));
  EXPECT_EQ(lines[2].find("affected")->as_integer(), 2);
  EXPECT_EQ(lines[2].find("cases")->as_integer(), 2);
  EXPECT_EQ(lines[2].find("days")->as_integer(), 90);
  EXPECT_THAT(said.err,
              AllOf(HasSubstr("blocked by law: 0 live, 0 draft"),
                    HasSubstr("2 people affected. Nothing was written and nothing was sent.")));
}

TEST_F(SimulateCommand, LeavesTheDatabaseAsItIsToTheLastByte) {
  const Hash before = database_hash();
  EXPECT_EQ(simulate({"--workflow", later(), "--if-nothing-is-paid"}).exit, Exit::done);
  EXPECT_EQ(database_hash(), before);
}

TEST_F(SimulateCommand, SaysTheSameEachTimeHoweverTheWorkIsShared) {
  const std::string file = later();
  const Said once = simulate({"--workflow", file, "--if-nothing-is-paid"});
  EXPECT_EQ(simulate({"--workflow", file, "--if-nothing-is-paid"}).out, once.out);
}

TEST_F(SimulateCommand, OfWhatIsLiveNamesNobody) {
  const Said said = simulate({"--workflow", draft(), "--if-nothing-is-paid"});
  EXPECT_EQ(said.exit, Exit::done);
  EXPECT_THAT(said.lines(), SizeIs(1));
  EXPECT_THAT(said.err, HasSubstr("0 people affected."));
}

TEST_F(SimulateCommand, ComparesWithAFileOrAVersionWhenAsked) {
  const std::string file = later();
  EXPECT_THAT(simulate({"--workflow", file, "--against", file}).lines(), SizeIs(1));
  const Said version =
      simulate({"--workflow", file, "--against", "arrears_assured/2026.1", "--if-nothing-is-paid"});
  EXPECT_THAT(version.lines(), SizeIs(3));
}

TEST_F(SimulateCommand, SupposesASettingUnderTheDraft) {
  const Said said = simulate({"--workflow",
                              draft(),
                              "--setting",
                              "letter_2_weeks=6",
                              "--if-nothing-is-paid",
                              "--days",
                              "60"});
  ASSERT_EQ(said.exit, Exit::done) << said.err;
  EXPECT_EQ(said.lines().back().find("affected")->as_integer(), 2);
  EXPECT_EQ(said.lines().back().find("days")->as_integer(), 60);
}

TEST_F(SimulateCommand, RefusesWhatItCannotTry) {
  const Said unknown = simulate({"--workflow", draft(), "--against", "arears_assured"});
  EXPECT_EQ(unknown.exit, Exit::refused);
  EXPECT_THAT(unknown.err,
              AllOf(HasSubstr("no published workflow is called \"arears_assured\""),
                    HasSubstr("arrears_assured 2026.1")));
  const Said missing = simulate({"--workflow", (folder / "none.yaml").string()});
  EXPECT_EQ(missing.exit, Exit::refused);
  EXPECT_THAT(missing.err, HasSubstr("none.yaml cannot be read"));
  const Said faulty = simulate(
      {"--workflow",
       draft({{"weeks_owed >= policy.letter_1_weeks", "weeks_owd >= policy.letter_1_weeks"}})});
  EXPECT_EQ(faulty.exit, Exit::refused);
  EXPECT_THAT(faulty.err, AllOf(HasSubstr("draft2.yaml:"), HasSubstr("weeks_owd")));
  const Said setting = simulate({"--workflow", draft(), "--setting", "letter_2_week=3"});
  EXPECT_EQ(setting.exit, Exit::refused);
  EXPECT_THAT(setting.err, HasSubstr("letter_2_weeks"));
  EXPECT_EQ(simulate({}).exit, Exit::usage) << "there is no draft to try";
  for (const Said& each : {unknown, missing, faulty, setting}) EXPECT_THAT(each.out, IsEmpty());
}

}  // namespace
}  // namespace lintel
