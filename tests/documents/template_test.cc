#include "documents/template.h"

#include <gmock/gmock.h>

#include "documents/merge.h"

namespace lintel {
namespace {

using testing::HasSubstr;

const char* const kHead =
    "---\nname: note\nversion: \"1\"\ntitle: A note\nlanguage: en-GB\ntags: "
    "[neutral]\nin_force_from: 2026-10-01\n"
    "zones: letter\nstatutory_form: none\nlaw: none\nfields:\n  name: {type: text, required: "
    "yes}\n  late: {type: text, required: no}\n"
    "  rows: {type: list, of: {due: {type: date}}}\n---\n";

TemplateParts parts() {
  TemplateParts made;
  made.families["letter"] = {};
  made.partials["greeting"] = "Dear {{name}}";
  made.partials["circle"] = "{{> circle}}";
  return made;
}

std::string faults(const std::string& text) {
  const ResultOfMany<Template> read = read_template(text, "note.md", parts());
  std::string words;
  if (!read) {
    for (const Problem& found : read.error()) words += found.to_string() + "\n";
  }
  return words;
}

std::string body(const std::string& words) {
  return faults(kHead + words);
}

TEST(Template, ReadsItsFrontMatterAndPutsPartialsInPlace) {
  const Template read =
      read_template(std::string(kHead) + "{{! a remark }}{{> greeting}}\n", "note.md", parts())
          .value();
  EXPECT_EQ(read.name, "note");
  EXPECT_EQ(read.fields.size(), 3u);
  EXPECT_EQ(read.body, "Dear {{name}}\n");
}

TEST(Template, NamesAFieldThatIsNotDeclaredWithLineAndColumn) {
  EXPECT_THAT(
      body("Dear\n{{nane}}\n"),
      HasSubstr(
          "note.md:17:1: nane: the front matter declares no field nane. Did you mean \"name\"?"));
}

TEST(Template, RefusesUnescapedValuesAndOtherDelimiters) {
  EXPECT_THAT(body("{{{name}}}"), HasSubstr("a value is written unescaped"));
  EXPECT_THAT(body("{{&name}}"), HasSubstr("a value is written unescaped"));
  EXPECT_THAT(body("{{=<% %>=}}"), HasSubstr("the delimiters are changed"));
}

TEST(Template, RefusesPartialsThatAreUnknownOrGoRoundInACircle) {
  EXPECT_THAT(body("{{> greetnig}}"),
              HasSubstr("there is no partial greetnig. Did you mean \"greeting\"?"));
  EXPECT_THAT(body("{{> circle}}"), HasSubstr("goes round in a circle"));
}

TEST(Template, RefusesSectionsThatDoNotFit) {
  EXPECT_THAT(body("{{#name}}x{{/name}}"), HasSubstr("is about a required field"));
  EXPECT_THAT(body("{{late}}"),
              HasSubstr("the optional field late stands outside its own section"));
  EXPECT_THAT(body("{{#rows}}{{due}}"), HasSubstr("the section rows is not closed"));
  EXPECT_THAT(body("{{/rows}}"), HasSubstr("is closed but not open"));
  EXPECT_THAT(body("{{rows}}"), HasSubstr("the list rows is written as one value"));
  EXPECT_THAT(body("{{.}}"), HasSubstr("outside a list of texts"));
  EXPECT_THAT(body("{{name"), HasSubstr("a tag is not closed"));
  EXPECT_EQ(
      body("{{#rows}}{{due}} {{name}}{{/rows}}{{#late}}{{late}}{{/late}}{{^late}}in time{{/late}}"),
      "");
}

TEST(Template, RefusesFrontMatterThatIsWrong) {
  EXPECT_THAT(faults("# no head"), HasSubstr("there is no front matter"));
  std::string text = kHead;
  text.replace(text.find("type: text"), 10, "type: txet");
  EXPECT_THAT(faults(text), HasSubstr("note.md:12:"));
  text = kHead;
  text.replace(text.find("title"), 5, "titl");
  EXPECT_THAT(faults(text), HasSubstr("there is no key titl here. Did you mean \"title\"?"));
  text = kHead;
  text.replace(text.find("[neutral]"), 9, "[urgent]");
  EXPECT_THAT(faults(text), HasSubstr("names urgent"));
}

TEST(Merge, PutsASentinelWhereEachValueStands) {
  Template words;
  words.name = "note";
  words.body = "{{a}}{{#rows}}, {{due}}{{/rows}}";
  words.fields = {
      {.name = "a"},
      {.name = "rows", .type = FieldType::list, .of = {{.name = "due", .type = FieldType::date}}}};
  Json data = Json::object();
  data["a"] = "**Ann**";
  data["rows"].push(Json{Json::Object{{"due", "2026-11-30"}}});
  const Merged merged = Merge{words}.fill(data).value();
  EXPECT_EQ(merged.values.size(), 2u);
  EXPECT_THAT(merged.text, testing::Not(HasSubstr("Ann")));
  EXPECT_EQ(merged.text.size(), 4u + 2u + 4u);
  EXPECT_THAT(merged.paths, testing::UnorderedElementsAre("a", "rows[1].due"));
}

}  // namespace
}  // namespace lintel
