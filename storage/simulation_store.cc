#include "storage/simulation_store.h"

#include "domain/tenancy.h"
#include "storage/joined_sql.h"
#include "storage/listed.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO policy_simulation (id, workflow, version, text, against, on_day, days, nothing_is_paid, settings, asked_by, began_at,
                                 seen_at, state, done, expected, because, cases, accounts, left_out, affected, unmapped,
                                 against_law_live, against_law_draft)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', 0, ?, '', 0, 0, 0, 0, 0, 0, 0)
)sql";
constexpr std::string_view kProgress = R"sql(
  UPDATE policy_simulation SET done = ?, expected = ?, seen_at = ? WHERE id = ? AND state = 'running'
)sql";
constexpr std::string_view kFinish = R"sql(
  UPDATE policy_simulation
     SET state = 'finished', seen_at = ?, ended_at = ?, done = expected, cases = ?, accounts = ?, left_out = ?, affected = ?,
         unmapped = ?, against_law_live = ?, against_law_draft = ?
   WHERE id = ? AND state = 'running'
)sql";
constexpr std::string_view kEnd = R"sql(
  UPDATE policy_simulation SET state = ?, because = ?, ended_at = ? WHERE id = ? AND state = 'running'
)sql";
constexpr std::string_view kInsertPerson = R"sql(
  INSERT INTO policy_simulation_person (simulation_id, n, reference, state) VALUES (?, ?, ?, ?)
)sql";
constexpr std::string_view kInsertChange = R"sql(
  INSERT INTO policy_simulation_change (simulation_id, person, n, kind, what, shift, live, draft, because)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kInsertCount = R"sql(
  INSERT INTO policy_simulation_count (simulation_id, n, kind, what, label, live, draft, sooner, later, no_longer, added)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kInsertFlow = R"sql(
  INSERT INTO policy_simulation_flow (simulation_id, now_state, live_state, draft_state, cases) VALUES (?, ?, ?, ?, ?)
)sql";

constexpr std::string_view kSelect = R"sql(
  SELECT id, workflow, version, text, against, on_day, days, nothing_is_paid, settings, asked_by, began_at, seen_at, ended_at, state,
         done, expected, because, cases, accounts, left_out, affected, unmapped, against_law_live, against_law_draft
    FROM policy_simulation)sql";
constexpr std::string_view kById = " WHERE id = ?";
constexpr std::string_view kSelectById = kJoinedSql<kSelect, kById>;
constexpr std::string_view kOfVersion =
    " WHERE workflow = ? AND version = ? ORDER BY id DESC LIMIT ?";
constexpr std::string_view kSelectOfVersion = kJoinedSql<kSelect, kOfVersion>;
constexpr std::string_view kRunning = " WHERE state = 'running' ORDER BY id DESC";
constexpr std::string_view kSelectRunning = kJoinedSql<kSelect, kRunning>;
constexpr std::string_view kOfText = " WHERE text = ? AND state = 'finished' ORDER BY id DESC";
constexpr std::string_view kSelectOfText = kJoinedSql<kSelect, kOfText>;

constexpr std::string_view kSelectCounts = R"sql(
  SELECT kind, what, label, live, draft, sooner, later, no_longer, added FROM policy_simulation_count WHERE simulation_id = ? ORDER BY n
)sql";
constexpr std::string_view kSelectFlows = R"sql(
  SELECT now_state, live_state, draft_state, cases FROM policy_simulation_flow WHERE simulation_id = ?
   ORDER BY now_state, live_state, draft_state
)sql";
constexpr std::string_view kSelectPeople = R"sql(
  SELECT p.n, p.reference, p.state, t.patch, t.id
    FROM policy_simulation_person p LEFT JOIN tenancy t ON t.reference = p.reference
   WHERE p.simulation_id = ? AND p.n > ?
)sql";
constexpr std::string_view kCountPeople = R"sql(
  SELECT COUNT(*)
    FROM policy_simulation_person p LEFT JOIN tenancy t ON t.reference = p.reference
   WHERE p.simulation_id = ?
)sql";
constexpr std::string_view kSelectNames =
    "SELECT forename, surname FROM tenant WHERE tenancy_id = ? ORDER BY position";
constexpr std::string_view kSelectChanges = R"sql(
  SELECT person, kind, what, live, draft, because FROM policy_simulation_change
   WHERE simulation_id = ? AND person >= ? AND person <= ? ORDER BY person, n
)sql";
constexpr std::string_view kSelectPatches = R"sql(
  SELECT DISTINCT t.patch FROM policy_simulation_person p JOIN tenancy t ON t.reference = p.reference
   WHERE p.simulation_id = ? ORDER BY t.patch
)sql";
constexpr std::string_view kSelectStates =
    "SELECT DISTINCT state FROM policy_simulation_person WHERE simulation_id = ? ORDER BY state";

