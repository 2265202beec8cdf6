#include "workflows/decide_json.h"

#include <algorithm>

#include "domain/strict_yaml.h"

namespace lintel {
namespace {

std::string kind_words(const Json& value) {
  if (value.is_null()) return "null";
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  if (value.is_number()) return value.number_text();
  if (value.is_string()) return "\"" + value.as_string() + "\"";
  return value.is_array() ? "a list" : "an object";
}

tl::unexpected<Problem> wrong(const FactDeclaration& fact,
                              const Json& value,
                              const std::string& wanted) {
  return problem(fact.name + " is " + kind_words(value) + ", not " + wanted);
}

Result<Value> read_list(const FactDeclaration& fact, const Json& value) {
  if (!value.is_array()) return wrong(fact, value, "a list of objects");
  Value::Records records;
  for (const Json& each : value.as_array()) {
    if (!each.is_object()) return wrong(fact, each, "an object");
    Value::Record record;
    for (const FactDeclaration& field : fact.of) {
      const Json* given = each.find(field.name);
      Result<Value> read =
          given == nullptr ? Result<Value>{Value::unknown()} : read_fact(field, *given);
      if (!read)
        return problem(fact.name + "[" + std::to_string(records.size()) + "]." + read.error().what,
                       read.error().fix);
      record.fields.push_back(std::move(*read));
    }
    for (const auto& [name, ignored] : each.as_object()) {
      const bool known = std::any_of(
          fact.of.begin(), fact.of.end(), [&, &key = name](const FactDeclaration& field) {
            return field.name == key;
          });
      if (!known) return problem(fact.name + " has no field \"" + name + "\"");
    }
    records.push_back(std::move(record));
  }
  return Value::list(std::move(records));
}

struct AskedLine {
  Json id;
  CaseState from;
  Facts facts{0};
};

Result<std::string> text_member(const Json& object, std::string_view key) {
  const Json* member = object.find(key);
  if (member == nullptr || member->is_null()) return std::string();
  if (!member->is_string())
    return problem(std::string(key) + " is " + kind_words(*member) + ", not text");
  return member->as_string();
}

Result<AskedLine> read_line(const Definition& definition, const Json& line) {
  AskedLine asked;
  asked.facts = definition.new_facts();
  for (const auto& [key, ignored] : line.as_object())
    if (key != "id" && key != "state" && key != "holds" && key != "facts")
      return problem("\"" + key + "\" is not a field of a line",
                     did_you_mean(key, {"id", "state", "holds", "facts"}));
  const Result<std::string> state = text_member(line, "state");
  if (!state) return tl::unexpected(state.error());
  asked.from.state = state->empty() ? definition.start : *state;
  if (definition.state(asked.from.state) == nullptr)
    return problem("state: there is no state \"" + asked.from.state + "\"",
                   did_you_mean(asked.from.state, definition.state_names));
  if (const Json* holds = line.find("holds"); holds != nullptr && !holds->is_null()) {
    if (!holds->is_array())
      return problem("holds is " + kind_words(*holds) + ", not a list of names");
    for (const Json& each : holds->as_array()) {
      if (!each.is_string() || definition.hold(each.as_string()) == nullptr)
        return problem(
            "holds: there is no hold " + kind_words(each),
            each.is_string() ? did_you_mean(each.as_string(), definition.hold_names) : "");
      Hold hold;
      hold.name = each.as_string();
      asked.from.holds.push_back(std::move(hold));
    }
  }
  const Json* facts = line.find("facts");
  if (facts == nullptr || facts->is_null()) return asked;
  if (!facts->is_object()) return problem("facts is " + kind_words(*facts) + ", not an object");
  std::vector<std::string> names;
  for (const auto& [name, value] : facts->as_object()) {
    const int slot = definition.fact_slot(name);
    if (slot < 0) {
      for (const FactDeclaration& fact : definition.facts) names.push_back(fact.name);
      return problem("facts: there is no fact \"" + name + "\"", did_you_mean(name, names));
    }
    Result<Value> read = read_fact(definition.facts[static_cast<std::size_t>(slot)], value);
    if (!read) return problem("facts: " + read.error().what, read.error().fix);
    asked.facts.set(static_cast<std::size_t>(slot), std::move(*read));
  }
  return asked;
}

DecideLine refused(const Json& id, const Problem& problem) {
  Json answer = Json::object();
  answer["id"] = id;
  answer["error"] = problem.to_string();
  return DecideLine{to_canonical(answer), false};
}

}  // namespace

Result<Value> read_fact(const FactDeclaration& fact, const Json& value) {
  if (value.is_null()) return Value::none();
  switch (fact.type) {
    case ValueType::yes_no:
      if (!value.is_bool()) return wrong(fact, value, "true or false");
      return Value::yes_no(value.as_bool());
    case ValueType::number: {
      if (!value.is_number()) return wrong(fact, value, "a number");
      Result<std::int64_t> number = parse_number(value.number_text());
      if (!number) return problem(fact.name + ": " + number.error().what, number.error().fix);
      return Value::number_scaled(*number);
    }
    case ValueType::money: {
      if (!value.is_string())
        return wrong(fact, value, "a string of pounds and pence such as \"410.35\"");
      Result<Money> amount = Money::parse(value.as_string());
      if (!amount) return problem(fact.name + ": " + amount.error().what, amount.error().fix);
      return Value::money(*amount);
    }
    case ValueType::date: {
      if (!value.is_string()) return wrong(fact, value, "a date such as \"2026-11-23\"");
      Result<Date> day = Date::parse(value.as_string());
      if (!day) return problem(fact.name + ": " + day.error().what, day.error().fix);
      return Value::date(*day);
    }
    case ValueType::text:
      if (!value.is_string()) return wrong(fact, value, "text");
      if (!fact.words.empty() &&
          std::find(fact.words.begin(), fact.words.end(), value.as_string()) == fact.words.end()) {
        std::string words;
        for (const std::string& word : fact.words) words += (words.empty() ? "" : ", ") + word;
        return wrong(fact, value, "one of " + words);
      }
      return Value::text(value.as_string());
    case ValueType::list:
      return read_list(fact, value);
    default: {  // the lengths of time
      const std::optional<std::int64_t> count = value.as_integer();
      if (!count) return wrong(fact, value, "a whole number");
      return Value::length(fact.type, *count);
    }
  }
}

void put_names(CanonicalText text, const std::vector<std::string>& names) {
  text.open_array();
  for (const std::string& name : names) text.text(name);
  text.close_array();
}

void put_rule(CanonicalText text, const Decision& decision) {
  if (decision.rule.empty()) return text.none();
  text.text(decision.rule);
}

void put_reasons(CanonicalText text, const Decision& decision) {
  const auto unless_empty = [&](std::string_view key, const std::string& words) {
    if (words.empty()) return;
    text.key(key);
    text.text(words);
  };
  text.open_array();
  for (const Reason& reason : decision.reasons) {
    text.open_object();
    text.key("because");
    text.text(reason.because);
    unless_empty("fact", reason.fact);
    unless_empty("fix", reason.fix);
    unless_empty("law", reason.law);
    text.key("passed");
    if (reason.passed == Verdict::unknown) {
      text.text("unknown");
    } else {
      text.yes_no(reason.passed == Verdict::yes);
    }
    text.key("rule");
    text.text(reason.rule);
    text.close_object();
  }
  text.close_array();
}

void put_runner_up(CanonicalText text, const Decision& decision) {
  if (!decision.runner_up) return text.none();
  text.open_object();
  text.key("failed");
  put_names(text, decision.runner_up->failed);
  text.key("rule");
  text.text(decision.runner_up->rule);
  text.close_object();
}

namespace {

/// With the id of the line, when it is one's answer.
RecordText decision_text(const Decision& decision, const Json* id) {
  RecordText record;
  put_names(record.member("actions"), decision.actions);
  record.member("event").text(decision.event);
  record.member("from").text(decision.from);
  if (id != nullptr) record.member("id").canonical(to_canonical(*id));
  put_reasons(record.member("reasons"), decision);
  put_rule(record.member("rule"), decision);
  put_runner_up(record.member("runner_up"), decision);
  record.member("to").text(decision.to);
  return record;
}

}  // namespace

Json to_json(const Decision& decision) {
  return parse_json(decision_text(decision, nullptr).whole()).value();
}

DecideLine decide_line(const Definition& definition,
                       std::string_view line,
                       std::string_view event,
                       const RuleValues& rules,
                       Date today) {
  Result<Json> read = parse_json(line);
  if (!read) return refused(Json{}, read.error());
  if (!read->is_object())
    return refused(
        Json{},
        Problem{"the line is not an object of facts", "Write {\"id\":…,\"facts\":{…}}.", {}});
  const Json* given = read->find("id");
  const Json id = given == nullptr ? Json{} : *given;
  const Result<AskedLine> asked = read_line(definition, *read);
  if (!asked) return refused(id, asked.error());
  const Event happened{.name = std::string(event), .actor = std::nullopt, .fields = {}};
  const Decision decision = decide(definition, asked->from, happened, asked->facts, rules, today);
  return DecideLine{decision_text(decision, &id).whole(), true};
}

}  // namespace lintel
