#include "server/casework/law_and_policy.h"

#include <stdexcept>

namespace lintel {
namespace {

constexpr int kDaysInAWeek = 7;
constexpr int kMonthsInAYear = 12;

/// What a guard may do with a value of that unit; nothing when no guard can use it.
std::optional<ValueType> type_of_unit(RuleUnit unit) {
  switch (unit) {
    case RuleUnit::days:
    case RuleUnit::weeks:
    case RuleUnit::clear_days:
      return ValueType::days;
    case RuleUnit::working_days:
      return ValueType::working_days;
    case RuleUnit::months:
    case RuleUnit::years:
      return ValueType::months;
    case RuleUnit::weeks_of_rent:
    case RuleUnit::months_of_rent:
    case RuleUnit::count:
    case RuleUnit::percent:
    case RuleUnit::divisor:
      return ValueType::number;
    case RuleUnit::money:
      return ValueType::money;
    case RuleUnit::yes_no:
      return ValueType::yes_no;
    case RuleUnit::word:
    case RuleUnit::text:
    case RuleUnit::form:
      return ValueType::text;
    case RuleUnit::date:
      return ValueType::date;
    case RuleUnit::time:
    case RuleUnit::day_range:
    case RuleUnit::words:
    case RuleUnit::dates:
      return std::nullopt;
  }
  return std::nullopt;
}

Value value_of(const DatedValue& dated) {
  if (dated.unset()) return Value::none();
  switch (dated.unit) {
    case RuleUnit::days:
    case RuleUnit::clear_days:
      return Value::days(dated.number());
    case RuleUnit::weeks:
      return Value::days(std::int64_t{kDaysInAWeek} * dated.number());
    case RuleUnit::working_days:
      return Value::working_days(dated.number());
    case RuleUnit::months:
      return Value::months(dated.number());
    case RuleUnit::years:
      return Value::months(std::int64_t{kMonthsInAYear} * dated.number());
    case RuleUnit::weeks_of_rent:
    case RuleUnit::months_of_rent:
    case RuleUnit::count:
      return Value::number(dated.number());
    case RuleUnit::percent:
    case RuleUnit::divisor: {
      const auto [top, bottom] = dated.ratio();
      return Value::number_scaled(top * kNumberScale / bottom);
    }
    case RuleUnit::money:
      return Value::money(dated.money());
    case RuleUnit::yes_no:
      return Value::yes_no(dated.yes());
    case RuleUnit::word:
    case RuleUnit::text:
    case RuleUnit::form:
      return Value::text(dated.text());
    case RuleUnit::date:
      return Value::date(dated.date());
    case RuleUnit::time:
    case RuleUnit::day_range:
    case RuleUnit::words:
    case RuleUnit::dates:
      return Value::unknown();
  }
  return Value::unknown();
}

}  // namespace

const DatedRules& LawAndPolicy::rules(RuleKind kind) const {
  return kind == RuleKind::law ? law_.rules() : policy_;
}

std::optional<ValueType> LawAndPolicy::type_of(RuleKind kind, std::string_view id) const {
  const DatedRule* rule = rules(kind).find(id);
  return rule == nullptr ? std::nullopt : type_of_unit(rule->unit);
}

RuleValue LawAndPolicy::value_on(RuleKind kind, std::string_view id, Date on) const {
  const DatedValue* dated = rules(kind).on(on).find(id);
  if (dated == nullptr) return {};
  return {.value = value_of(*dated), .used = dated->used()};
}

std::vector<std::string> LawAndPolicy::ids(RuleKind kind) const {
  std::vector<std::string> all;
  for (const auto& [id, rule] : rules(kind).rules()) all.push_back(id);
  return all;
}

Date LawAndPolicy::plus_working_days(std::string_view calendar, Date from, int count) const {
  for (const Jurisdiction jurisdiction : {Jurisdiction::england, Jurisdiction::wales}) {
    const Calendar& days = law_.calendar(jurisdiction);
    if (days.name() != calendar) continue;
    const Result<Date> day = days.working_day_after(from, count);
    if (!day) throw std::out_of_range(day.error().to_string());
    return *day;
  }
  throw std::out_of_range("there is no calendar \"" + std::string(calendar) + "\"");
}

}  // namespace lintel
