#include "workflows/event_record.h"

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

void put_used(CanonicalText text, const std::vector<RuleUsed>& rules) {
  text.open_array();
  for (const RuleUsed& used : rules) {
    text.open_object();
    text.key("citation");
    text.text(used.citation);
    text.key("from");
    text.day(used.from);
    text.key("id");
    text.text(used.id);
    text.key("to");
    text.day(used.to);
    text.close_object();
  }
  text.close_array();
}

void put_timer_changes(CanonicalText text, const std::vector<TimerChange>& changes) {
  text.open_array();
  for (const TimerChange& change : changes) {
    text.open_object();
    text.key("after");
    text.day(change.after);
    text.key("because");
    text.text(change.because);
    text.key("before");
    text.day(change.before);
    text.key("name");
    text.text(change.name);
    text.key("what");
    text.text(to_string(change.what));
    text.close_object();
  }
  text.close_array();
}

void put_effects(CanonicalText text, const std::vector<Effect>& effects) {
  text.open_array();
  for (const Effect& effect : effects) text.text(effect.action());
  text.close_array();
}

/// The keys of earlier calls that this event undoes; nothing is said when it undoes none.
void add_undone(RecordText& record, const std::vector<Effect>& effects) {
  std::vector<std::string> keys;
  for (const Effect& effect : effects)
    if (!effect.undoes.empty()) keys.push_back(effect.undoes);
  if (!keys.empty()) put_names(record.member("undone"), keys);
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

void write_step(const Step& step, RecordText& record) {
  const Decision& decision = step.decision;
  put_names(record.member("actions"), decision.actions);
  put_effects(record.member("effects"), step.effects);
  record.member("event").text(decision.event);
  record.member("from").text(decision.from);
  put_names(record.member("holds_begun"), step.holds_begun);
  put_names(record.member("holds_ended"), step.holds_ended);
  record.member("irrevocable").yes_no(step.irrevocable);
  put_reasons(record.member("reasons"), decision);
  put_rule(record.member("rule"), decision);
  put_used(record.member("rules"), step.rules);
  put_runner_up(record.member("runner_up"), decision);
  put_stands(record.member("stands"), step.next);
  put_names(record.member("starts"), step.starts);
  put_names(record.member("tasks_closed"), step.tasks_closed);
  put_tasks(record.member("tasks_opened"), step.tasks_opened);
  put_timer_changes(record.member("timers"), step.timer_changes);
  record.member("to").text(decision.to);
  add_undone(record, step.effects);
}

void write_migration(const CaseState& before, const Migrated& moved, RecordText& record) {
  put_stands(record.member("before"), before);
  put_stands(record.member("stands"), moved.next);
  put_names(record.member("tasks_closed"), moved.tasks_closed);
  put_names(record.member("tasks_opened"), moved.tasks_opened);
  put_timer_changes(record.member("timers"), moved.timer_changes);
}

std::string event_payload_text(const RecordText& record, const Json& beside) {
  std::string payload;
  CanonicalText text(payload);
  const Json::Object& more = beside.as_object();
  auto next = more.begin();
  const auto put = [&](std::string_view name, std::string_view value) {
    text.key(name);
    text.canonical(value);
  };
  text.open_object();
  record.each([&](std::string_view name, std::string_view bytes) {
    for (; next != more.end() && next->first < name; ++next)
      put(next->first, to_canonical(next->second));
    put(name, bytes);
    return true;
  });
  for (; next != more.end(); ++next) put(next->first, to_canonical(next->second));
  text.close_object();
  return payload;
}

}  // namespace lintel
