#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/support/ask_law.h"
#include "tests/support/laid_out.h"

// Runs the examples of docs/law.md: under a heading that is a question's name stand blocks of JSON,
// by twos: what is asked, and the whole answer. With LINTEL_ACCEPT_GOLDEN set the page is written
// anew with the answers that the law now gives; look at what changed.

namespace lintel {
namespace {

std::string page_path() {
  return std::string(LINTEL_SOURCE_DIR) + "/docs/law.md";
}

struct Example {
  std::string place;  ///< "docs/law.md:41"
  std::string question;
  std::string asked;
  std::string answer;
};

/// The examples of a page, and the page with each answer as the law gives it.
struct Page {
  std::vector<Example> examples;
  std::string as_answered;
};

Page read_page(const std::string& text) {
  Page page;
  std::string question;
  std::optional<std::string> block;
  int number = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const bool is_answer = !page.examples.empty() && page.examples.back().answer.empty();
    if (line.starts_with("### `")) question = line.substr(5, line.find('`', 5) - 5);
    if (block && line == "```") {
      if (is_answer) {
        Example& example = page.examples.back();
        example.answer = *block;
        page.as_answered += laid_out(ask(example.question, example.asked));
      } else {
        page.examples.push_back({"docs/law.md:" + std::to_string(number), question, *block, ""});
        page.as_answered += *block;
      }
      block.reset();
    } else if (block) {
      *block += line + "\n";
      continue;
    } else if (line == "```json") {
      block = "";
    }
    page.as_answered += line + "\n";
  }
  return page;
}

TEST(LawPage, AnswersItsExamplesAsItSays) {
  const Page page = read_page(text_of_file(page_path()));
  for (const Example& each : page.examples) {
    EXPECT_EQ(laid_out(ask(each.question, each.asked)), each.answer)
        << each.place << " (" << each.question << ")";
  }
  if (std::getenv("LINTEL_ACCEPT_GOLDEN") != nullptr)
    std::ofstream{page_path(), std::ios::binary} << page.as_answered;
}

TEST(LawPage, HasAnExampleOfEveryQuestion) {
  std::map<std::string, int, std::less<>> shown;
  for (const Example& each : read_page(text_of_file(page_path())).examples) ++shown[each.question];
  for (const std::string_view question : law_questions()) {
    EXPECT_TRUE(shown.contains(question)) << question << " has no example in docs/law.md";
  }
}

}  // namespace
}  // namespace lintel