PolicySimulation take_simulation(Row& row) {
  return PolicySimulation{.id = row.take<SimulationId>(),
                          .workflow = row.take<std::string>(),
                          .version = row.take<std::string>(),
                          .text = row.take<Hash>(),
                          .against = row.take<std::string>(),
                          .on = row.take<Date>(),
                          .days = row.take<int>(),
                          .nothing_is_paid = row.take<bool>(),
                          .settings = row.take<std::string>(),
                          .asked_by = row.take<PersonId>(),
                          .began = row.take<Instant>(),
                          .seen = row.take<Instant>(),
                          .ended = row.take<std::optional<Instant>>(),
                          .state = row.take(parse_simulation_state),
                          .done = row.take<std::int64_t>(),
                          .of = row.take<std::int64_t>(),
                          .because = row.take<std::string>(),
                          .cases = row.take<std::int64_t>(),
                          .accounts = row.take<std::int64_t>(),
                          .left_out = row.take<std::int64_t>(),
                          .affected = row.take<std::int64_t>(),
                          .unmapped = row.take<std::int64_t>(),
                          .against_law_live = row.take<std::int64_t>(),
                          .against_law_draft = row.take<std::int64_t>()};
}

SimulationCount take_count(Row& row) {
  return SimulationCount{.kind = row.take<std::string>(),
                         .what = row.take<std::string>(),
                         .label = row.take<std::string>(),
                         .live = row.take<std::int64_t>(),
                         .draft = row.take<std::int64_t>(),
                         .sooner = row.take<std::int64_t>(),
                         .later = row.take<std::int64_t>(),
                         .no_longer = row.take<std::int64_t>(),
                         .added = row.take<std::int64_t>()};
}

SimulationFlow take_flow(Row& row) {
  return SimulationFlow{.now = row.take<std::string>(),
                        .live = row.take<std::string>(),
                        .draft = row.take<std::string>(),
                        .cases = row.take<std::int64_t>()};
}

SimulationChange take_change(Row& row) {
  return SimulationChange{.kind = row.take<std::string>(),
                          .what = row.take<std::string>(),
                          .live = row.take<std::optional<Date>>(),
                          .draft = row.take<std::optional<Date>>(),
                          .because = row.take<std::string>()};
}

std::string word_of(const std::optional<Shift>& shift) {
  return shift ? std::string(to_string(*shift)) : "";
}

/// What the filter adds to the WHERE of a query over the people.
std::string conditions(const SimulationFilter& filter, std::vector<Bound>& values) {
  std::string sql;
  if (!filter.kind.empty() || !filter.what.empty() || filter.shift) {
    sql +=
        " AND EXISTS (SELECT 1 FROM policy_simulation_change c WHERE c.simulation_id = "
        "p.simulation_id AND c.person = p.n";
    if (!filter.kind.empty()) {
      sql += " AND c.kind = ?";
      values.emplace_back(filter.kind);
    }
    if (!filter.what.empty()) {
      sql += " AND c.what = ?";
      values.emplace_back(filter.what);
    }
    if (filter.shift) {
      sql += " AND c.shift = ?";
      values.emplace_back(*filter.shift);
    }
    sql += ")";
  }
  if (!filter.patch.empty()) {
    sql += " AND t.patch = ?";
    values.emplace_back(filter.patch);
  }
  if (!filter.patches.empty()) {
    sql += and_in("t.patch", filter.patches.size());
    for (const std::string& patch : filter.patches) values.emplace_back(patch);
  }
  if (filter.state) {
    sql += " AND p.state = ?";
    values.emplace_back(*filter.state);
  }
  return sql;
}

std::string names_of(Connection& connection, TenancyId id) {
  const std::vector<std::string> names = connection.all(
      kSelectNames,
      [](Row& row) {
        return PersonName{.forename = row.take<std::string>(), .surname = row.take<std::string>()}
            .in_full();
      },
      id);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

}  // namespace

void SimulationStore::begin(const PolicySimulation& simulation) {
  connection_.execute(kInsert,
                      simulation.id,
                      simulation.workflow,
                      simulation.version,
                      simulation.text,
                      simulation.against,
                      simulation.on,
                      simulation.days,
                      simulation.nothing_is_paid,
                      simulation.settings,
                      simulation.asked_by,
                      simulation.began,
                      simulation.seen,
                      simulation.of);
}

bool SimulationStore::add(SimulationId id,
                          std::int64_t first,
                          std::span<const SimulationPerson> people,
                          std::int64_t done,
                          std::int64_t of,
                          Instant at) {
  if (connection_.execute(kProgress, done, of, at, id) != 1) return false;
  BulkStatement insert_person{connection_, kInsertPerson};
  std::int64_t number = first;
  for (const SimulationPerson& person : people)
    insert_person.add(id, number++, person.reference, person.state);
  BulkStatement insert_change{connection_, kInsertChange};
  number = first;
  for (const SimulationPerson& person : people) {
    std::int64_t n = 0;
    for (const SimulationChange& change : person.changes)
      insert_change.add(id,
                        number,
                        ++n,
                        change.kind,
                        change.what,
                        word_of(shift_of(change.live, change.draft)),
                        change.live,
                        change.draft,
                        change.because);
    ++number;
  }
  return true;
}

