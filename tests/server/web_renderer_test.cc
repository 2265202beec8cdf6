#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <thread>

#include "server/web/page_renderer.h"

namespace lintel {
namespace {

const std::filesystem::path kTemplates =
    std::filesystem::path(LINTEL_SOURCE_DIR) / "server/web/templates";

class PageRendererTest : public ::testing::Test {
 protected:
  PageRendererTest() : folder_(std::filesystem::path(::testing::TempDir()) / "lintel-templates") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    write("layout", "<title>{{title}}</title>{{>page}}");
  }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / (name + ".mustache")) << text;
  }
  PageRenderer renderer() const { return PageRenderer{folder_}; }

  std::filesystem::path folder_;
};

TEST_F(PageRendererTest, EscapesWhateverAnybodyTyped) {
  write("case", "<b title=\"{{name}}\">{{name}}</b>");
  const std::string page = renderer().page(
      "case",
      View{}.set("title", "<x>").set("name", "O'Brien <script>alert(\"1\")</script> & 王小明"));

  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_EQ(page.find("<x>"), std::string::npos);
  EXPECT_NE(
      page.find("O&apos;Brien &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 王小明"),
      std::string::npos);
}

TEST_F(PageRendererTest, TextThatLooksLikeATemplateIsNotRunAsOne) {
  write("case", "<b>{{name}}</b>");
  EXPECT_EQ(renderer().part("case", View{}.set("name", "{{secret}} {{>layout}}")),
            "<b>{{secret}} {{&gt;layout}}</b>");
}

TEST_F(PageRendererTest, ADrawingIsPutAsItIsAndNobodyCanTypeItsPlace) {
  write("case", "<b>{{name}}</b>{{picture}}{{picture}}");
  const std::string page = renderer().part("case",
                                           View{}
                                               .set("name",
                                                    "\x01"
                                                    "0\x01<i>")
                                               .set("picture", Drawing{"<svg>1</svg>"}));
  EXPECT_EQ(page, "<b>0&lt;i&gt;</b><svg>1</svg><svg>1</svg>");
}

TEST_F(PageRendererTest, RefusesARawValueWhenTheTemplatesAreRead) {
  write("case", "{{{name}}}");
  EXPECT_THROW(renderer(), std::runtime_error);
  write("case", "{{&name}}");
  EXPECT_THROW(renderer(), std::runtime_error);
}

TEST_F(PageRendererTest, AMisspeltNameIsAFaultThatNamesTheTemplate) {
  write("case", "{{nmae}}");
  try {
    renderer().part("case", View{}.set("name", "Ama"));
    FAIL() << "a name that the page has not was let through";
  } catch (const std::logic_error& bug) {
    EXPECT_NE(std::string(bug.what()).find("case asks for \"nmae\""), std::string::npos)
        << bug.what();
  }
}

TEST_F(PageRendererTest, NamesAMissingPartAndAnOpenSection) {
  write("case", "{{>head}}");
  EXPECT_THROW(renderer(), std::runtime_error);
  write("case", "{{#rows}}");
  EXPECT_THROW(renderer(), std::runtime_error);
}

TEST_F(PageRendererTest, ListsMarksAndAbsentPartsShowOrHideTheirSections) {
  write("case",
        "{{#rows}}[{{t}}{{#on}}!{{/on}}]{{/rows}}{{^due}}no date{{/due}}{{#due}}{{due}}{{/due}}");
  View::List rows;
  rows.push_back(View{}.set("t", "a").set("on", true));
  rows.push_back(View{}.set("t", "b").set("on", false));
  View view;
  view.set("rows", std::move(rows)).set_if_any("due", "");
  EXPECT_EQ(renderer().part("case", view), "[a!][b]no date");
}

TEST_F(PageRendererTest, ServesManyThreadsAtOnce) {
  write("case", "{{name}}");
  const PageRenderer pages = renderer();
  std::vector<std::thread> threads;
  std::vector<std::string> seen(4);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int turn = 0; turn < 100; ++turn)
        seen[i] = pages.part("case", View{}.set("name", std::to_string(i)));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(seen, (std::vector<std::string>{"0", "1", "2", "3"}));
}

TEST(PageTemplates, HoldNothingThatAStrictPolicyForbids) {
  const std::regex forbidden(
      R"((\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|hx-on|javascript:|\bjs:|<style|\{\{\{|\{\{&))");
  int templates = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kTemplates)) {
    std::ifstream in(entry.path());
    std::ostringstream text;
    text << in.rdbuf();
    const std::string body = text.str();
    std::smatch found;
    EXPECT_FALSE(std::regex_search(body, found, forbidden)) << entry.path() << ": " << found.str();
    ++templates;
  }
  EXPECT_GT(templates, 20);
}

TEST(PageTemplates, EveryFormThatPostsCarriesTheToken) {
  for (const auto& entry : std::filesystem::directory_iterator(kTemplates)) {
    std::ifstream in(entry.path());
    std::ostringstream text;
    text << in.rdbuf();
    const std::string body = text.str();
    for (std::size_t at = body.find("method=\"post\""); at != std::string::npos;
         at = body.find("method=\"post\"", at + 1)) {
      const std::string form = body.substr(at, body.find("</form>", at) - at);
      EXPECT_TRUE(form.find("name=\"_csrf\"") != std::string::npos ||
                  form.find("{{>csrf}}") != std::string::npos)
          << entry.path() << ": " << form.substr(0, 80);
    }
  }
}

TEST(PageTemplates, AreReadAndParsed) {
  EXPECT_NO_THROW(PageRenderer{kTemplates});
}

}  // namespace
}  // namespace lintel
