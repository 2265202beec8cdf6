#include <array>

#include "domain/law/answer_json.h"
#include "domain/law/daily_rate.h"
#include "domain/law/question_families.h"

namespace lintel {
namespace {

Result<Placed<Json>> ask_daily_rate(const QuestionInput& in, const LawBook& law) {
  const Result<Rent> rent = in.rent();
  const Result<std::optional<Date>> on = in.date_if_given("on");
  if (const Problem* wrong = first_problem(rent, on)) return tl::unexpected(*wrong);
  // Asked without a day, the rule as it was last written is meant.
  const DatedRule* rule = law.rules().find("CRT-11");
  const Date day = *on ? **on : rule == nullptr ? Date{1900, 1, 1} : rule->values.back().from;
  return written(daily_rate(law, day, *rent), [](const DailyRate& answer) {
    Json json = Json::object();
    json["daily"] = answer.daily.to_plain();
    json["method"] = answer.method;
    return json;
  });
}

constexpr std::array<Question, 1> kQuestions = {{
    {"daily_rate", ask_daily_rate},
}};

}  // namespace

std::span<const Question> rent_questions() {
  return kQuestions;
}

}  // namespace lintel
