#include "workflows/rule_values.h"

#include "workflows/definition.h"

namespace lintel {

Date EmptyRuleBook::plus_working_days(std::string_view, Date from, int count) const {
  const int step = count < 0 ? -1 : 1;
  Date day = from;
  while (count != 0) {
    day = day.plus_days(step);
    if (day.weekday() != Weekday::saturday && day.weekday() != Weekday::sunday) count -= step;
  }
  return day;
}

Date EmptyRuleBook::leaving_clear_days(std::string_view, Date from, int count) const {
  return from.plus_days(count < 0 ? count - 1 : count + 1);
}

std::string RuleReference::name() const {
  return (kind == RuleKind::law ? "law." : "policy.") + id;
}

RuleValues::RuleValues(const Definition& definition, const RuleBook& book, Date on) : book_(&book) {
  values_.reserve(definition.rules.size());
  for (const RuleReference& rule : definition.rules) {
    RuleValue found = book.value_on(rule.kind, rule.id, on);
    // A book whose rule changed its type since the definition was read has nothing for it.
    if (found.value.is_something() && found.value.type() != rule.type)
      found.value = Value::unknown();
    if (found.used.id.empty()) found.used.id = rule.name();
    values_.push_back(std::move(found));
  }
}

}  // namespace lintel
