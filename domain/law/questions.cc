#include "domain/law/questions.h"

#include <algorithm>
#include <stdexcept>

#include "domain/law/answer_json.h"
#include "domain/law/question_families.h"

namespace lintel {
namespace {

/// Those of every family, in order of name.
const std::vector<Question>& all_questions() {
  static const std::vector<Question> questions = [] {
    std::vector<Question> all;
    for (const auto family : {notice_questions(),
                              court_questions(),
                              debt_questions(),
                              protocol_questions(),
                              rent_questions()}) {
      all.insert(all.end(), family.begin(), family.end());
    }
    std::ranges::sort(all, {}, &Question::name);
    return all;
  }();
  return questions;
}

/// The answer; manual where counting from a stranger's date leaves the years that a Date can hold.
Result<Placed<Json>> within_the_years(const Question& question,
                                      const QuestionInput& in,
                                      const LawBook& law) {
  try {
    return question.ask(in, law);
  } catch (const std::out_of_range&) {
    return Placed<Json>(
        tl::unexpected(Manual{"the count leaves the years that can be dated, 1900 to 2199"}));
  }
}

}  // namespace

const std::vector<std::string_view>& law_questions() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const Question& each : all_questions()) all.push_back(each.name);
    return all;
  }();
  return names;
}

Result<Json> answer_question(std::string_view question, const Json& input, const LawBook& law) {
  const std::vector<Question>& questions = all_questions();
  const auto asked = std::ranges::find(questions, question, &Question::name);
  if (asked == questions.end()) {
    std::string names;
    for (const Question& each : questions)
      names += (names.empty() ? "" : ", ") + std::string(each.name);
    return problem("\"" + std::string(question) + "\" is not a question that the law is asked here",
                   "Ask one of " + names + ".",
                   Place{"", 0, 0, "question"});
  }
  if (!input.is_object())
    return problem("the input is not a JSON object", "Write one object a line.");
  const Result<Placed<Json>> answer = within_the_years(*asked, QuestionInput(input), law);
  if (!answer) return tl::unexpected(answer.error());

  Json json = Json::object();
  if (*answer) {
    json = **answer;
  } else {
    const Manual& manual = answer->error();
    json["answer"] = manual.is_unknown ? "unknown" : "manual";
    json["because"] = manual.because;
    json["rules"] = rules_json(manual.rules);
  }
  if (const Json* id = input.find("id")) json["id"] = *id;
  return json;
}

}  // namespace lintel
