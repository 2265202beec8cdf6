#include "domain/law/dated_rules.h"

#include <algorithm>
#include <cassert>
#include <charconv>

#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 21> kUnits = {{
    {"days"},       {"weeks"},         {"months"},         {"years"},     {"working_days"},
    {"clear_days"}, {"weeks_of_rent"}, {"months_of_rent"}, {"count"},     {"percent"},
    {"divisor"},    {"money"},         {"yes_no"},         {"word"},      {"text"},
    {"form"},       {"date"},          {"time"},           {"day_range"}, {"words"},
    {"dates"},
}};

[[maybe_unused]] bool is_whole(RuleUnit unit) {  // by assertions alone
  return unit <= RuleUnit::count;
}

int whole(const std::string& text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::string_view to_string(RuleUnit unit) {
  return kUnits.at(static_cast<std::size_t>(unit)).word;
}
Result<RuleUnit> parse_rule_unit(std::string_view text) {
  return parse_word<RuleUnit>(kUnits, text, "a unit");
}

int DatedValue::number() const {
  assert(is_whole(unit) && !unset());
  return whole(written.front());
}

const std::string& DatedValue::text() const {
  assert(!unset());
  return written.front();
}

bool DatedValue::yes() const {
  assert(unit == RuleUnit::yes_no && !unset());
  return written.front() == "yes";
}

Money DatedValue::money() const {
  assert(unit == RuleUnit::money && !unset());
  return Money::parse(written.front()).value();
}

Date DatedValue::date() const {
  assert(unit == RuleUnit::date && !unset());
  return Date::parse(written.front()).value();
}

std::pair<std::int64_t, std::int64_t> DatedValue::ratio() const {
  assert((unit == RuleUnit::percent || unit == RuleUnit::divisor) && !unset());
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  bool after_point = false;
  for (const char c : written.front()) {
    if (c == '.') {
      after_point = true;
      continue;
    }
    numerator = numerator * 10 + (c - '0');
    if (after_point) denominator *= 10;
  }
  return {numerator, denominator};
}

std::pair<int, int> DatedValue::day_range() const {
  assert(unit == RuleUnit::day_range && !unset());
  return {whole(written.front()), whole(written.back())};
}

std::vector<Date> DatedValue::dates() const {
  assert(unit == RuleUnit::dates && !unset());
  std::vector<Date> days;
  for (const std::string& each : written) days.push_back(Date::parse(each).value());
  return days;
}

bool DatedRule::applies_to(const Matter& matter) const {
  return std::all_of(applies.begin(), applies.end(), [&](const auto& each) {
    const auto asked = matter.find(each.first);
    return asked != matter.end() &&
           std::ranges::find(each.second, asked->second) != each.second.end();
  });
}

const DatedRule* DatedRules::find(std::string_view id) const {
  const auto found = rules_.find(id);
  return found == rules_.end() ? nullptr : &found->second;
}

const DatedValue* DatedRules::find(const RuleUsed& used) const {
  const DatedRule* rule = find(used.id);
  if (rule == nullptr) return nullptr;
  const auto value = std::ranges::find(rule->values, used.from, &DatedValue::from);
  return value == rule->values.end() ? nullptr : &*value;
}

std::vector<const DatedRule*> DatedRules::of_parameter(std::string_view parameter) const {
  std::vector<const DatedRule*> found;
  const auto ids = ids_of_.find(parameter);
  if (ids == ids_of_.end()) return found;
  for (const std::string& id : ids->second) found.push_back(find(id));
  return found;
}

const DatedValue* RulesOnDay::find(std::string_view id) const {
  const DatedRule* rule = rules_->find(id);
  return rule == nullptr ? nullptr : in_force(*rule);
}

const DatedValue* RulesOnDay::covering(const DatedRule& rule) const {
  for (const DatedValue& value : rule.values) {
    if (value.from <= day_ && (!value.to || day_ <= *value.to)) return &value;
  }
  return nullptr;
}

const DatedValue* RulesOnDay::in_force(const DatedRule& rule) const {
  const DatedValue* value = covering(rule);
  return value != nullptr && value->known ? value : nullptr;
}

Result<DatedValue> RulesOnDay::value(std::string_view id) const {
  const std::string name(id);
  const DatedRule* rule = rules_->find(id);
  if (rule == nullptr) {
    std::vector<std::string> ids;
    for (const auto& [each, unused] : rules_->rules()) ids.push_back(each);
    return problem("there is no rule \"" + name + "\"", did_you_mean(id, ids));
  }
  const DatedValue* value = covering(*rule);
  if (value != nullptr && value->known) return *value;
  std::string what = "no value of " + name + " is known on " + day_.to_words();
  if (value != nullptr) {
    return problem(
        std::move(what), "Load " + value->load + ", from " + value->from_whom + ".", value->place);
  }
  return problem(
      std::move(what), "Add one to the rule, with its citation.", rule->values.front().place);
}

std::vector<const DatedValue*> RulesOnDay::matching(std::string_view parameter,
                                                    const Matter& matter) const {
  std::vector<const DatedValue*> found;
  for (const DatedRule* rule : rules_->of_parameter(parameter)) {
    if (!rule->applies_to(matter)) continue;
    if (const DatedValue* value = in_force(*rule)) found.push_back(value);
  }
  return found;
}

const DatedValue* RulesOnDay::unknown(std::string_view id) const {
  const DatedRule* rule = rules_->find(id);
  const DatedValue* value = rule == nullptr ? nullptr : covering(*rule);
  return value != nullptr && !value->known ? value : nullptr;
}

const DatedValue* RulesOnDay::unknown(std::string_view parameter, const Matter& matter) const {
  for (const DatedRule* rule : rules_->of_parameter(parameter)) {
    if (!rule->applies_to(matter)) continue;
    if (const DatedValue* value = unknown(rule->id)) return value;
  }
  return nullptr;
}

}  // namespace lintel
