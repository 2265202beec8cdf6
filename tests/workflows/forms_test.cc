// A form: what a task's answers must be before the task is done.

#include "tests/workflows/made_up_case.h"

namespace lintel {
namespace {

constexpr std::string_view kForms = R"yaml(
workflow: forms
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  deemed_on: {type: date, source: task.serve.deemed_on}
forms:
  certificate:
    title: Certificate of service
    fields:
      method:    {type: "one_of (post, by_hand)", label: How it was served}
      deemed_on: date
      paid:      {type: money, needed: false}
start: serving
states:
  serving:
    stage: notice
    tasks:
      serve: {role: income_officer, form: certificate}
    on:
      served: {by: task.serve, needs: [note], when: deemed_on <= today, to: closed}
  closed: {stage: closed, final: true}
)yaml";

class Forms : public MadeUpCase {
 protected:
  Forms() : MadeUpCase(kForms) {}

  Reason asked(std::map<std::string, std::string> fields) const {
    const Actor priya = person(1, "Priya Shah", {Role::income_officer});
    return ask(opened(), Event{.name = "served", .actor = priya, .fields = std::move(fields)})
        .decision.reasons.front();
  }
};

TEST_F(Forms, AreReadWithTheirFields) {
  ASSERT_EQ(definition_.forms.size(), 1U);
  const FormDefinition& form = definition_.forms[0];
  EXPECT_EQ(form.title, "Certificate of service");
  EXPECT_EQ(form.field("method")->label, "How it was served");
  EXPECT_EQ(form.field("method")->words, (std::vector<std::string>{"post", "by_hand"}));
  EXPECT_EQ(form.field("deemed_on")->type, ValueType::date);
  EXPECT_TRUE(form.field("deemed_on")->needed);
  EXPECT_FALSE(form.field("paid")->needed);
  EXPECT_EQ(definition_.states[0].events[0].branches[0].needs,
            (std::vector<std::string>{"note", "method", "deemed_on"}));
}

TEST_F(Forms, AreFilledBeforeTheTaskIsDone) {
  EXPECT_EQ(asked({{"note", "left with the tenant"}}).because, "method is missing");
  EXPECT_EQ(asked({{"note", "x"}, {"method", "post"}}).because, "deemed on is missing");
  std::map<std::string, std::string> whole = {
      {"note", "x"}, {"method", "post"}, {"deemed_on", "2026-11-20"}};
  EXPECT_EQ(asked(whole).passed, Verdict::yes);
  whole["deemed_on"] = "2026-11-24";
  EXPECT_EQ(asked(whole).because, "deemed on 24 November 2026 is after today");
}

TEST_F(Forms, AreFilledWithWhatEachFieldHolds) {
  std::map<std::string, std::string> fields = {
      {"note", "x"}, {"method", "pigeon"}, {"deemed_on", "2026-11-20"}};
  EXPECT_EQ(asked(fields).because, "method: \"pigeon\" is not one of post, by_hand");
  EXPECT_EQ(asked(fields).fact, "method");
  fields = {{"note", "x"}, {"method", "post"}, {"deemed_on", "yesterday"}};
  EXPECT_EQ(asked(fields).fact, "deemed_on");
  fields = {{"note", "x"}, {"method", "post"}, {"deemed_on", "2026-11-20"}, {"paid", "much"}};
  EXPECT_EQ(asked(fields).fact, "paid");
}

/// What the reader says when `from` in the file above is written as `to`.
std::string changed(std::string_view from, std::string_view to) {
  std::string text{kForms};
  const std::size_t at = text.find(from);
  if (at == std::string::npos) return "no such text";
  text.replace(at, from.size(), to);
  const MadeUpRules book;
  const ResultOfMany<Definition> read = read_definition(text, "made_up.yaml", book);
  return read ? "accepted" : said(read.error());
}

TEST(FormReading, RefusesWhatAFormCannotAsk) {
  using ::testing::HasSubstr;
  EXPECT_THAT(changed("deemed_on: date\n", "deemed_on: dat\n"),
              HasSubstr("Did you mean \"date\"?"));
  EXPECT_THAT(changed("deemed_on: date\n", "deemed_on: list\n"),
              HasSubstr("a form cannot ask for list"));
  EXPECT_THAT(changed("{type: money, needed: false}", "{needed: false}"),
              HasSubstr("the field paid has no type"));
  EXPECT_THAT(changed("needed: false", "neded: false"), HasSubstr("Did you mean \"needed\"?"));
  EXPECT_THAT(changed("    title: Certificate of service\n    fields:",
                      "    title: Certificate of service\n    feilds:"),
              HasSubstr("the form certificate asks nothing"));
}

}  // namespace
}  // namespace lintel
