#include "storage/run_store.h"

#include "domain/words.h"
#include "storage/joined_sql.h"
#include "storage/listed.h"
#include "storage/searched.h"
#include "storage/tenancy_row.h"

namespace lintel {
namespace {

constexpr std::array<Words, 4> kStates = {{{"running"}, {"finished"}, {"stopped"}, {"failed"}}};
constexpr std::array<Words, kRunOutcomes> kOutcomes = {
    {{"acted"}, {"left_alone"}, {"held"}, {"failed"}, {"not_in_file"}}};

constexpr std::string_view kInsert = R"sql(
  INSERT INTO run (id, name, on_day, began_at, asked_by, state, expected, because, acted, acted_balance, left_alone,
                   left_alone_balance, held, held_balance, failed, failed_balance, not_in_file, not_in_file_balance)
  VALUES (?, ?, ?, ?, ?, 'running', ?, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
)sql";
constexpr std::string_view kInsertDecision = R"sql(
  INSERT INTO run_decision (run_id, account_id, case_id, outcome, from_state, to_state, rule, because, law, runner_up, detail,
                            balance, weeks_tenths)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kAddTotals = R"sql(
  UPDATE run
     SET acted = acted + ?, acted_balance = acted_balance + ?, left_alone = left_alone + ?, left_alone_balance = left_alone_balance + ?,
         held = held + ?, held_balance = held_balance + ?, failed = failed + ?, failed_balance = failed_balance + ?,
         not_in_file = not_in_file + ?, not_in_file_balance = not_in_file_balance + ?
   WHERE id = ?
)sql";
constexpr std::string_view kFinish =
    "UPDATE run SET state = ?, ended_at = ?, because = ? WHERE id = ?";
constexpr std::string_view kSelectRuns = R"sql(
  SELECT id, name, on_day, began_at, ended_at, asked_by, state, expected, because, acted, acted_balance, left_alone,
         left_alone_balance, held, held_balance, failed, failed_balance, not_in_file, not_in_file_balance
    FROM run)sql";
constexpr std::string_view kById = " WHERE id = ?";
constexpr std::string_view kSelectById = kJoinedSql<kSelectRuns, kById>;
constexpr std::string_view kOfDay =
    " WHERE name = ? AND on_day = ? ORDER BY CASE state WHEN 'finished' THEN 0 ELSE 1 END, id DESC "
    "LIMIT 1";
constexpr std::string_view kSelectOfDay = kJoinedSql<kSelectRuns, kOfDay>;
constexpr std::string_view kLatest = " ORDER BY on_day DESC, id DESC LIMIT ?";
constexpr std::string_view kSelectLatest = kJoinedSql<kSelectRuns, kLatest>;
constexpr std::string_view kSelectLastDecided =
    "SELECT MAX(account_id) FROM run_decision WHERE run_id = ?";
constexpr std::string_view kSelectLedger = R"sql(
  SELECT d.account_id, d.case_id, d.outcome, d.from_state, d.to_state, d.rule, d.because, d.law, d.runner_up, d.detail, d.balance,
         d.weeks_tenths, t.reference, a.payment_reference, t.address_lines, t.postcode, t.patch, t.id
    FROM run_decision d
    JOIN rent_account a ON a.id = d.account_id
    JOIN tenancy t ON t.id = a.tenancy_id
   WHERE d.run_id = ? AND d.account_id > ?
)sql";
constexpr std::string_view kCountLedger = R"sql(
  SELECT COUNT(*)
    FROM run_decision d
    JOIN rent_account a ON a.id = d.account_id
    JOIN tenancy t ON t.id = a.tenancy_id
   WHERE d.run_id = ?
)sql";
constexpr std::string_view kSelectNames =
    "SELECT forename, surname FROM tenant WHERE tenancy_id = ? ORDER BY position";
constexpr std::string_view kSelectSplits = R"sql(
  SELECT outcome, COUNT(*), SUM(CASE WHEN balance > 0 THEN balance ELSE 0 END), SUM(CASE WHEN balance > 0 THEN 0 ELSE balance END)
    FROM run_decision WHERE run_id = ? GROUP BY outcome
)sql";
constexpr std::string_view kSelectRuleCounts = R"sql(
  SELECT outcome, rule, COUNT(*), SUM(balance) FROM run_decision WHERE run_id = ? GROUP BY outcome, rule ORDER BY outcome, 3 DESC, rule
)sql";
constexpr std::string_view kFinished =
    " WHERE state = 'finished' ORDER BY on_day DESC, id DESC LIMIT 1";
