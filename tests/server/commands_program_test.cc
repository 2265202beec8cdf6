#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "domain/canonical_json.h"
#include "server/commands/commands.h"
#include "server/config.h"
#include "tests/support/still_clock.h"

namespace lintel {
namespace {

struct Said {
  int status;
  std::string out;
  std::string err;
};

class Program : public ::testing::Test {
 protected:
  Program() {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("lintel_commands_" + std::to_string(::getpid()) + "_" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_ / "config");
  }
  ~Program() override { std::filesystem::remove_all(folder_); }

  Said run(std::vector<std::string> words, const std::string& typed = "") {
    std::istringstream in(typed);
    std::ostringstream out;
    std::ostringstream err;
    CommandContext context{.config = folder_ / "config",
                           .database_url = "",
                           .in = in,
                           .out = out,
                           .err = err,
                           .clock = clock_,
                           .progress = false};
    words.insert(words.end(), {"--database", "sqlite:" + (folder_ / "var" / "lintel.db").string()});
    const int status = run_program(words, context);
    return {status, out.str(), err.str()};
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / "config" / name) << text;
  }

  StillClock clock_;
  std::filesystem::path folder_;
};

TEST_F(Program, ListsEveryCommandAndExplainsEach) {
  const Said list = run({"help"});
  EXPECT_EQ(list.status, 0);
  for (const Command& command : all_commands()) {
    EXPECT_THAT(list.out, ::testing::HasSubstr(command.name + " "));
    std::vector<std::string> words = {"help"};
    std::istringstream name(command.name);
    for (std::string word; name >> word;) words.push_back(word);
    const Said one = run(words);
    EXPECT_EQ(one.status, 0) << command.name;
    EXPECT_THAT(one.out, ::testing::StartsWith("lintel " + command.name));
    EXPECT_THAT(one.out, ::testing::HasSubstr("Exit status"));
  }
}

TEST_F(Program, NamesTheNearestCommandAndOption) {
  const Said command = run({"migrat"});
  EXPECT_EQ(command.status, 2);
  EXPECT_THAT(command.err, ::testing::HasSubstr("Did you mean \"migrate\"?"));
  const Said option = run({"user", "add", "ama", "--nam", "Ama"});
  EXPECT_EQ(option.status, 2);
  EXPECT_THAT(option.err, ::testing::HasSubstr("Did you mean \"--name\"?"));
  EXPECT_EQ(option.out, "");
}

TEST_F(Program, CallsAWrongLineAUsageError) {
  EXPECT_EQ(run({}).status, 2);
  EXPECT_EQ(run({"user"}).status, 2);
  EXPECT_EQ(run({"user", "add"}).status, 2);
  EXPECT_EQ(run({"migrate", "more"}).status, 2);
  EXPECT_EQ(run({"serve", "--at"}).status, 2);
  EXPECT_EQ(run({"serve", "--at", "23/11/2026"}).status, 2);
  EXPECT_EQ(run({"serve", "--at", "2026-11-23T25:00"}).status, 2);
  EXPECT_EQ(run({"serve", "--at=2026-11-23", "--at=2026-11-24"}).status, 2);
}

TEST_F(Program, ReadsDatesMomentsAndNumbersStrictly) {
  const Command command{.name = "x",
                        .one_line = "",
                        .words = "",
                        .least_words = 0,
                        .most_words = kAnyNumber,
                        .options = {{"--on", Takes::date, "DATE", ""},
                                    {"--at", Takes::moment, "AT", ""},
                                    {"--n", Takes::number, "N", ""},
                                    {"--dry-run", Takes::nothing, "", ""}},
                        .explains = "",
                        .run = {}};
  const Arguments arguments = read_arguments(command,
                                             {"a",
                                              "--on",
                                              "2026-11-23",
                                              "--at=2026-07-01T09:30",
                                              "--n",
                                              "12",
                                              "--dry-run",
                                              "--",
                                              "--b"})
                                  .value();
  EXPECT_EQ(arguments.date("--on"), (Date{2026, 11, 23}));
  EXPECT_EQ(to_iso(*arguments.moment("--at")), "2026-07-01T08:30:00.000Z");
  EXPECT_EQ(arguments.number("--n"), 12);
  EXPECT_TRUE(arguments.has("--dry-run"));
  EXPECT_EQ(arguments.words(), (std::vector<std::string>{"a", "--b"}));
  for (const std::vector<std::string>& wrong :
       std::vector<std::vector<std::string>>{{"--on", "2026-02-30"},
                                             {"--on", "2026-1-1"},
                                             {"--n", "-1"},
                                             {"--n", "1x"},
                                             {"--at", "2026-11-23 09:00"},
                                             {"--dry-run=yes"}}) {
    EXPECT_FALSE(read_arguments(command, wrong)) << wrong[0];
  }
}

TEST_F(Program, BringsAnEmptyDatabaseToItsLevelOnce) {
  const Said first = run({"migrate"});
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_EQ(parse_json(first.out)->find("from")->as_integer(), 0);
  const Said second = run({"migrate"});
  EXPECT_EQ(parse_json(second.out)->find("from")->as_integer(),
            parse_json(second.out)->find("to")->as_integer());
}

TEST_F(Program, KeepsPeople) {
  const Said added = run({"user",
                          "add",
                          "Ama.Okafor",
                          "--name",
                          "Ama Okafor",
                          "--roles",
                          "income_officer,legal_officer",
                          "--patches",
                          "West, North"},
                         "copper kettle sings\n");
  ASSERT_EQ(added.status, 0) << added.err;
  const Json person = parse_json(added.out).value();
  EXPECT_EQ(person.text("username"), "ama.okafor");
  EXPECT_EQ(person.find("patches")->as_array().size(), 2U);

  EXPECT_EQ(run({"user", "add", "ama.okafor", "--name", "Another", "--roles", "auditor"},
                "copper kettle sings\n")
                .status,
            1);
  EXPECT_EQ(parse_json(run({"user", "roles", "ama.okafor", "team_manager", "--patches", "all"}).out)
                ->find("patches")
                ->as_array()
                .size(),
            0U);
  EXPECT_TRUE(parse_json(run({"user", "disable", "ama.okafor"}).out)->find("disabled")->as_bool());
  EXPECT_FALSE(parse_json(run({"user", "enable", "ama.okafor"}).out)->find("disabled")->as_bool());
  EXPECT_EQ(run({"user", "password", "ama.okafor"}, "a kettle of another copper\n").status, 0);
  EXPECT_THAT(run({"user", "token", "ama.okafor"}).out,
              ::testing::HasSubstr("\"token\":\"lintel_"));
  EXPECT_THAT(run({"user", "list"}).out, ::testing::Not(::testing::HasSubstr("argon2")));
}

TEST_F(Program, RefusesAPersonWhoCannotBe) {
  EXPECT_THAT(
      run({"user", "add", "ama", "--name", "Ama", "--roles", "boss"}, "copper kettle sings\n").err,
      ::testing::HasSubstr("income_officer"));
  const Said weak =
      run({"user", "add", "ama", "--name", "Ama", "--roles", "auditor"}, "password1234\n");
  EXPECT_EQ(weak.status, 1);
  EXPECT_THAT(weak.err, ::testing::Not(::testing::HasSubstr("password1234")));
  EXPECT_EQ(run({"user", "add", "ama", "--name", "Ama", "--roles", "auditor"}).status, 1);
  EXPECT_EQ(run({"user", "disable", "nobody"}).status, 1);
  EXPECT_EQ(run({"user", "list"}).out, "");
}

TEST_F(Program, SetsNoClockOnARealDatabase) {
  std::filesystem::remove_all(folder_ / "config");
  std::filesystem::create_symlink(std::filesystem::path(LINTEL_SOURCE_DIR) / "config",
                                  folder_ / "config");
  const Said said = run({"serve", "--at", "2026-11-23"});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err, ::testing::HasSubstr("--at is for demonstrations"));
  std::filesystem::remove(folder_ / "config");
}

