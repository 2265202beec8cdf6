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

void put_tasks(CanonicalText text, const std::vector<OpenTask>& tasks) {
  text.open_array();
  for (const OpenTask& task : tasks) {
    text.open_array();
    text.text(task.name);
    text.text(to_string(task.role));
    text.day(task.opened_on);
    text.day(task.due);
    text.close_array();
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

void put_timers(CanonicalText text, const std::vector<Timer>& timers) {
  text.open_array();
  for (const Timer& timer : timers) {
    text.open_array();
    text.text(timer.name);
    text.integer(timer.arming);
    text.day(timer.due);
    text.text(timer.fires);
    if (timer.paused_days) {
      text.integer(*timer.paused_days);
    } else {
      text.none();
    }
    text.yes_no(timer.deferred);
    text.close_array();
  }
  text.close_array();
}

void put_holds(CanonicalText text, const std::vector<Hold>& holds) {
  text.open_array();
  for (const Hold& hold : holds) {
    text.open_array();
    text.text(hold.name);
    text.day(hold.from);
    text.day(hold.until);
    text.text(hold.reason);
    text.close_array();
  }
  text.close_array();
}

bool timer_is_before(const Timer& a, const Timer& b) {
  return a.due != b.due ? a.due < b.due : a.name < b.name;
}
bool hold_is_before(const Hold& a, const Hold& b) {
  return a.from < b.from;
}
bool task_is_before(const OpenTask& a, const OpenTask& b) {
  return a.opened_on < b.opened_on;
}

bool is_in_order(const CaseState& state) {
  return std::is_sorted(state.timers.begin(), state.timers.end(), timer_is_before) &&
         std::is_sorted(state.holds.begin(), state.holds.end(), hold_is_before) &&
         std::is_sorted(state.tasks.begin(), state.tasks.end(), task_is_before);
}

void put_stands(CanonicalText text, const CaseState& state) {
  if (!is_in_order(state)) return put_stands(text, in_order(state));
  text.open_object();
  text.key("holds");
  put_holds(text, state.holds);
  text.key("since");
  text.day(state.since);
  text.key("tasks");
  put_tasks(text, state.tasks);
  text.key("timers");
  put_timers(text, state.timers);
  text.close_object();
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

/// Takes the parts of a row by their place; remembers whether all of them read.
class RowParts {
 public:
  RowParts(const Json& row, std::size_t parts)
      : parts_(row.is_array() && row.as_array().size() == parts ? &row.as_array() : nullptr) {}

  bool read() const { return parts_ != nullptr && read_; }

  std::string text(std::size_t place) {
    if (!has(parts_ != nullptr && (*parts_)[place].is_string())) return "";
    return (*parts_)[place].as_string();
  }
  int number(std::size_t place) {
    const auto value = parts_ != nullptr ? (*parts_)[place].as_integer() : std::nullopt;
    return has(value.has_value()) ? static_cast<int>(*value) : 0;
  }
  bool yes(std::size_t place) {
    return has(parts_ != nullptr && (*parts_)[place].is_bool()) && (*parts_)[place].as_bool();
  }
  bool is_null(std::size_t place) const { return parts_ != nullptr && (*parts_)[place].is_null(); }
  Date day(std::size_t place) {
    const Result<Date> value = Date::parse(text(place));
    return has(value.has_value()) ? *value : Date{1900, 1, 1};
  }
  std::optional<Date> day_or_none(std::size_t place) {
    if (is_null(place)) return std::nullopt;
    return day(place);
  }

 private:
  bool has(bool reads) {
    read_ = read_ && reads;
    return reads;
  }

  const Json::Array* parts_;
  bool read_ = true;
};

std::optional<Timer> timer_of(const Json& row) {
  constexpr std::size_t kParts = 6;
  RowParts parts(row, kParts);
  Timer timer{.name = parts.text(0),
              .arming = parts.number(1),
              .due = parts.day(2),
              .fires = parts.text(3),
              .paused_days = {},
              .deferred = parts.yes(5)};
  if (!parts.is_null(4)) timer.paused_days = parts.number(4);
  return parts.read() ? std::optional(std::move(timer)) : std::nullopt;
}

std::optional<Hold> hold_of(const Json& row) {
  constexpr std::size_t kParts = 4;
  RowParts parts(row, kParts);
  Hold hold;
  hold.name = parts.text(0);
  hold.from = parts.day(1);
  hold.until = parts.day_or_none(2);
  hold.reason = parts.text(3);
  return parts.read() ? std::optional(std::move(hold)) : std::nullopt;
}

std::optional<OpenTask> task_of(const Json& row) {
  constexpr std::size_t kParts = 4;
  RowParts parts(row, kParts);
  const Result<Role> role = parse_role(parts.text(1));
  OpenTask task{.name = parts.text(0),
                .role = role ? *role : Role::income_officer,
                .opened_on = parts.day(2),
                .due = parts.day_or_none(3)};
  return parts.read() && role ? std::optional(std::move(task)) : std::nullopt;
}

/// The rows of one list of a record; none when one of them does not read.
template <class T>
std::optional<std::vector<T>> rows_of(const Json& record,
                                      std::string_view list,
                                      std::optional<T> (*read)(const Json&)) {
  const Json* rows = record.find(list);
  if (rows == nullptr || !rows->is_array()) return std::nullopt;
  std::vector<T> all;
  for (const Json& row : rows->as_array()) {
    std::optional<T> one = read(row);
    if (!one) return std::nullopt;
    all.push_back(*std::move(one));
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
  if (is_in_order(state)) return state;
  std::stable_sort(state.timers.begin(), state.timers.end(), timer_is_before);
  std::stable_sort(state.holds.begin(), state.holds.end(), hold_is_before);
  std::stable_sort(state.tasks.begin(), state.tasks.end(), task_is_before);
  return state;
}

Json stands_record(const CaseState& state) {
  std::string text;
  put_stands(CanonicalText(text), state);
  return parse_json(text).value();
}

Result<CaseState> state_of_record(const std::string& state, const Json& record) {
  const auto wrong = [](const char* what) {
    return problem("where the case stood has no readable " + std::string(what),
                   "Run `lintel audit verify`.");
  };
  const Result<Date> since = Date::parse(record.text("since").value_or(""));
  if (!since) return wrong("day");
  auto timers = rows_of<Timer>(record, "timers", timer_of);
  if (!timers) return wrong("timers");
  auto holds = rows_of<Hold>(record, "holds", hold_of);
  if (!holds) return wrong("holds");
  auto tasks = rows_of<OpenTask>(record, "tasks", task_of);
  if (!tasks) return wrong("tasks");
  return CaseState{.state = state,
                   .since = *since,
                   .holds = *std::move(holds),
                   .timers = *std::move(timers),
                   .tasks = *std::move(tasks),
                   .acts = {}};
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

Json acts_record(const std::vector<PastAct>& acts) {
  Json all = Json::array();
  for (const PastAct& act : acts)
    all.push(Json::Array{act.event,
                         to_string(act.person),
                         act.name,
                         act.on_behalf_of ? Json(to_string(*act.on_behalf_of)) : Json()});
  return all;
}

Result<std::vector<PastAct>> acts_of_record(const Json& record) {
  constexpr std::size_t kParts = 4;
  const auto wrong = [] { return problem("its acts do not read"); };
  if (!record.is_array()) return wrong();
  std::vector<PastAct> acts;
  for (const Json& row : record.as_array()) {
    RowParts parts(row, kParts);
    const Result<PersonId> person = PersonId::parse(parts.text(1));
    PastAct act{.event = parts.text(0), .person = {}, .name = parts.text(2)};
    if (!parts.is_null(3)) {
      const Result<PersonId> whom = PersonId::parse(parts.text(3));
      if (!whom) return wrong();
      act.on_behalf_of = *whom;
    }
    if (!parts.read() || !person) return wrong();
    act.person = *person;
    acts.push_back(std::move(act));
  }
  return acts;
}

Json calls_record(const std::vector<PastCall>& calls) {
  Json all = Json::array();
  for (const PastCall& call : calls) {
    Json row = Json::object();
    row["call"] = call.name;
    row["compensate"] = call.compensate;
    row["key"] = call.key;
    all.push(std::move(row));
  }
  return all;
}

Result<std::vector<PastCall>> calls_of_record(const Json& record) {
  if (!record.is_array()) return problem("its calls do not read");
  std::vector<PastCall> calls;
  for (const Json& row : record.as_array()) {
    const auto name = row.text("call");
    const auto compensate = row.text("compensate");
    const auto key = row.text("key");
    if (!name || !compensate || !key) return problem("its calls do not read");
    calls.push_back({.name = *name, .compensate = *compensate, .key = *key});
  }
  return calls;
}

Json delegator_record(const Delegator& whom) {
  Json record = Json::object();
  record["id"] = to_string(whom.person);
  record["name"] = whom.name;
  record["roles"] = Json::array();
  for (const Role role : whom.roles) record["roles"].push(to_string(role));
  return record;
}

Result<Delegator> delegator_of_record(const Json& record) {
  const auto wrong = [] { return problem("for whom the person acted does not read"); };
  const Result<PersonId> person = PersonId::parse(record.text("id").value_or(""));
  const Json* roles = record.find("roles");
  if (!person || roles == nullptr || !roles->is_array()) return wrong();
  Delegator whom{.person = *person, .name = record.text("name").value_or(""), .roles = {}};
  for (const Json& word : roles->as_array()) {
    const Result<Role> role = parse_role(word.is_string() ? word.as_string() : "");
    if (!role) return wrong();
    whom.roles.push_back(*role);
  }
  return whom;
}

}  // namespace lintel
