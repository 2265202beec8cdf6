#include "storage/case_row.h"

#include "storage/listed.h"

namespace lintel {
namespace {

std::vector<Role> roles_from(std::string_view words) {
  std::vector<Role> roles;
  for (const std::string& word : parted(words, ',')) roles.push_back(parse_role(word).value());
  return roles;
}

}  // namespace

Case take_case(Row& row) {
  return Case{
      .id = row.take<CaseId>(),
      .reference = row.take<std::string>(),
      .tenancy_id = row.take<TenancyId>(),
      .account_id = row.take<RentAccountId>(),
      .definition = {.workflow = row.take<std::string>(), .version = row.take<std::string>()},
      .state = row.take<std::string>(),
      .stage = row.take(parse_stage),
      .state_since = row.take<Date>(),
      .version = row.take<std::int64_t>(),
      .holds = {},
      .timers = {}};
}

Hold take_hold(Row& row) {
  return Hold{.id = row.take<HoldId>(),
              .name = row.take<std::string>(),
              .from = row.take<Date>(),
              .until = row.take<std::optional<Date>>(),
              .reason = row.take<std::string>(),
              .lifted_on = row.take<std::optional<Date>>()};
}

Timer take_timer(Row& row) {
  return Timer{.name = row.take<std::string>(),
               .arming = row.take<int>(),
               .due = row.take<Date>(),
               .fires = row.take<std::string>(),
               .paused_days = row.take<std::optional<int>>(),
               .deferred = row.take<bool>()};
}

Task take_task(Row& row) {
  return Task{.id = row.take<TaskId>(),
              .case_id = row.take<CaseId>(),
              .name = row.take<std::string>(),
              .label = row.take<std::string>(),
              .role = row.take(parse_role),
              .opened_on = row.take<Date>(),
              .due = row.take<std::optional<Date>>(),
              .done_on = row.take<std::optional<Date>>()};
}

CaseEvent take_event(Row& row) {
  return CaseEvent{.case_id = row.take<CaseId>(),
                   .seq = row.take<std::int64_t>(),
                   .at = row.take<Instant>(),
                   .on = row.take<Date>(),
                   .event = row.take<std::string>(),
                   .from = row.take<std::string>(),
                   .to = row.take<std::string>(),
                   .actor = {.person = row.take<std::optional<PersonId>>(),
                             .name = row.take<std::string>(),
                             .roles = roles_from(row.take<std::string_view>())},
                   .command_key = row.take<std::string>(),
                   .payload = row.take<std::string>(),
                   .definition_hash = row.take<Hash>(),
                   .previous = row.take<Hash>(),
                   .hash = row.take<Hash>()};
}

}  // namespace lintel
