#include "workflows/event_record.h"

#include <algorithm>

#include "workflows/decide_json.h"

namespace lintel {
namespace {

Json day_json(const std::optional<Date>& day) {
  return day ? Json(day->to_iso()) : Json();
}

Json fact_json(const FactDeclaration& fact, const Value& value);

Json list_json(const FactDeclaration& fact, const Value& value) {
  Json all = Json::array();
  for (const Value::Record& record : value.as_list()) {
    Json row = Json::object();
    for (std::size_t i = 0; i < record.fields.size() && i < fact.of.size(); ++i) {
      if (!record.fields[i].is_unknown())
        row[fact.of[i].name] = fact_json(fact.of[i], record.fields[i]);
    }
    all.push(std::move(row));
  }
  return all;
}

/// As read_fact() reads it.
Json fact_json(const FactDeclaration& fact, const Value& value) {
  if (value.is_none()) return {};
  if (value.type() == ValueType::list) return list_json(fact, value);
  if (value.type() == ValueType::yes_no) return value.as_yes();
  if (value.type() == ValueType::number) return Json::number(value.to_plain());
  if (value.type() == ValueType::text) return value.as_text();
  if (is_length(value.type())) return value.raw();
  return value.to_plain();
}

Json used_json(const RuleUsed& used) {
  Json row = Json::object();
  row["id"] = used.id;
  row["citation"] = used.citation;
  row["from"] = used.from.to_iso();
  row["to"] = day_json(used.to);
  return row;
}

Json value_json(const Value& value) {
  if (value.is_unknown()) return {};
  if (value.is_none()) return false;
  if (value.type() == ValueType::text) return value.as_text();
  return value.raw();
}

Result<Value> value_of_json(ValueType type, const Json& json) {
  if (json.is_null()) return Value::unknown();
  if (json.is_bool()) return Value::none();
  if (json.is_string() && type == ValueType::text) return Value::text(json.as_string());
  const std::optional<std::int64_t> raw = json.as_integer();
  if (!raw) return problem("a rule's value does not read as " + std::string(to_string(type)));
  if (type == ValueType::yes_no) return Value::yes_no(*raw != 0);
  if (type == ValueType::number) return Value::number_scaled(*raw);
  if (type == ValueType::money) return Value::money(Money::from_pence(*raw));
  if (type == ValueType::date) return Value::date(Date::from_days(static_cast<std::int32_t>(*raw)));
  return Value::length(type, *raw);
}

Json tasks_record(const std::vector<OpenTask>& tasks) {
  Json all = Json::array();
  for (const OpenTask& task : tasks) {
    all.push(
        Json::Array{task.name, to_string(task.role), task.opened_on.to_iso(), day_json(task.due)});
  }
  return all;
}

Json names_record(const std::vector<std::string>& names) {
  Json all = Json::array();
  for (const std::string& name : names) all.push(name);
  return all;
}

Json timers_record(const std::vector<TimerChange>& changes) {
  Json all = Json::array();
  for (const TimerChange& change : changes) {
    Json row = Json::object();
    row["name"] = change.name;
    row["what"] = to_string(change.what);
    row["before"] = day_json(change.before);
    row["after"] = day_json(change.after);
    row["because"] = change.because;
    all.push(std::move(row));
  }
  return all;
}

}  // namespace

Json facts_record(const Definition& definition,
                  const Facts& facts,
                  const RuleValues& rules,
                  Date today) {
  Json record = Json::object();
  std::size_t slot = 0;
  for (const auto& [name, value] : known_facts(definition, facts, rules, today)) {
    const FactDeclaration& fact = definition.facts[slot++];
    if (!value.is_unknown()) record[name] = fact_json(fact, value);
  }
  return record;
}

Result<Facts> facts_of_record(const Definition& definition, const Json& record) {
  Facts facts = definition.new_facts();
  for (std::size_t slot = 0; slot < definition.facts.size(); ++slot) {
    const FactDeclaration& fact = definition.facts[slot];
    const Json* written = record.find(fact.name);
    if (written == nullptr || fact.source.empty()) continue;
    Result<Value> value = read_fact(fact, *written);
    if (!value) return tl::unexpected(value.error());
    facts.set(slot, *std::move(value));
  }
  return facts;
}

Json rules_record(const Definition& definition, const RuleValues& rules) {
  Json all = Json::array();
  for (std::size_t slot = 0; slot < definition.rules.size(); ++slot) {
    const RuleValue& rule = rules.at(slot);
    Json row = used_json(rule.used);
    row["name"] = definition.rules[slot].name();
    row["value"] = value_json(rule.value);
    all.push(std::move(row));
  }
  return all;
}

Result<std::vector<RuleValue>> rules_of_record(const Definition& definition, const Json& record) {
  const auto other = [] { return problem("the rules kept are not those of this definition"); };
  if (!record.is_array() || record.as_array().size() != definition.rules.size()) return other();
  std::vector<RuleValue> values;
  for (std::size_t slot = 0; slot < definition.rules.size(); ++slot) {
    const Json& row = record.as_array()[slot];
    const Json* written = row.find("value");
    if (row.text("name") != definition.rules[slot].name() || written == nullptr) return other();
    Result<Value> value = value_of_json(definition.rules[slot].type, *written);
    if (!value) return tl::unexpected(value.error());
    RuleValue rule{.value = *std::move(value), .used = {}};
    rule.used.id = row.text("id").value_or("");
    rule.used.citation = row.text("citation").value_or("");
    const Result<Date> from = Date::parse(row.text("from").value_or(""));
    if (!from) return tl::unexpected(from.error());
    rule.used.from = *from;
    if (const auto to = row.text("to")) {
      const Result<Date> last = Date::parse(*to);
      if (!last) return tl::unexpected(last.error());
      rule.used.to = *last;
    }
    values.push_back(std::move(rule));
  }
  return values;
}

CaseState in_order(CaseState state) {
  std::stable_sort(state.timers.begin(), state.timers.end(), [](const Timer& a, const Timer& b) {
    return a.due != b.due ? a.due < b.due : a.name < b.name;
  });
  std::stable_sort(state.holds.begin(), state.holds.end(), [](const Hold& a, const Hold& b) {
    return a.from < b.from;
  });
  std::stable_sort(state.tasks.begin(),
                   state.tasks.end(),
                   [](const OpenTask& a, const OpenTask& b) { return a.opened_on < b.opened_on; });
  return state;
}

Json stands_record(const CaseState& unordered) {
  const CaseState state = in_order(unordered);
  Json record = Json::object();
  record["since"] = state.since.to_iso();
  record["timers"] = Json::array();
  for (const Timer& timer : state.timers) {
    record["timers"].push(Json::Array{timer.name,
                                      timer.arming,
                                      timer.due.to_iso(),
                                      timer.fires,
                                      timer.paused_days ? Json(*timer.paused_days) : Json(),
                                      timer.deferred});
  }
  record["holds"] = Json::array();
  for (const Hold& hold : state.holds) {
    record["holds"].push(
        Json::Array{hold.name, hold.from.to_iso(), day_json(hold.until), hold.reason});
  }
  record["tasks"] = tasks_record(state.tasks);
  return record;
}

Json step_record(const Step& step) {
  Json record = to_json(step.decision);
  record["timers"] = timers_record(step.timer_changes);
  record["rules"] = Json::array();
  for (const RuleUsed& used : step.rules) record["rules"].push(used_json(used));
  record["effects"] = Json::array();
  for (const Effect& effect : step.effects) record["effects"].push(effect.action());
  record["tasks_opened"] = tasks_record(step.tasks_opened);
  record["tasks_closed"] = names_record(step.tasks_closed);
  record["holds_begun"] = names_record(step.holds_begun);
  record["holds_ended"] = names_record(step.holds_ended);
  record["starts"] = names_record(step.starts);
  record["irrevocable"] = step.irrevocable;
  record["stands"] = stands_record(step.next);
  return record;
}

}  // namespace lintel
