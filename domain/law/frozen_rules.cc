#include "domain/law/frozen_rules.h"

#include <algorithm>

namespace lintel {
namespace {

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string all;
  for (const std::string& each : words) all += (all.empty() ? "" : between) + each;
  return all;
}

std::string counted(const DatedValue& value, std::string unit) {
  if (value.written.front() == "1") unit.erase(unit.find('s'), 1);  // "month", "week of rent"
  return value.written.front() + " " + unit;
}

}  // namespace

std::string as_written(const DatedValue& value) {
  if (!value.known) return "unknown";
  if (value.unset()) return "none";
  switch (value.unit) {
    case RuleUnit::days:
    case RuleUnit::weeks:
    case RuleUnit::months:
    case RuleUnit::years:
      return counted(value, std::string(to_string(value.unit)));
    case RuleUnit::working_days:
      return counted(value, "working days");
    case RuleUnit::clear_days:
      return counted(value, "clear days");
    case RuleUnit::weeks_of_rent:
      return counted(value, "weeks of rent");
    case RuleUnit::months_of_rent:
      return counted(value, "months of rent");
    case RuleUnit::percent:
      return value.written.front() + "%";
    case RuleUnit::day_range:
      return joined(value.written, " to ");
    case RuleUnit::count:
    case RuleUnit::divisor:
    case RuleUnit::money:
    case RuleUnit::yes_no:
    case RuleUnit::word:
    case RuleUnit::text:
    case RuleUnit::form:
    case RuleUnit::date:
    case RuleUnit::time:
    case RuleUnit::words:
    case RuleUnit::dates:
      break;
  }
  return joined(value.written, ", ");
}

std::vector<RuleUsed> freeze_rules(const LawBook& law, const std::vector<RuleUsed>& used) {
  std::vector<RuleUsed> frozen;
  for (RuleUsed rule : used) {
    if (const DatedValue* value = law.on(rule.from).find(rule.id)) rule.value = as_written(*value);
    if (std::ranges::find(frozen, rule) == frozen.end()) frozen.push_back(std::move(rule));
  }
  return frozen;
}

}  // namespace lintel