constexpr std::string_view kSelectFinished = kJoinedSql<kSelectRuns, kFinished>;
constexpr std::string_view kSelectDecision = R"sql(
  SELECT account_id, case_id, outcome, from_state, to_state, rule, because, law, runner_up, detail, balance, weeks_tenths
    FROM run_decision WHERE run_id = ? AND account_id = ?
)sql";

RunTotal take_total(Row& row) {
  return RunTotal{.accounts = row.take<std::int64_t>(), .balance = row.take<Money>()};
}

Run take_run(Row& row) {
  Run run{.id = row.take<RunId>(),
          .name = row.take<std::string>(),
          .on = row.take<Date>(),
          .began = row.take<Instant>(),
          .ended = row.take<std::optional<Instant>>(),
          .by = row.take<std::string>(),
          .state = row.take(parse_run_state),
          .expected = row.take<std::int64_t>(),
          .decided = 0,
          .totals = {},
          .because = row.take<std::string>()};
  for (RunTotal& total : run.totals) {
    total = take_total(row);
    run.decided += total.accounts;
  }
  return run;
}

RunDecision take_decision(Row& row) {
  return RunDecision{.account_id = row.take<RentAccountId>(),
                     .case_id = row.take<CaseId>(),
                     .outcome = row.take(parse_run_outcome),
                     .from = row.take<std::string>(),
                     .to = row.take<std::string>(),
                     .rule = row.take<std::string>(),
                     .because = row.take<std::string>(),
                     .law = row.take<std::string>(),
                     .runner_up = row.take<std::string>(),
                     .detail = row.take<std::string>(),
                     .balance = row.take<Money>(),
                     .weeks_tenths = row.take<int>()};
}

