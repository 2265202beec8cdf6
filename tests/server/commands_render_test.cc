#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
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

class RenderCommand : public ::testing::Test {
 protected:
  RenderCommand() {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("lintel_render_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  ~RenderCommand() override { std::filesystem::remove_all(folder_); }

  std::string pdf() const { return (folder_ / "letter.pdf").string(); }

  /// The sample data of letter_1 in a file, without one field.
  std::string data_without(const std::string& field) {
    std::ifstream in{std::filesystem::path(LINTEL_SOURCE_DIR) /
                     "config/templates/letters/letter_1.sample.json"};
    std::ostringstream text;
    text << in.rdbuf();
    Json data = parse_json(text.str()).value();
    data.as_object().erase(field);
    const std::string path = (folder_ / "data.json").string();
    std::ofstream{path} << to_canonical(data);
    return path;
  }

  Said run(const Command& command, const std::vector<std::string>& words) {
    const StillClock clock;
    std::istringstream in;
    std::ostringstream out, err;
    CommandContext context{.config = std::filesystem::path(LINTEL_SOURCE_DIR) / "config",
                           .database_url = "",
                           .in = in,
                           .out = out,
                           .err = err,
                           .clock = clock,
                           .progress = false};
    const Exit exit = command.run(read_arguments(command, words).value(), context);
    return {exit, out.str(), err.str()};
  }

  std::filesystem::path folder_;
};

TEST_F(RenderCommand, WritesThePdfAndSaysWhatItMade) {
  const Said said =
      run(render_command(), {"--template", "letter_1", "--data", data_without(""), "--out", pdf()});
  EXPECT_EQ(said.exit, Exit::done) << said.err;
  std::ifstream made{pdf(), std::ios::binary};
  std::string first;
  std::getline(made, first);
  EXPECT_EQ(first, "%PDF-1.7");
  EXPECT_EQ(parse_json(said.out)->text("template"), "letter_1");
}

TEST_F(RenderCommand, NamesAMissingFieldAndWritesNothing) {
  const Said said =
      run(render_command(),
          {"--template", "letter_1", "--data", data_without("respond_by"), "--out", pdf()});
  EXPECT_EQ(said.exit, Exit::refused);
  EXPECT_NE(said.err.find("letter_1: respond_by: the field respond_by is absent"),
            std::string::npos)
      << said.err;
  EXPECT_EQ(said.out, "");
  EXPECT_FALSE(std::filesystem::exists(pdf()));
}

TEST_F(RenderCommand, RefusesAVariantThatItCannotMake) {
  const Said said = run(render_command(),
                        {"--template",
                         "letter_1",
                         "--data",
                         data_without(""),
                         "--out",
                         pdf(),
                         "--variant",
                         "large_print"});
  EXPECT_EQ(said.exit, Exit::refused);
  EXPECT_FALSE(std::filesystem::exists(pdf()));
}

TEST_F(RenderCommand, ThrowsWhenThePdfCannotBeWritten) {
  const std::string data = data_without("");
  EXPECT_THROW(run(render_command(),
                   {"--template",
                    "letter_1",
                    "--data",
                    data,
                    "--out",
                    (folder_ / "none" / "x.pdf").string()}),
               std::runtime_error);
}

TEST_F(RenderCommand, GalleryMakesEveryDocument) {
  const Said said = run(gallery_command(), {"--out", (folder_ / "gallery").string()});
  EXPECT_EQ(said.exit, Exit::done) << said.err;
  for (const char* name : {"arrears_reminder",
                           "letter_1",
                           "letter_2",
                           "agreement_confirmation",
                           "section_8_form_3",
                           "section_83_notice",
                           "certificate_of_service"}) {
    EXPECT_TRUE(std::filesystem::exists(folder_ / "gallery" / (std::string(name) + ".pdf")))
        << name;
  }
}

}  // namespace
}  // namespace lintel
