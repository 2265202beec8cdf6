#include "server/casework/case_state_record.h"

namespace lintel {
namespace {

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json(day->to_iso()) : Json();
}

Problem unreadable(const std::string& what) {
  return {.what = "the record of the migration has no readable " + what,
          .fix = "Run `lintel audit verify`.",
          .place = {}};
}

std::optional<Date> date_in(const Json& json, std::string_view key) {
  const std::optional<std::string> text = json.text(key);
  if (!text) return std::nullopt;
  const Result<Date> day = Date::parse(*text);
  return day ? std::optional(*day) : std::nullopt;
}

std::optional<int> number_in(const Json& json, std::string_view key) {
  const Json* found = json.find(key);
  const std::optional<std::int64_t> number =
      found != nullptr && found->is_number() ? found->as_integer() : std::nullopt;
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

Result<Timer> timer_in(const Json& json) {
  const std::optional<Date> due = date_in(json, "due");
  const std::optional<int> arming = number_in(json, "arming");
  if (!json.text("name") || !due || !arming) return tl::unexpected(unreadable("timer"));
  return Timer{.name = *json.text("name"),
               .arming = *arming,
               .due = *due,
               .fires = json.text("fires").value_or(""),
               .paused_days = number_in(json, "paused_days"),
               .deferred = json.find("deferred") != nullptr && json.find("deferred")->as_bool()};
}

Result<OpenTask> task_in(const Json& json) {
  const std::optional<Date> opened = date_in(json, "opened_on");
  const Result<Role> role = parse_role(json.text("role").value_or(""));
  if (!json.text("name") || !opened || !role) return tl::unexpected(unreadable("task"));
  return OpenTask{
      .name = *json.text("name"), .role = *role, .opened_on = *opened, .due = date_in(json, "due")};
}

}  // namespace

Json case_state_record(const CaseState& state) {
  Json record = Json::object();
  record["state"] = state.state;
  record["since"] = state.since.to_iso();
  record["timers"] = Json::array();
  for (const Timer& timer : state.timers) {
    Json row = Json::object();
    row["name"] = timer.name;
    row["arming"] = timer.arming;
    row["due"] = timer.due.to_iso();
    row["fires"] = timer.fires;
    row["paused_days"] = timer.paused_days ? Json(*timer.paused_days) : Json();
    row["deferred"] = timer.deferred;
    record["timers"].push(std::move(row));
  }
  record["tasks"] = Json::array();
  for (const OpenTask& task : state.tasks) {
    Json row = Json::object();
    row["name"] = task.name;
    row["role"] = to_string(task.role);
    row["opened_on"] = task.opened_on.to_iso();
    row["due"] = day_or_null(task.due);
    record["tasks"].push(std::move(row));
  }
  return record;
}

Result<CaseState> read_case_state_record(const Json& record) {
  CaseState state;
  const std::optional<Date> since = date_in(record, "since");
  const Json* timers = record.find("timers");
  const Json* tasks = record.find("tasks");
  if (!record.text("state") || !since) return tl::unexpected(unreadable("state"));
  if (timers == nullptr || !timers->is_array() || tasks == nullptr || !tasks->is_array())
    return tl::unexpected(unreadable("timers and tasks"));
  state.state = *record.text("state");
  state.since = *since;
  for (const Json& each : timers->as_array()) {
    Result<Timer> timer = timer_in(each);
    if (!timer) return tl::unexpected(timer.error());
    state.timers.push_back(*std::move(timer));
  }
  for (const Json& each : tasks->as_array()) {
    Result<OpenTask> task = task_in(each);
    if (!task) return tl::unexpected(task.error());
    state.tasks.push_back(*std::move(task));
  }
  return state;
}

}  // namespace lintel