TEST(Config, ReadsTheShippedFile) {
  const ResultOfMany<Config> config =
      read_config_of(std::filesystem::path(LINTEL_SOURCE_DIR) / "config");
  ASSERT_TRUE(config) << config.error().front().to_string();
  EXPECT_EQ(config->http.address, "127.0.0.1");
  EXPECT_EQ(config->http.port, 8080);
  EXPECT_EQ(config->http.threads, 128);
  EXPECT_TRUE(config->auth.refused_words.contains("northmere"));
}

TEST(Config, NamesEveryFaultWithItsPlace) {
  const ResultOfMany<Config> config = read_config(
      "http:\n  lisen: 127.0.0.1:80\n  threads: lots\nsign_in:\n  shortest_password: 6\n",
      "lintel.yaml");
  ASSERT_FALSE(config);
  ASSERT_EQ(config.error().size(), 3U);
  EXPECT_EQ(config.error()[0].to_string(),
            "lintel.yaml:2:3: \"lisen\" is not a setting. Did you mean \"listen\"?");
  EXPECT_THAT(config.error()[1].to_string(),
              ::testing::StartsWith("lintel.yaml:3:12: a whole number"));
  EXPECT_THAT(config.error()[2].to_string(),
              ::testing::StartsWith("lintel.yaml:5:22: a whole number from 12"));
}

}  // namespace
}  // namespace lintel
