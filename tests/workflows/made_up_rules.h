#pragma once

#include <map>
#include <string>

#include "workflows/definition_reader.h"
#include "workflows/engine.h"
#include "workflows/rule_values.h"

namespace lintel {

/// Law and policy with the values that the tests speak of. Weekends are the only days off.
class MadeUpRules final : public RuleBook {
 public:
  MadeUpRules() {
    const auto policy = [&](const std::string& id, Value value) {
      values_["policy." + id] = {value, {id, "Income policy", Date{2015, 1, 1}, {}}};
    };
    policy("small_arrears", Value::money(25'00_pence));
    policy("reminder_weeks", Value::number(1));
    policy("letter_1_weeks", Value::number(2));
    policy("letter_2_weeks", Value::number(3));
    policy("notice_weeks", Value::number(4));
    policy("reminder_wait", Value::days(7));
    policy("letter_wait", Value::days(7));
    policy("contact_days", Value::days(28));
    policy("paying_weeks", Value::number(3));
    policy("agreement_answer", Value::days(14));
    policy("approval_due", Value::working_days(2));
    policy("service_due", Value::working_days(2));
    policy("court_floor", Value::money(250'00_pence));
    values_["law.BS-01"] = {Value::days(60),
                            {"BS-01", "SI 2020/1311 reg 26(2)", Date{2021, 5, 4}, {}}};
    values_["law.S83-02"] = {Value::months(12),
                             {"S83-02", "HA 1985 s.83(4)", Date{1986, 4, 1}, {}}};
    values_["law.S8-01"] = {Value::length(ValueType::weeks, 2),
                            {"S8-01", "Housing Act 1988 s.8(4B)", Date{2021, 10, 1}, {}}};
    values_["law.S21-05"] = {Value::months(6),
                             {"S21-05", "Housing Act 1988 s.21(4D)", Date{2015, 10, 1}, {}}};
    values_["law.NEW-01"] = {Value::number(13), {"NEW-01", "A new Act s.1", Date{2027, 1, 1}, {}}};
  }

  std::optional<ValueType> type_of(RuleKind kind, std::string_view id) const override {
    const auto found = values_.find(key(kind, id));
    return found == values_.end() ? std::nullopt : std::optional{found->second.value.type()};
  }
  RuleValue value_on(RuleKind kind, std::string_view id, Date on) const override {
    const auto found = values_.find(key(kind, id));
    if (found == values_.end() || on < found->second.used.from) return {};
    return found->second;
  }
  std::vector<std::string> ids(RuleKind kind) const override {
    std::vector<std::string> names;
    const std::string prefix = key(kind, "");
    for (const auto& [name, value] : values_)
      if (name.starts_with(prefix)) names.push_back(name.substr(prefix.size()));
    return names;
  }
  Date plus_working_days(std::string_view calendar, Date from, int count) const override {
    return EmptyRuleBook{}.plus_working_days(calendar, from, count);
  }
  /// A period of five days or less is counted in working days.
  Date leaving_clear_days(std::string_view calendar, Date from, int count) const override {
    const int step = count < 0 ? -1 : 1;
    if (count * step > 5) return EmptyRuleBook{}.leaving_clear_days(calendar, from, count);
    return plus_working_days(calendar, from, count).plus_days(step);
  }

 private:
  static std::string key(RuleKind kind, std::string_view id) {
    return (kind == RuleKind::law ? "law." : "policy.") + std::string(id);
  }
  std::map<std::string, RuleValue> values_;
};

/// "file:1:2: …" for each problem, one a line.
inline std::string said(const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems) text += problem.to_string() + "\n";
  return text;
}

inline Definition definition_of(std::string_view yaml) {
  static const MadeUpRules kRules;
  ResultOfMany<Definition> read = read_definition(yaml, "made_up.yaml", kRules);
  if (!read) throw std::runtime_error(said(read.error()));
  return std::move(*read);
}

}  // namespace lintel
