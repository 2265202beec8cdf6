#include "storage/worklist_store.h"

#include <algorithm>
#include <charconv>

#include "storage/case_row.h"
#include "storage/listed.h"
#include "storage/searched.h"
#include "storage/tenancy_row.h"

namespace lintel {
namespace {

constexpr std::string_view kSelectCases = R"sql(
  SELECT c.id, c.reference, c.workflow, n.forename, n.surname,
         (SELECT COUNT(*) FROM tenant o WHERE o.tenancy_id = t.id),
         t.address_lines, t.postcode, t.patch, t.type, c.stage, c.state, c.state_since, a.balance, a.expected_income,
         a.rent_amount, a.rent_frequency, a.ties, c.next_step, c.why, c.needs, c.due_on, c.weeks_tenths,
         (SELECT MAX(k.day) FROM contact k WHERE k.case_id = c.id)
    FROM tenancy_case c
    JOIN tenancy t ON t.id = c.tenancy_id
    JOIN rent_account a ON a.id = c.account_id
    LEFT JOIN tenant n ON n.tenancy_id = t.id AND n.position = 1
   WHERE 1 = 1
)sql";
constexpr std::string_view kCountCases = R"sql(
  SELECT COUNT(*) FROM tenancy_case c JOIN tenancy t ON t.id = c.tenancy_id WHERE 1 = 1
)sql";
constexpr std::string_view kPickCases = R"sql(
  SELECT c.id, c.reference, a.payment_reference, t.patch
    FROM tenancy_case c
    JOIN tenancy t ON t.id = c.tenancy_id
    JOIN rent_account a ON a.id = c.account_id
   WHERE 1 = 1
)sql";
constexpr std::string_view kCountStages = R"sql(
  SELECT c.stage, COUNT(*), SUM(a.balance)
    FROM tenancy_case c JOIN tenancy t ON t.id = c.tenancy_id JOIN rent_account a ON a.id = c.account_id
   WHERE 1 = 1
)sql";
constexpr std::string_view kAfterCursor = R"sql(
  AND (c.due_on > ? OR (c.due_on = ? AND (a.balance < ? OR (a.balance = ? AND c.id > ?))))
)sql";
constexpr std::string_view kSelectTasks = R"sql(
  SELECT case_id, label, due FROM task WHERE done_on IS NULL AND case_id IN (
)sql";
constexpr std::string_view kSelectHolds = R"sql(
  SELECT case_id, name FROM hold
   WHERE from_day <= ? AND (until_day IS NULL OR until_day >= ?) AND (lifted_on IS NULL OR lifted_on > ?) AND case_id IN (
)sql";
constexpr std::string_view kSearch = R"sql(
  SELECT t.reference, n.forename, n.surname, t.address_lines, t.postcode, t.patch,
         EXISTS (SELECT 1 FROM tenancy_case c WHERE c.tenancy_id = t.id AND c.open_account_id IS NOT NULL),
         COALESCE((SELECT SUM(a.balance) FROM rent_account a WHERE a.tenancy_id = t.id AND a.kind = 'rent'), 0)
    FROM tenancy t LEFT JOIN tenant n ON n.tenancy_id = t.id AND n.position = 1
   WHERE 1 = 1
)sql";

void only_patches(const std::set<std::string>& patches,
                  std::string& sql,
                  std::vector<Bound>& values) {
  if (patches.empty()) return;
  sql += and_in("t.patch", patches.size());
  for (const std::string& patch : patches) values.emplace_back(patch);
}

