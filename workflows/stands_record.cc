#include "workflows/stands_record.h"

#include <algorithm>

namespace lintel {
namespace {

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