bool SimulationStore::finish(const PolicySimulation& simulation,
                             std::span<const SimulationCount> counts,
                             std::span<const SimulationFlow> flows,
                             Instant at) {
  if (connection_.execute(kFinish,
                          at,
                          at,
                          simulation.cases,
                          simulation.accounts,
                          simulation.left_out,
                          simulation.affected,
                          simulation.unmapped,
                          simulation.against_law_live,
                          simulation.against_law_draft,
                          simulation.id) != 1)
    return false;
  BulkStatement insert_count{connection_, kInsertCount};
  std::int64_t n = 0;
  for (const SimulationCount& count : counts)
    insert_count.add(simulation.id,
                     ++n,
                     count.kind,
                     count.what,
                     count.label,
                     count.live,
                     count.draft,
                     count.sooner,
                     count.later,
                     count.no_longer,
                     count.added);
  BulkStatement insert_flow{connection_, kInsertFlow};
  for (const SimulationFlow& flow : flows)
    insert_flow.add(simulation.id, flow.now, flow.live, flow.draft, flow.cases);
  return true;
}

bool SimulationStore::end(SimulationId id,
                          SimulationState state,
                          const std::string& because,
                          Instant at) {
  return connection_.execute(kEnd, state, because, at, id) == 1;
}

std::optional<PolicySimulation> SimulationStore::find(SimulationId id) const {
  return connection_.one(kSelectById, take_simulation, id);
}

std::vector<PolicySimulation> SimulationStore::of_version(const std::string& workflow,
                                                          const std::string& version,
                                                          int limit) const {
  return connection_.all(kSelectOfVersion, take_simulation, workflow, version, limit);
}

std::vector<PolicySimulation> SimulationStore::running() const {
  return connection_.all(kSelectRunning, take_simulation);
}

std::optional<PolicySimulation> SimulationStore::for_submission(const Hash& text) const {
  for (PolicySimulation& each : connection_.all(kSelectOfText, take_simulation, text))
    if (each.counts_for_submission()) return std::move(each);
  return std::nullopt;
}

std::vector<SimulationCount> SimulationStore::counts(SimulationId id) const {
  return connection_.all(kSelectCounts, take_count, id);
}

std::vector<SimulationFlow> SimulationStore::flows(SimulationId id) const {
  return connection_.all(kSelectFlows, take_flow, id);
}

std::vector<SimulationRow> SimulationStore::people(SimulationId id,
                                                   const SimulationFilter& filter,
                                                   std::int64_t after,
                                                   int limit) const {
  std::string sql(kSelectPeople);
  std::vector<Bound> values{Bound(id), Bound(after)};
  sql += conditions(filter, values);
  sql += " ORDER BY p.n LIMIT ?";
  values.emplace_back(limit);
  std::vector<TenancyId> tenancies;
  std::vector<SimulationRow> rows = connection_.all_bound(
      sql,
      [&](Row& row) {
        SimulationRow made;
        made.n = row.take<std::int64_t>();
        made.person.reference = row.take<std::string>();
        made.person.state = row.take<std::string>();
        made.patch = row.take<std::optional<std::string>>().value_or("");
        tenancies.push_back(row.take<TenancyId>());
        return made;
      },
      values);
  if (rows.empty()) return rows;
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].names = names_of(connection_, tenancies[i]);
  auto at = rows.begin();
  connection_.each(
      kSelectChanges,
      [&](Row& row) {
        const auto person = row.take<std::int64_t>();
        while (at != rows.end() && at->n < person) ++at;
        if (at != rows.end() && at->n == person) at->person.changes.push_back(take_change(row));
      },
      id,
      rows.front().n,
      rows.back().n);
  return rows;
}

std::int64_t SimulationStore::count(SimulationId id, const SimulationFilter& filter) const {
  std::string sql(kCountPeople);
  std::vector<Bound> values{Bound(id)};
  sql += conditions(filter, values);
  std::int64_t people = 0;
  connection_.each_bound(
      sql, [&](Row& row) { people = row.take<std::int64_t>(); }, values);
  return people;
}

std::vector<std::string> SimulationStore::patches(SimulationId id) const {
  return connection_.all(
      kSelectPatches, [](Row& row) { return row.take<std::string>(); }, id);
}

std::vector<std::string> SimulationStore::states(SimulationId id) const {
  return connection_.all(
      kSelectStates, [](Row& row) { return row.take<std::string>(); }, id);
}

}  // namespace lintel
