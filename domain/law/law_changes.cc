#include "domain/law/law_changes.h"

#include <algorithm>

namespace lintel {
namespace {

bool holds_on(const DatedValue& value, Date day) {
  return value.from <= day && (!value.to || day <= *value.to);
}

bool is_over(const DatedValue& value, Date day) {
  return value.to && *value.to < day;
}

void sort_by_day(std::vector<RuleToDo>& list) {
  std::ranges::stable_sort(list, {}, [](const RuleToDo& each) { return each.value->from; });
}

}  // namespace

std::vector<RuleChange> changes_between(const DatedRules& rules, Date first, Date last) {
  std::vector<RuleChange> changes;
  for (const auto& [id, rule] : rules.rules()) {
    const DatedValue* before = nullptr;
    for (const DatedValue& value : rule.values) {
      if (first <= value.from && value.from <= last)
        changes.push_back({value.from, &rule, before, &value});
      before = &value;
    }
    if (before == nullptr || !before->to) continue;
    const Date ended = before->to->plus_days(1);
    if (first <= ended && ended <= last) changes.push_back({ended, &rule, before, nullptr});
  }
  std::ranges::stable_sort(changes, {}, &RuleChange::on);
  return changes;
}

RuleStanding standing_on(const DatedRule& rule, Date day, Date soon) {
  RuleStanding standing;
  for (const DatedValue& value : rule.values) {
    if (is_over(value, day)) continue;
    standing.verify = standing.verify || value.verify;
    standing.unknown = standing.unknown || !value.known;
    const bool starts = day < value.from && value.from <= soon;
    const bool ends = value.to && value.to->plus_days(1) <= soon;
    standing.changes_soon = standing.changes_soon || starts || ends;
    if (!holds_on(value, day)) continue;
    standing.now = &value;
    standing.in_force = value.known;
    standing.not_set = value.known && value.unset();
  }
  return standing;
}

LawToDo to_do_from(const DatedRules& rules, Date day) {
  LawToDo to_do;
  for (const auto& [id, rule] : rules.rules()) {
    for (const DatedValue& value : rule.values) {
      if (is_over(value, day)) continue;
      if (!value.known) {
        to_do.unknown.push_back({&rule, &value});
      } else if (value.unset()) {
        to_do.not_set.push_back({&rule, &value});
      }
      if (value.verify) to_do.verify.push_back({&rule, &value});
    }
  }
  for (auto* list : {&to_do.unknown, &to_do.not_set, &to_do.verify}) sort_by_day(*list);
  return to_do;
}

}  // namespace lintel
