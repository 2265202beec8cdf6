#include "workflows/counted_days.h"

namespace lintel {

Json CountedDays::to_json() const {
  Json all = Json::array();
  for (const auto& [question, answer] : answers) {
    const auto& [clear, calendar, from, count] = question;
    all.push(Json::Array{clear, calendar, from.to_iso(), count, answer.to_iso()});
  }
  return all;
}

Result<CountedDays> CountedDays::read(const Json& json) {
  const auto wrong = [] { return problem("the days counted do not read"); };
  CountedDays counted;
  if (!json.is_array()) return wrong();
  for (const Json& row : json.as_array()) {
    if (!row.is_array() || row.as_array().size() != 5) return wrong();
    const Json::Array& part = row.as_array();
    const std::optional<std::int64_t> count = part[3].as_integer();
    if (!part[0].is_bool() || !part[1].is_string() || !part[2].is_string() || !count ||
        !part[4].is_string())
      return wrong();
    const Result<Date> from = Date::parse(part[2].as_string());
    const Result<Date> answer = Date::parse(part[4].as_string());
    if (!from || !answer) return wrong();
    counted.answers.emplace(
        Question{part[0].as_bool(), part[1].as_string(), *from, static_cast<int>(*count)}, *answer);
  }
  return counted;
}

std::optional<ValueType> RecordingBook::type_of(RuleKind kind, std::string_view id) const {
  return book_.type_of(kind, id);
}

RuleValue RecordingBook::value_on(RuleKind kind, std::string_view id, Date on) const {
  return book_.value_on(kind, id, on);
}

std::vector<std::string> RecordingBook::ids(RuleKind kind) const {
  return book_.ids(kind);
}

Date RecordingBook::plus_working_days(std::string_view calendar, Date from, int count) const {
  const Date answer = book_.plus_working_days(calendar, from, count);
  counted_.answers.emplace(CountedDays::Question{false, calendar, from, count}, answer);
  return answer;
}

Date RecordingBook::leaving_clear_days(std::string_view calendar, Date from, int count) const {
  const Date answer = book_.leaving_clear_days(calendar, from, count);
  counted_.answers.emplace(CountedDays::Question{true, calendar, from, count}, answer);
  return answer;
}

Date RecordedBook::answer(bool clear, std::string_view calendar, Date from, int count) const {
  const auto found = counted_.answers.find({clear, std::string(calendar), from, count});
  if (found != counted_.answers.end()) return found->second;
  asked_more_ = true;
  return from;
}

Date RecordedBook::plus_working_days(std::string_view calendar, Date from, int count) const {
  return answer(false, calendar, from, count);
}

Date RecordedBook::leaving_clear_days(std::string_view calendar, Date from, int count) const {
  return answer(true, calendar, from, count);
}

}  // namespace lintel
