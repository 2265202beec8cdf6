#include <array>

#include "domain/law/answer_json.h"
#include "domain/law/question_families.h"

namespace lintel {
namespace {

Result<Placed<Json>> ask_working_days(const QuestionInput& in, const LawBook& law) {
  const Result<Date> from = in.date("from");
  const Result<Jurisdiction> jurisdiction = in.word("jurisdiction", parse_jurisdiction);
  if (const Problem* wrong = first_problem(from, jurisdiction)) return tl::unexpected(*wrong);
  if (in.has("add") == in.has("to")) {
    return problem("working_days needs either add or to, and not both",
                   "Give one of them.",
                   Place{"", 0, 0, "add"});
  }
  const Calendar& calendar = law.calendar(*jurisdiction);
  Json json = Json::object();
  std::vector<RuleUsed> rules;
  if (const DatedValue* holidays = law.on(*from).find("CAL-01")) rules.push_back(holidays->used());
  json["rules"] = rules_json(rules);
  if (in.has("add")) {
    const Result<int> add = in.whole_number("add");
    if (!add) return tl::unexpected(add.error());
    const Result<Date> day = calendar.working_day_after(*from, *add);
    if (!day) return Placed<Json>(tl::unexpected(Manual{day.error().what}));
    json["date"] = day->to_iso();
  } else {
    const Result<Date> to = in.date("to");
    if (!to) return tl::unexpected(to.error());
    const Result<int> count = calendar.working_days_between(*from, *to);
    if (!count) return Placed<Json>(tl::unexpected(Manual{count.error().what}));
    json["count"] = *count;
  }
  return Placed<Json>(std::move(json));
}

constexpr std::array<Question, 1> kQuestions = {{
    {"working_days", ask_working_days},
}};

}  // namespace

std::span<const Question> court_questions() {
  return kQuestions;
}

}  // namespace lintel