/// The filter as conditions over tenancy_case c and tenancy t.
void only(const WorklistFilter& filter,
          const Searched& searched,
          std::string& sql,
          std::vector<Bound>& values) {
  const auto where = [&](std::string_view condition, const Bound& value) {
    sql.append(" AND ").append(condition);
    values.push_back(value);
  };
  if (!filter.closed) sql += " AND c.open_account_id IS NOT NULL";
  only_patches(filter.patches, sql, values);
  if (filter.stage) where("c.stage = ?", *filter.stage);
  if (!filter.state.empty()) where("c.state = ?", filter.state);
  if (!filter.workflow.empty()) where("c.workflow = ?", filter.workflow);
  if (!filter.needs.empty()) where("c.needs = ?", filter.needs);
  if (filter.due_until) where("c.due_on <= ?", *filter.due_until);
  if (!filter.needs_one_of.empty()) {
    sql += and_in("c.needs", filter.needs_one_of.size());
    for (const std::string& needs : filter.needs_one_of) values.emplace_back(needs);
  }
  sql += searched.conditions("t.search_words", values);
  if (!filter.references.empty()) {
    const std::string marks = question_marks(filter.references.size());
    sql.append(" AND (c.reference IN (")
        .append(marks)
        .append(
            ") OR c.account_id IN (SELECT p.id FROM rent_account p WHERE p.payment_reference IN (")
        .append(marks)
        .append(")))");
    for (int column = 0; column < 2; ++column)
      for (const std::string& reference : filter.references) values.emplace_back(reference);
  }
  if (filter.with_open_task)
    sql += " AND EXISTS (SELECT 1 FROM task k WHERE k.case_id = c.id AND k.done_on IS NULL)";
  if (filter.with_hold) {
    sql +=
        " AND EXISTS (SELECT 1 FROM hold h WHERE h.case_id = c.id AND h.from_day <= ?"
        " AND (h.until_day IS NULL OR h.until_day >= ?) AND (h.lifted_on IS NULL OR h.lifted_on > "
        "?)";
    for (int i = 0; i < 3; ++i) values.emplace_back(filter.on);
    if (!filter.hold.empty()) {
      sql += " AND h.name = ?";
      values.emplace_back(filter.hold);
    }
    sql += ")";
  }
}

struct Cursor {
  std::string due;
  std::int64_t balance = 0;
  std::string case_id;
};

std::string to_text(const Cursor& cursor) {
  return cursor.due + "." + std::to_string(cursor.balance) + "." + cursor.case_id;
}

std::optional<Cursor> cursor_from(const std::string& text) {
  const std::vector<std::string> parts = parted(text, '.');
  if (parts.size() != 3 || !CaseId::parse(parts[2])) return std::nullopt;
  std::int64_t balance = 0;
  const char* const end = parts[1].data() + parts[1].size();
  if (std::from_chars(parts[1].data(), end, balance).ptr != end) return std::nullopt;
  return Cursor{.due = parts[0], .balance = balance, .case_id = parts[2]};
}

struct Listed {
  WorklistRow row;
  std::string due;
};

Listed take_listed(Row& row) {
  Listed listed{
      .row = {.case_id = row.take<CaseId>(),
              .reference = row.take<std::string>(),
              .workflow = row.take<std::string>(),
              .main_tenant = {.forename = row.take<std::string>(),
                              .surname = row.take<std::string>()},
              .tenants = row.take<int>(),
              .address = take_address(row),
              .patch = row.take<std::string>(),
              .tenancy_type = row.take(parse_tenancy_type),
              .stage = row.take(parse_stage),
              .state = row.take<std::string>(),
              .state_since = row.take<Date>(),
              .balance = row.take<Money>(),
              .expected_income = row.take<Money>(),
              .rent = {.amount = row.take<Money>(), .frequency = row.take(parse_rent_frequency)},
              .ties = row.take<bool>(),
              .desk = {.next_step = row.take<std::string>(),
                       .why = row.take<std::string>(),
                       .needs = row.take<std::string>(),
                       .due = std::nullopt,
                       .weeks_tenths = 0},
              .task = {},
              .task_due = std::nullopt,
              .holds = {},
              .last_contact_on = std::nullopt},
      .due = row.take<std::string>()};
  if (listed.due != kNothingDue) listed.row.desk.due = Date::parse(listed.due).value();
  listed.row.desk.weeks_tenths = row.take<int>();
  listed.row.last_contact_on = row.take<std::optional<Date>>();
  return listed;
}

/// The task due first and the holds that run, for the rows of one page.
void add_tasks_and_holds(Connection& connection, std::vector<WorklistRow>& rows, Date on) {
  if (rows.empty()) return;
  const auto row_of = [&](CaseId id) {
    return std::ranges::find_if(rows, [&](const WorklistRow& row) { return row.case_id == id; });
  };
  std::vector<Bound> cases;
  for (const WorklistRow& row : rows) cases.emplace_back(row.case_id);
  const std::string in_cases = question_marks(cases.size()) + ")";

  connection.each_bound(
      std::string(kSelectTasks) + in_cases + " ORDER BY COALESCE(due, '9999-12-31') DESC, id DESC",
      [&](Row& row) {
        const auto listed = row_of(row.take<CaseId>());
        listed->task = row.take<std::string>();
        listed->task_due = row.take<std::optional<Date>>();
      },
      cases);

  std::vector<Bound> values{Bound(on), Bound(on), Bound(on)};
  values.insert(values.end(), cases.begin(), cases.end());
  connection.each_bound(
      std::string(kSelectHolds) + in_cases + " ORDER BY from_day, id",
      [&](Row& row) { row_of(row.take<CaseId>())->holds.push_back(row.take<std::string>()); },
      values);
}

}  // namespace

