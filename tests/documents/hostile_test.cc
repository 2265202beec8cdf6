#include <gmock/gmock.h>

#include <random>
#include <sstream>

#include "documents/characters.h"
#include "documents/lint.h"
#include "documents/markdown.h"
#include "documents/merge.h"
#include "tests/documents/document_set.h"

namespace lintel {
namespace {

/// Bits of Markdown, Mustache, HTML, PDF and Unicode that have broken a letter somewhere.
const std::vector<std::string> kBits{"#",
                                     "##",
                                     "*",
                                     "**",
                                     "_",
                                     "`",
                                     "```",
                                     "~~",
                                     "|",
                                     "| --- |",
                                     "---",
                                     "===",
                                     "> ",
                                     "- ",
                                     "+ ",
                                     "1. ",
                                     "[a](b)",
                                     "![x](y)",
                                     "<b>",
                                     "</td>",
                                     "<!--",
                                     "&amp;",
                                     "&#42;",
                                     "\\",
                                     "{{",
                                     "}}",
                                     "{{{x}}}",
                                     "{{#a}}",
                                     "{{/a}}",
                                     "{{> help}}",
                                     ":::signature ",
                                     "(",
                                     ")",
                                     "<<",
                                     ">>",
                                     "endstream",
                                     "/P",
                                     "BDC",
                                     "%",
                                     "O'Brien",
                                     "Ó",
                                     "Świątek",
                                     "Nguyễn",
                                     "محمد",
                                     "عائشة",
                                     "王小明",
                                     "שרה",
                                     "é",
                                     "e\u0301",
                                     " ",
                                     "  ",
                                     "a",
                                     "B",
                                     "7",
                                     ".",
                                     ",",
                                     ":",
                                     ";",
                                     "!",
                                     "\"",
                                     "'",
                                     "-",
                                     "–",
                                     "\u00A0",
                                     "\u200D",
                                     "ffi",
                                     "http://x.example/",
                                     "=",
                                     "@",
                                     "$",
                                     "^",
                                     "~",
                                     "§"};

class Hostile {
 public:
  std::string text(std::size_t longest) {
    std::string made;
    const std::size_t bits = 1 + random_() % 8;
    for (std::size_t i = 0; i < bits; ++i) {
      const std::string& bit = kBits[random_() % kBits.size()];
      if (made.size() + bit.size() > longest) break;
      made += bit;
    }
    return has_ink(made) ? made : "x";
  }

 private:
  std::mt19937 random_{20261123};
};

std::string shape_of(const std::vector<Block>& blocks) {
  std::string shape;
  for (const Block& block : blocks) {
    shape += std::to_string(static_cast<int>(block.kind)) + "." + std::to_string(block.level) +
             "(" + std::to_string(block.rows.size()) + "/" + std::to_string(block.lines.size()) +
             shape_of(block.children) + ")";
  }
  return shape;
}

const char* const kHostileTemplate =
    "# {{a}}\n\nDear {{b}}\n\n**{{a}}** and *{{b}}*, {{a}}{{b}}\n\n{{a}}\n{{b}}\n\n- {{a}}\n- "
    "{{b}}\n\n"
    "| {{a}} | {{b}} |\n| --- | ---: |\n| {{a}} | {{b}} |\n\n> {{a}}\n\n{{#rows}}\n1. "
    "{{.}}\n{{/rows}}\n\n:::signature {{a}} | {{b}}\n";

Template hostile_template() {
  Template made;
  made.name = "hostile";
  made.body = kHostileTemplate;
  made.fields = {{.name = "a"}, {.name = "b"}, {.name = "rows", .type = FieldType::list}};
  return made;
}

TEST(Hostile, FiveThousandValuesLeaveTheTreeAsItWas) {
  const Template words = hostile_template();
  const Merge merge{words};
  const auto shape = [&](const std::string& a, const std::string& b) {
    Json data = Json::object();
    data["a"] = a;
    data["b"] = b;
    data["rows"].push(a);
    data["rows"].push(b);
    return shape_of(read_markdown(merge.fill(data).value()).value());
  };
  const std::string plain = shape("Ann", "Bell");
  Hostile hostile;
  for (int i = 0; i < 5'000; ++i) {
    const std::string a = hostile.text(60), b = hostile.text(60);
    ASSERT_EQ(shape(a, b), plain) << a << " / " << b;
  }
}

/// Page, place and size of each line, without its words.
std::string boxes_only(const std::string& boxes) {
  constexpr std::size_t kPlace = 22;  // "1   69.7  122.4 10.5  " before the words
  std::string places;
  std::istringstream lines{boxes};
  for (std::string line; std::getline(lines, line);) places += line.substr(0, kPlace) + "\n";
  return places;
}

TEST(Hostile, NamesAndAddressesMoveNoBox) {
  const Json data = sample_of("section_8_form_3");
  const std::string expected =
      boxes_only(northmere().render("section_8_form_3", data).value().boxes);
  Hostile hostile;
  int printed = 0;
  for (int i = 0; i < 600; ++i) {
    Json one = data;
    one["tenant_names"].as_array().front() = hostile.text(30);
    one["recipient_block"].as_array()[0] = hostile.text(30);
    one["recipient_block"].as_array()[1] = hostile.text(30);
    one["signatory_name"] = hostile.text(30);
    const ResultOfMany<Rendered> made = northmere().render("section_8_form_3", one);
    if (!made) {
      for (const Problem& found : made.error())
        EXPECT_NE(found.place.field, "") << found.to_string();
      continue;
    }
    ++printed;
    ASSERT_EQ(boxes_only(made->boxes), expected) << to_canonical(one);
    if (i % 100 == 0) {
      EXPECT_THAT(lint_pdf(made->pdf, Zones{}), testing::IsEmpty());
    }
  }
  EXPECT_GT(printed, 400);
}

TEST(Hostile, ControlCharactersAndTurnedWritingAreRefusedByField) {
  for (const char* bad : {"a\tb",
                          "a\nb",
                          "a\x01",
                          "\xC3\x28",
                          "\xED\xA0\x80",
                          "x\u202Ey",
                          "x\u2066y",
                          "x\uE000",
                          "x\U000F0000",
                          "x\uFFFF",
                          "x\u2028y"}) {
    Json data = sample_of("letter_1");
    data["salutation_name"] = std::string(bad);
    EXPECT_THAT(refusal("letter_1", data),
                testing::HasSubstr("letter_1: salutation_name: the field salutation_name"))
        << bad;
  }
}

TEST(Hostile, AVeryLongWordStaysWithinItsColumn) {
  Json data = sample_of("letter_1");
  data["salutation_name"] = std::string(400, 'W');
  data["balance_parts"].as_array().front()["label"] = std::string(300, 'M');
  const Rendered made = northmere().render("letter_1", data).value();
  EXPECT_THAT(lint_pdf(made.pdf, Zones{}), testing::IsEmpty());
}

TEST(Hostile, ADocumentOfTooManyPagesIsRefused) {
  Json data = sample_of("section_83_notice");
  std::string reasons;
  for (int i = 0; i < 900; ++i) reasons += "A reason.\n\n";
  data["grounds"].as_array().front()["reasons"] = reasons;
  EXPECT_THAT(refusal("section_83_notice", data),
              testing::HasSubstr("more than the 10 that can be printed"));
}

}  // namespace
}  // namespace lintel
