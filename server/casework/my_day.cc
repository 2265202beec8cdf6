#include <algorithm>
#include <array>

#include "server/casework/case_words.h"
#include "server/casework/casework.h"
#include "server/casework/casework_parts.h"
#include "storage/case_store.h"
#include "storage/import_store.h"
#include "storage/rent_account_store.h"
#include "storage/task_store.h"
#include "storage/tenancy_store.h"
#include "storage/worklist_store.h"

namespace lintel {
namespace {

constexpr int kSparkWeeks = 26;
constexpr int kDaysInAWeek = 7;
constexpr int kFourWeeks = 4;
constexpr int kFoundAtMost = 50;
constexpr const char* kBreathingSpace = "breathing_space";
constexpr std::array kViews = {"needs_action", "waiting", "on_hold", "ready_for_notice", "all"};

WorklistFilter stored(const Person& person, const CaseFilter& filter, Date today) {
  WorklistFilter wanted;
  wanted.on = today;
  wanted.patches = person.patches;
  if (!filter.patch.empty() && person.covers(filter.patch)) wanted.patches = {filter.patch};
  wanted.stage = filter.stage;
  wanted.search = filter.text;
  if (filter.view == "needs_action") wanted.needs_one_of = {"notice", "task"};
  if (filter.view == "waiting") wanted.needs_one_of = {"", "approval"};
  if (filter.view == "on_hold") wanted.with_hold = true;
  if (filter.view == "ready_for_notice") wanted.needs = "notice";
  return wanted;
}

std::string state_label(const Workflows& workflows,
                        const std::string& workflow,
                        const std::string& state) {
  for (const PublishedWorkflow* each : workflows.all()) {
    if (each->definition.key.workflow != workflow) continue;
    if (const StateDefinition* found = each->definition.state(state)) return found->label;
  }
  return words_of(state);
}

/// Balance at the end of each of the last weeks, oldest first: counted back from what is stated.
/// Shorter where the ledger is.
std::vector<Money> spark_of(const RentAccount& account, const std::vector<Posting>& recent) {
  std::vector<Money> weeks;
  Money balance = account.summary.balance;
  auto last = recent.rbegin();
  for (int week = 0; week < std::min(kSparkWeeks, std::max(1, account.summary.weeks_of_ledger));
       ++week) {
    const Date end = account.as_of.plus_days(-kDaysInAWeek * week);
    for (; last != recent.rend() && last->on > end; ++last) balance -= last->amount;
    weeks.push_back(balance);
  }
  std::reverse(weeks.begin(), weeks.end());
  return weeks;
}

std::vector<std::string> flags_of(const WorklistRow& row, const RentAccount* account) {
  std::vector<std::string> flags;
  if (account != nullptr && account->benefit == Benefit::universal_credit) flags.emplace_back("UC");
  if (account != nullptr && account->benefit == Benefit::housing_benefit) flags.emplace_back("HB");
  const bool breathing =
      std::find(row.holds.begin(), row.holds.end(), kBreathingSpace) != row.holds.end();
  if (breathing) flags.emplace_back("BS");
  if (row.tenants > 1) flags.emplace_back("Joint");
  if (!row.holds.empty() && !breathing) flags.emplace_back("Held");
  return flags;
}

CaseLine line_of(const Workflows& workflows, Connection& connection, const WorklistRow& row) {
  CaseLine line;
  line.reference = row.reference;
  line.names = row.main_tenant.in_full();
  line.address = row.address.on_one_line();
  line.patch = row.patch;
  line.stage = row.stage;
  line.state_label = state_label(workflows, row.workflow, row.state);
  line.balance = row.balance;
  line.weeks_owed_tenths = row.desk.weeks_tenths;
  line.why = row.desk.why;
  line.next_step = row.desk.next_step.empty() ? row.task : row.desk.next_step;
  line.due = row.desk.due ? row.desk.due : row.task_due;
  line.held = !row.holds.empty();
  const std::optional<Case> kase = CaseStore(connection).find(row.case_id);
  const std::optional<RentAccount> account =
      kase ? RentAccountStore(connection).find(kase->account_id) : std::nullopt;
  line.flags = flags_of(row, account ? &*account : nullptr);
  if (account) {
    const Date from = account->as_of.plus_days(1 - kDaysInAWeek * kSparkWeeks);
    line.spark = spark_of(*account, RentAccountStore(connection).since(account->id, from));
    const std::size_t weeks = line.spark.size();
    if (weeks > kFourWeeks)
      line.four_week_change = line.spark.back() - line.spark[weeks - 1 - kFourWeeks];
  }
  if (row.tenants > 1 && kase) {
    if (const auto tenancy = TenancyStore(connection).find(kase->tenancy_id))
      line.names = names_in_order(*tenancy);
  }
  return line;
}

CaseList list_of(const Workflows& workflows,
                 Connection& connection,
                 const Person& person,
                 const CaseFilter& filter,
                 Date today) {
  const WorklistFilter wanted = stored(person, filter, today);
  const WorklistStore worklist(connection);
  const WorklistPage page = worklist.page(wanted, filter.cursor, filter.limit);
  CaseList list;
  for (const WorklistRow& row : page.rows) list.rows.push_back(line_of(workflows, connection, row));
  list.total = worklist.count(wanted);
  list.next = page.next;
  return list;
}

/// Tasks that any version gives to one of the person's roles when they are late, by name.
std::set<std::string> tasks_escalated_to(const Workflows& workflows, const Person& person) {
  std::set<std::string> names;
  for (const PublishedWorkflow* each : workflows.all())
    for (const StateDefinition& state : each->definition.states)
      for (const TaskDefinition& task : state.tasks)
        if (task.escalate_to && person.has(*task.escalate_to)) names.insert(task.name);
  return names;
}

std::vector<EscalatedTask> escalated_to_person(Workflows& workflows,
                                               Connection& connection,
                                               const Person& person,
                                               Date today) {
  std::vector<EscalatedTask> escalated;
  for (const OverdueTask& late :
       TaskStore(connection)
           .overdue(
               tasks_escalated_to(workflows, person), person.patches, today, kEscalatedShown)) {
    const Definition& kept = workflows.kept_by(connection, late.definition);
    const OpenTask open{late.task.name, late.task.role, late.task.opened_on, late.task.due};
    const std::optional<Role> to = escalated_to(kept, open, today);
    if (!to || !person.has(*to)) continue;
    escalated.push_back({.reference = late.reference,
                         .names = late.main_tenant.in_full(),
                         .patch = late.patch,
                         .label = late.task.label,
                         .whose = late.task.role,
                         .to = *to,
                         .due = *late.task.due,
                         .days_late = days_between(*late.task.due, today)});
  }
  return escalated;
}

}  // namespace

MyDay Casework::my_day(const Person& person, const CaseFilter& filter) const {
  return parts_->database.read([&](Connection& connection) {
    MyDay day;
    day.today = today();
    const WorklistStore worklist(connection);
    const CaseFilter everything{
        .view = "all", .stage = {}, .patch = "", .text = "", .cursor = "", .limit = 1};
    WorklistFilter wanted = stored(person, everything, day.today);
    for (const StageCount& count : worklist.stage_counts(wanted)) {
      if (count.cases > 0) day.by_stage[count.stage] = count.cases;
    }
    if (const auto agreement = day.by_stage.find(Stage::agreement);
        agreement != day.by_stage.end()) {
      day.paying_down = agreement->second;
    }
    for (const char* view : kViews) {
      CaseFilter each = everything;
      each.view = view;
      day.by_view[view] = worklist.count(stored(person, each, day.today));
    }
    day.ready_for_notice = day.by_view["ready_for_notice"];
    day.on_hold = day.by_view["on_hold"];
    wanted.due_until = day.today.plus_days(-1);
    day.overdue = worklist.count(wanted);
    wanted.due_until = day.today;
    day.due_today = worklist.count(wanted) - day.overdue;
    wanted.due_until.reset();
    wanted.with_hold = true;
    wanted.hold = kBreathingSpace;
    day.breathing_space = worklist.count(wanted);
    if (const std::optional<Import> import = ImportStore(connection).latest_loaded()) {
      day.rents_as_of = import->as_of;
      if (!import->files.empty()) day.rents_file = import->files.front().name;
    }
    day.escalated = escalated_to_person(parts_->workflows, connection, person, day.today);
    day.list = list_of(parts_->workflows, connection, person, filter, day.today);
    return day;
  });
}

CaseList Casework::cases(const Person& person, const CaseFilter& filter) const {
  return parts_->database.read([&](Connection& connection) {
    return list_of(parts_->workflows, connection, person, filter, today());
  });
}

std::optional<std::string> Casework::next_case(const Person& person,
                                               const CaseFilter& filter,
                                               std::string_view reference) const {
  return parts_->database.read([&](Connection& connection) -> std::optional<std::string> {
    const WorklistPage page =
        WorklistStore(connection).page(stored(person, filter, today()), filter.cursor, 200);
    if (page.rows.empty()) return std::nullopt;
    for (std::size_t i = 0; i < page.rows.size(); ++i) {
      if (page.rows[i].reference != reference) continue;
      return i + 1 < page.rows.size() ? std::optional(page.rows[i + 1].reference) : std::nullopt;
    }
    return page.rows.front().reference;
  });
}

Found Casework::find(const Person& person, std::string_view text) const {
  return parts_->database.read([&](Connection& connection) {
    Found found;
    for (const FoundTenancy& each :
         WorklistStore(connection).search(std::string(text), person.patches, kFoundAtMost + 1)) {
      if (std::ssize(found.rows) == kFoundAtMost) {
        found.more = true;
        break;
      }
      Found::Row row{.reference = each.reference,
                     .names = each.main_tenant.in_full(),
                     .address = each.address.on_one_line(),
                     .patch = each.patch,
                     .balance = each.balance,
                     .state_label = "",
                     .has_case = each.has_case};
      if (each.has_case) {
        if (const auto kase = CaseStore(connection).find_by_reference(each.reference)) {
          row.state_label = state_label(parts_->workflows, kase->definition.workflow, kase->state);
        }
      }
      found.rows.push_back(std::move(row));
    }
    return found;
  });
}

}  // namespace lintel
