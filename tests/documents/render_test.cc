#include "documents/render.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "documents/letterhead.h"
#include "documents/lint.h"
#include "tests/documents/document_set.h"

namespace lintel {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string read_text(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

Zones zones_of(std::string_view name) {
  const std::string path = LINTEL_SOURCE_DIR "/config/brand/zones.yaml";
  return read_zones(read_text(path), path).value().find(name)->second;
}

/// The files below config/templates whose names end so.
std::vector<std::filesystem::path> template_files(std::string_view ending) {
  std::vector<std::filesystem::path> files;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator{LINTEL_SOURCE_DIR "/config/templates"}) {
    if (file.path().filename().string().ends_with(ending)) files.push_back(file.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Every template that has a sample, so that a new one is tested without being listed here.
std::vector<std::string> names_of_templates() {
  std::vector<std::string> names;
  for (const std::filesystem::path& file : template_files(".sample.json"))
    names.push_back(file.stem().stem().string());
  return names;
}

/// The zones that a template's front matter names.
std::string zones_named_by(const std::string& name) {
  for (const std::filesystem::path& file : template_files(".md")) {
    if (file.stem() != name) continue;
    const std::string text = read_text(file.string());
    const std::size_t at = text.find("\nzones: ") + 8;
    return text.substr(at, text.find('\n', at) - at);
  }
  return "";
}

Json without(Json data, const std::string& field) {
  data.as_object().erase(field);
  return data;
}

Json with(Json data, const std::string& field, Json value) {
  data[field] = std::move(value);
  return data;
}

class EachTemplate : public testing::TestWithParam<std::string> {};

/// With LINTEL_ACCEPT_GOLDEN set, what is made becomes what is expected; read the difference first.
TEST_P(EachTemplate, IsLaidOutAsItsGoldenFileSays) {
  const Rendered made = northmere().render(GetParam(), sample_of(GetParam())).value();
  const std::string path = LINTEL_SOURCE_DIR "/tests/golden/" + GetParam() + ".txt";
  if (std::getenv("LINTEL_ACCEPT_GOLDEN") != nullptr)
    std::ofstream{path, std::ios::binary} << made.boxes;
  EXPECT_EQ(made.boxes, read_text(path));
}

TEST_P(EachTemplate, PassesTheLinter) {
  const Rendered made = northmere().render(GetParam(), sample_of(GetParam())).value();
  EXPECT_THAT(lint_pdf(made.pdf, zones_of(zones_named_by(GetParam()))), IsEmpty());
  EXPECT_FALSE(made.specimen);
}

TEST_P(EachTemplate, GivesTheSameBytesForTheSameInput) {
  const Json data = sample_of(GetParam());
  const Rendered first = northmere().render(GetParam(), data).value();
  const DocumentSet again = DocumentSet::read(LINTEL_SOURCE_DIR "/config").value();
  const Rendered second = again.render(GetParam(), data).value();
  EXPECT_EQ(first.pdf_hash, second.pdf_hash);
  EXPECT_EQ(first.input_hash, second.input_hash);
}

TEST_P(EachTemplate, NamesEachRequiredFieldThatIsAbsentNullOrEmpty) {
  const Json data = sample_of(GetParam());
  int tried = 0;
  for (const TemplateSummary& one : northmere().templates()) {
    if (one.name != GetParam()) continue;
    for (const Field& field : one.fields) {
      if (!field.required || field.filled_here) continue;
      ++tried;
      EXPECT_THAT(
          refusal(GetParam(), without(data, field.name)),
          HasSubstr(GetParam() + ": " + field.name + ": the field " + field.name + " is absent"));
      EXPECT_THAT(refusal(GetParam(), with(data, field.name, nullptr)),
                  HasSubstr("the field " + field.name + " is null"));
      const Json empty = field.type == FieldType::list || field.type == FieldType::address
                             ? Json::array()
                             : Json{" "};
      EXPECT_THAT(refusal(GetParam(), with(data, field.name, empty)),
                  HasSubstr("the field " + field.name + " is empty"));
    }
  }
  EXPECT_GT(tried, 8);
}

INSTANTIATE_TEST_SUITE_P(Northmere,
                         EachTemplate,
                         testing::ValuesIn(names_of_templates()),
                         [](const auto& test) { return test.param; });

TEST(Render, RefusesAMisspeltFieldAndSaysWhichWasMeant) {
  Json data = sample_of("letter_1");
  data["expected_incom"] = "We expect money.";
  EXPECT_THAT(
      refusal("letter_1", data),
      HasSubstr("no template has a field expected_incom. Did you mean \"expected_income\"?"));
}

TEST(Render, TakesFieldsThatOnlyOtherTemplatesHave) {
  Json data = sample_of("letter_1");
  data["previous_letter_date"] = "2026-11-02";
  EXPECT_EQ(refusal("letter_1", data), "");
}

TEST(Render, KeepsTheLandlordsOwnWordsFromItsCallers) {
  EXPECT_THAT(refusal("letter_1", with(sample_of("letter_1"), "landlord_name", "Elsewhere Homes")),
              HasSubstr("the field landlord_name is the landlord's own"));
}

TEST(Render, RefusesAnUnknownTemplateVersionAndDay) {
  EXPECT_THAT(refusal("letter_3", sample_of("letter_1")),
              HasSubstr("there is no template letter_3"));
  EXPECT_THAT(refusal("letter_1", with(sample_of("letter_1"), "letter_date", "2020-01-01")),
              HasSubstr("no version of the template is in force on 1 January 2020"));
  EXPECT_THAT(refusal(northmere().render("letter_1", sample_of("letter_1"), {.version = "9"})),
              HasSubstr("has no version 9"));
}

TEST(Render, RefusesValuesOfTheWrongType) {
  const Json data = sample_of("letter_1");
  EXPECT_THAT(refusal("letter_1", with(data, "arrears_total", "-12.00")),
              HasSubstr("the field arrears_total is below zero"));
  EXPECT_THAT(refusal("letter_1", with(data, "arrears_total", "0.00")),
              HasSubstr("the field arrears_total is £0.00"));
  EXPECT_THAT(refusal("letter_1", with(data, "arrears_total", "12.5.0")), HasSubstr("12.5.0"));
  EXPECT_THAT(refusal("letter_1", with(data, "balance_date", "2026-02-30")),
              HasSubstr("the field balance_date"));
  EXPECT_THAT(refusal("letter_1", with(data, "recipient_block", "14 Larkrise Court")),
              HasSubstr("the field recipient_block is not a list of lines"));
}

TEST(Render, RefusesAnAddressThatTheWindowWouldCut) {
  const Json data = sample_of("letter_1");
  Json tall = Json::array();
  for (int i = 0; i < 8; ++i) tall.push("Line");
  EXPECT_THAT(refusal("letter_1", with(data, "recipient_block", tall)),
              HasSubstr("the field recipient_block has 8 lines"));
  Json wide = Json::array();
  wide.push("The Honourable Wilhelmina Featherstonehaugh-Cholmondeley of Marylebone");
  EXPECT_THAT(refusal("letter_1", with(data, "recipient_block", wide)),
              HasSubstr("wider than the envelope's window"));
}

TEST(Render, NamesACharacterThatNoFontHasAndItsField) {
  const std::string refused =
      refusal("letter_1", with(sample_of("letter_1"), "salutation_name", "Ms \U0001F600"));
  EXPECT_THAT(refused,
              HasSubstr("letter_1: salutation_name: the field salutation_name holds U+1F600"));
}

TEST(Render, SetsTheNamesOfARealTown) {
  for (const char* name : {"Nguyễn Thị Ánh",
                           "Świątek",
                           "O'Brien",
                           "Ó Súilleabháin",
                           "Siân Llŷr",
                           "محمد",
                           "王小明",
                           "Ọlá",
                           "עדה",
                           "Ăn (عائشة)"}) {
    const ResultOfMany<Rendered> made =
        northmere().render("letter_1", with(sample_of("letter_1"), "salutation_name", name));
    ASSERT_EQ(refusal(made), "") << name;
    EXPECT_THAT(made->text, HasSubstr(std::string("Dear ") + name));
  }
}

TEST(Render, WritesSumsAndDatesAsLettersDo) {
  const Rendered made =
      northmere().render("section_8_form_3", sample_of("section_8_form_3")).value();
  EXPECT_THAT(made.text, HasSubstr("£1,011.60"));
  EXPECT_THAT(made.text, HasSubstr("Tuesday 8 December 2026"));
  EXPECT_THAT(made.text, HasSubstr("Tomasz Świątek"));
  EXPECT_THAT(made.text, HasSubstr("Ground 8: Serious rent arrears (mandatory)"));
  EXPECT_THAT(
      made.text,
      HasSubstr("Page " + std::to_string(made.pages) + " of " + std::to_string(made.pages)));
}

TEST(Render, LeavesASectionOutWhenItsFieldIsAbsent) {
  const Json data = without(sample_of("letter_1"), "expected_income");
  EXPECT_THAT(northmere().render("letter_1", data).value().text,
              Not(HasSubstr("Universal Credit")));
}

TEST(Render, RefusesAGroundWithoutAText) {
  Json data = sample_of("section_8_form_3");
  data["grounds"].as_array().front()["number"] = "8A";
  EXPECT_THAT(refusal("section_8_form_3", data),
              HasSubstr("grounds[1].number: there is no statutory text ha1988_schedule_2/8A"));
}

TEST(Render, GivesEveryThreadTheSameBytes) {
  const Json data = sample_of("section_83_notice");
  const Hash expected = northmere().render("section_83_notice", data).value().pdf_hash;
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i)
        wrong[t] +=
            northmere().render("section_83_notice", data).value().pdf_hash == expected ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, testing::Each(0));
}

TEST(Render, MakesATableTurnOverThePageWithItsHead) {
  Json data = sample_of("agreement_confirmation");
  Json rows = Json::array();
  for (int i = 0; i < 40; ++i) {
    Json row = Json::object();
    row["due_date"] = Date{2026, 11, 30}.plus_days(7 * i).to_iso();
    row["amount"] = "122.40";
    rows.push(row);
  }
  data["schedule_rows"] = rows;
  const Rendered made = northmere().render("agreement_confirmation", data).value();
  EXPECT_GE(made.pages, 3);
  std::size_t heads = 0;
  for (std::size_t at = made.text.find("You pay\n"); at != std::string::npos;
       at = made.text.find("You pay\n", at + 1))
    ++heads;
  EXPECT_GE(heads, 2u);
  EXPECT_THAT(lint_pdf(made.pdf, zones_of("letter")), IsEmpty());
}

TEST(CheckDocuments, FindsNothingWrongWithOurOwn) {
  for (const Problem& found : check_documents(LINTEL_SOURCE_DIR "/config"))
    ADD_FAILURE() << found.to_string();
}

TEST(CheckDocuments, SaysWhatIsMissingFromAnEmptyFolder) {
  EXPECT_THAT(check_documents("/nonexistent"), Not(IsEmpty()));
}

}  // namespace
}  // namespace lintel
