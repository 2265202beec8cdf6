#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "domain/canonical_json.h"
#include "server/commands/commands.h"
#include "tests/support/still_clock.h"

namespace lintel {
namespace {

struct Said {
  Exit exit;
  std::string out;
  std::string err;
};

Said ask(const std::string& question,
         const std::string& typed,
         const std::filesystem::path& config = std::filesystem::path(LINTEL_SOURCE_DIR) /
                                               "config") {
  const StillClock clock;
  std::istringstream in(typed);
  std::ostringstream out;
  std::ostringstream err;
  CommandContext context{.config = config,
                         .database_url = "",
                         .in = in,
                         .out = out,
                         .err = err,
                         .clock = clock,
                         .progress = false};
  const Command command = law_command();
  const Exit exit = command.run(read_arguments(command, {question}).value(), context);
  return {exit, out.str(), err.str()};
}

TEST(LawCommand, AnswersOneLineForEachLineAsked) {
  const Said said = ask("working_days",
                        R"({"id":"a","from":"2026-12-24","add":1,"jurisdiction":"england"})"
                        "\n\n"
                        R"({"id":"b","from":"2031-01-01","add":1,"jurisdiction":"england"})"
                        "\n");
  EXPECT_EQ(said.exit, Exit::done);
  std::istringstream lines(said.out);
  std::string first, second, third;
  std::getline(lines, first);
  std::getline(lines, second);
  EXPECT_FALSE(std::getline(lines, third));
  EXPECT_EQ(parse_json(first)->text("date"), "2026-12-29");
  EXPECT_EQ(parse_json(second)->text("answer"), "manual");
  EXPECT_EQ(parse_json(second)->text("id"), "b");
}

TEST(LawCommand, GoesOnPastAMalformedQuestionAndFails) {
  const Said said = ask("working_days",
                        R"({"id":"a","from":"24/12/2026","add":1,"jurisdiction":"england"})"
                        "\n{oops\n"
                        R"({"id":"c","from":"2026-12-24","add":1,"jurisdiction":"england"})"
                        "\n");
  EXPECT_EQ(said.exit, Exit::refused);
  std::istringstream lines(said.out);
  std::string first, second, third;
  std::getline(lines, first);
  std::getline(lines, second);
  std::getline(lines, third);
  EXPECT_EQ(parse_json(first)->text("field"), "from");
  EXPECT_EQ(parse_json(first)->text("id"), "a");
  EXPECT_TRUE(parse_json(second)->text("error"));
  EXPECT_EQ(parse_json(third)->text("date"), "2026-12-29");
}

TEST(LawCommand, ListsTheQuestionsWhenThereIsNoSuchOne) {
  const Said said = ask("horoscope", "");
  EXPECT_EQ(said.exit, Exit::usage);
  EXPECT_NE(said.err.find("notice_dates"), std::string::npos);
}

TEST(LawCommand, RefusesAFolderWithoutLaw) {
  const Said said = ask("regime", "{}", "no/such/folder");
  EXPECT_EQ(said.exit, Exit::refused);
  EXPECT_NE(said.err.find("the folder of law cannot be read"), std::string::npos);
  EXPECT_EQ(said.out, "");
}

}  // namespace
}  // namespace lintel