WorklistPage WorklistStore::page(const WorklistFilter& filter,
                                 const std::string& cursor,
                                 int limit) const {
  std::string sql(kSelectCases);
  std::vector<Bound> values;
  const Searched searched{filter.search};
  only(filter, searched, sql, values);
  const std::optional<Cursor> after = cursor_from(cursor);
  if (after) {
    sql += kAfterCursor;
    for (const Bound& value : {Bound(after->due),
                               Bound(after->due),
                               Bound(after->balance),
                               Bound(after->balance),
                               Bound(after->case_id)}) {
      values.push_back(value);
    }
  }
  sql += " ORDER BY c.due_on, a.balance DESC, c.id LIMIT ?";
  values.emplace_back(limit + 1);
  std::vector<Listed> listed = connection_.all_bound(sql, take_listed, values);

  WorklistPage page;
  const bool more = std::ssize(listed) > limit;
  if (more) listed.pop_back();
  for (Listed& one : listed) page.rows.push_back(std::move(one.row));
  if (more) {
    page.next = to_text({.due = listed.back().due,
                         .balance = page.rows.back().balance.pence(),
                         .case_id = to_string(page.rows.back().case_id)});
  }
  add_tasks_and_holds(connection_, page.rows, filter.on);
  return page;
}

std::int64_t WorklistStore::count(const WorklistFilter& filter) const {
  std::string sql(kCountCases);
  std::vector<Bound> values;
  const Searched searched{filter.search};
  only(filter, searched, sql, values);
  std::int64_t cases = 0;
  connection_.each_bound(
      sql, [&](Row& row) { cases = row.take<std::int64_t>(); }, values);
  return cases;
}

std::vector<PickedCase> WorklistStore::picked(const WorklistFilter& filter,
                                              const std::optional<PickedCase>& after,
                                              int limit) const {
  std::string sql(kPickCases);
  std::vector<Bound> values;
  const Searched searched{filter.search};
  only(filter, searched, sql, values);
  if (after) {
    sql += " AND (c.reference > ? OR (c.reference = ? AND c.id > ?))";
    values.emplace_back(after->reference);
    values.emplace_back(after->reference);
    values.emplace_back(after->case_id);
  }
  sql += " ORDER BY c.reference, c.id LIMIT ?";
  values.emplace_back(limit);
  return connection_.all_bound(
      sql,
      [](Row& row) {
        return PickedCase{.case_id = row.take<CaseId>(),
                          .reference = row.take<std::string>(),
                          .payment_reference = row.take<std::string>(),
                          .patch = row.take<std::string>()};
      },
      values);
}

std::vector<StageCount> WorklistStore::stage_counts(const WorklistFilter& filter) const {
  std::vector<StageCount> counts;
  for (Stage stage = Stage::early_contact; stage <= Stage::closed;
       stage = static_cast<Stage>(static_cast<int>(stage) + 1)) {
    counts.push_back({.stage = stage, .cases = 0, .balance = {}});
  }
  std::string sql(kCountStages);
  std::vector<Bound> values;
  const Searched searched{filter.search};
  only(filter, searched, sql, values);
  connection_.each_bound(
      sql + " GROUP BY c.stage",
      [&](Row& row) {
        StageCount& count = counts.at(static_cast<std::size_t>(row.take(parse_stage)));
        count.cases = row.take<std::int64_t>();
        count.balance = row.take<Money>();
      },
      values);
  return counts;
}

std::vector<FoundTenancy> WorklistStore::search(const std::string& words,
                                                const std::set<std::string>& patches,
                                                int limit) const {
  const Searched searched{words};
  std::string sql(kSearch);
  std::vector<Bound> values;
  only_patches(patches, sql, values);
  const std::string conditions = searched.conditions("t.search_words", values);
  if (conditions.empty()) return {};
  sql += conditions + " ORDER BY t.reference LIMIT ?";
  values.emplace_back(limit);
  return connection_.all_bound(
      sql,
      [](Row& row) {
        return FoundTenancy{.reference = row.take<std::string>(),
                            .main_tenant = {.forename = row.take<std::string>(),
                                            .surname = row.take<std::string>()},
                            .address = take_address(row),
                            .patch = row.take<std::string>(),
                            .has_case = row.take<bool>(),
                            .balance = row.take<Money>()};
      },
      values);
}

}  // namespace lintel
