#include "server/casework/law_and_policy.h"

#include <stdexcept>

#include "domain/counting.h"

namespace lintel {
namespace {

constexpr int kMonthsInAYear = 12;

/// What a guard may do with a value of that unit; nothing when no guard can use it.
std::optional<ValueType> type_of_unit(RuleUnit unit) {
  switch (unit) {
    case RuleUnit::days:
      return ValueType::days;
    case RuleUnit::weeks:
      return ValueType::weeks;
    case RuleUnit::clear_days:
      return ValueType::clear_days;
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
      return Value::days(dated.number());
    case RuleUnit::weeks:
      return Value::length(ValueType::weeks, dated.number());
    case RuleUnit::clear_days:
      return Value::length(ValueType::clear_days, dated.number());
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

const Calendar& LawAndPolicy::calendar_named(std::string_view name) const {
  for (const Jurisdiction jurisdiction : {Jurisdiction::england, Jurisdiction::wales}) {
    if (law_.calendar(jurisdiction).name() == name) return law_.calendar(jurisdiction);
  }
  throw std::out_of_range("there is no calendar \"" + std::string(name) + "\"");
}

Date LawAndPolicy::plus_working_days(std::string_view calendar, Date from, int count) const {
  const Result<Date> day = calendar_named(calendar).working_day_after(from, count);
  if (!day) throw std::out_of_range(day.error().to_string());
  return *day;
}

Date LawAndPolicy::leaving_clear_days(std::string_view calendar, Date from, int count) const {
  const DatedValue* short_period = law_.on(from).find("CNT-02");
  if (short_period == nullptr || short_period->unit != RuleUnit::days) {
    throw std::out_of_range("no rule on " + from.to_words() +
                            " says how short a period is counted in working days (CNT-02)");
  }
  const Calendar& days = calendar_named(calendar);
  const Result<Date> day =
      count < 0 ? latest_day_leaving_clear_days(days, from, -count, short_period->number())
                : earliest_day_leaving_clear_days(days, from, count, short_period->number());
  if (!day) throw std::out_of_range(day.error().to_string());
  return *day;
}

}  // namespace lintel