/// What the filter adds to the WHERE of a query over the ledger.
std::string conditions(const RunLedgerFilter& filter,
                       const Searched& searched,
                       std::vector<Bound>& values) {
  std::string sql;
  if (filter.outcome) {
    sql += " AND d.outcome = ?";
    values.emplace_back(*filter.outcome);
  }
  if (!filter.rule.empty()) {
    sql += " AND d.rule = ?";
    values.emplace_back(filter.rule);
  }
  if (!filter.patches.empty()) {
    sql += and_in("t.patch", filter.patches.size());
    for (const std::string& patch : filter.patches) values.emplace_back(patch);
  }
  return sql + searched.conditions("t.search_words", values);
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

std::string_view to_string(RunState state) {
  return kStates.at(static_cast<std::size_t>(state)).word;
}
Result<RunState> parse_run_state(std::string_view text) {
  return parse_word<RunState>(kStates, text, "a state of a run");
}
std::string_view to_string(RunOutcome outcome) {
  return kOutcomes.at(static_cast<std::size_t>(outcome)).word;
}
Result<RunOutcome> parse_run_outcome(std::string_view text) {
  return parse_word<RunOutcome>(kOutcomes, text, "an outcome of a run");
}

void RunStore::begin(const Run& run) {
  connection_.execute(kInsert, run.id, run.name, run.on, run.began, run.by, run.expected);
}

void RunStore::decide(RunId id, std::span<const RunDecision> decisions) {
  std::array<RunTotal, kRunOutcomes> added{};
  BulkStatement insert{connection_, connection_.dialect().insert_once(kInsertDecision, "run_id")};
  for (const RunDecision& decision : decisions) {
    const std::int64_t rows = insert.add(id,
                                         decision.account_id,
                                         decision.case_id,
                                         decision.outcome,
                                         decision.from,
                                         decision.to,
                                         decision.rule,
                                         decision.because,
                                         decision.law,
                                         decision.runner_up,
                                         decision.detail,
                                         decision.balance,
                                         decision.weeks_tenths);
    if (rows == 0) continue;
    RunTotal& total = added.at(static_cast<std::size_t>(decision.outcome));
    ++total.accounts;
    total.balance += decision.balance;
  }
  connection_.execute(kAddTotals,
                      added[0].accounts,
                      added[0].balance,
                      added[1].accounts,
                      added[1].balance,
                      added[2].accounts,
                      added[2].balance,
                      added[3].accounts,
                      added[3].balance,
                      added[4].accounts,
                      added[4].balance,
                      id);
}

void RunStore::finish(RunId id, RunState state, Instant at, const std::string& because) {
  connection_.execute(kFinish, state, at, because, id);
}

std::optional<Run> RunStore::find(RunId id) const {
  return connection_.one(kSelectById, take_run, id);
}

std::optional<Run> RunStore::find(const std::string& name, Date on) const {
  return connection_.one(kSelectOfDay, take_run, name, on);
}

std::vector<Run> RunStore::latest(int limit) const {
  return connection_.all(kSelectLatest, take_run, limit);
}

RentAccountId RunStore::last_decided(RunId id) const {
  return connection_
      .one(
          kSelectLastDecided, [](Row& row) { return row.take<RentAccountId>(); }, id)
      .value_or(RentAccountId{});
}

std::vector<RunLedgerRow> RunStore::ledger(RunId id,
                                           const RunLedgerFilter& filter,
                                           RentAccountId after,
                                           int limit) const {
  std::string sql(kSelectLedger);
  const std::string after_text = after.is_nil() ? "" : to_string(after);
  std::vector<Bound> values{Bound(id), Bound(after_text)};
  const Searched searched{filter.search};
  sql += conditions(filter, searched, values);
  sql += " ORDER BY d.account_id LIMIT ?";
  values.emplace_back(limit);
  std::vector<TenancyId> tenancies;
  std::vector<RunLedgerRow> rows = connection_.all_bound(
      sql,
      [&](Row& row) {
        RunDecision decision = take_decision(row);
        std::string reference = row.take<std::string>();
        std::string payment_reference = row.take<std::string>();
        Address address = take_address(row);
        std::string patch = row.take<std::string>();
        tenancies.push_back(row.take<TenancyId>());
        return RunLedgerRow{.decision = std::move(decision),
                            .reference = std::move(reference),
                            .payment_reference = std::move(payment_reference),
                            .tenants = "",
                            .address = std::move(address),
                            .patch = std::move(patch)};
      },
      values);
  for (std::size_t i = 0; i < rows.size(); ++i)
    rows[i].tenants = names_of(connection_, tenancies[i]);
  return rows;
}

std::int64_t RunStore::count(RunId id, const RunLedgerFilter& filter) const {
  std::string sql(kCountLedger);
  std::vector<Bound> values{Bound(id)};
  const Searched searched{filter.search};
  sql += conditions(filter, searched, values);
  std::int64_t lines = 0;
  connection_.each_bound(
      sql, [&](Row& row) { lines = row.take<std::int64_t>(); }, values);
  return lines;
}

std::array<RunSplit, kRunOutcomes> RunStore::splits(RunId id) const {
  std::array<RunSplit, kRunOutcomes> splits{};
  connection_.each(
      kSelectSplits,
      [&](Row& row) {
        RunSplit& split = splits.at(static_cast<std::size_t>(row.take(parse_run_outcome)));
        split.accounts = row.take<std::int64_t>();
        split.owed = row.take<Money>();
        split.in_credit = row.take<Money>();
      },
      id);
  return splits;
}

std::vector<RuleCount> RunStore::rule_counts(RunId id) const {
  return connection_.all(
      kSelectRuleCounts,
      [](Row& row) {
        return RuleCount{.outcome = row.take(parse_run_outcome),
                         .rule = row.take<std::string>(),
                         .accounts = row.take<std::int64_t>(),
                         .balance = row.take<Money>()};
      },
      id);
}

std::optional<std::pair<Run, RunDecision>> RunStore::latest_about(RentAccountId id) const {
  const std::optional<Run> run = connection_.one(kSelectFinished, take_run);
  if (!run) return std::nullopt;
  const std::optional<RunDecision> decision =
      connection_.one(kSelectDecision, take_decision, run->id, id);
  if (!decision) return std::nullopt;
  return std::pair(*run, *decision);
}

}  // namespace lintel
