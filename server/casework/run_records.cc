#include "server/casework/run_records.h"

#include <algorithm>

#include "server/casework/account_decision.h"
#include "server/casework/casework.h"
#include "server/casework/import_ledger.h"
#include "storage/import_store.h"
#include "storage/setting_store.h"

namespace lintel {
namespace {

constexpr int kRunsOnAPage = 100;

std::string setting_of(RunId id) {
  return "run." + to_string(id);
}

Json sums_json(const RunSums& sums) {
  Json json = Json::object();
  json["accounts"] = sums.accounts;
  json["owed_pence"] = sums.owed.pence();
  json["in_credit_pence"] = sums.in_credit.pence();
  json["net_pence"] = sums.net().pence();
  return json;
}

std::int64_t integer_at(const Json& json, std::string_view key) {
  const Json* found = json.find(key);
  return found != nullptr && found->as_integer() ? *found->as_integer() : 0;
}

RunFigures read_figures(Connection& connection, RunId id) {
  RunFigures figures;
  const std::optional<std::string> kept = SettingStore(connection).find(setting_of(id));
  const Result<Json> json = parse_json(kept.value_or("{}"));
  if (!json) return figures;
  figures.documents = integer_at(*json, "documents");
  figures.file_name = json->text("file_name").value_or("");
  figures.policy = json->text("policy").value_or("");
  if (const Json* file = json->find("file")) {
    figures.file = {.accounts = integer_at(*file, "accounts"),
                    .owed = Money::from_pence(integer_at(*file, "owed_pence")),
                    .in_credit = Money::from_pence(integer_at(*file, "in_credit_pence"))};
  }
  return figures;
}

RunLine line_of(const Workflows& workflows, const RunLedgerRow& row) {
  const RunDecision& decision = row.decision;
  const std::size_t colon = decision.runner_up.find(": ");
  return {.reference = row.reference,
          .names = row.tenants,
          .address = row.address.on_one_line(),
          .patch = row.patch,
          .balance = decision.balance,
          .weeks_owed_tenths = decision.weeks_tenths,
          .outcome = outcome_of(decision.outcome),
          .label = rule_label(workflows, decision.rule, decision.to),
          .rule = decision.rule,
          .because = decision.because,
          .runner_up = decision.runner_up.substr(0, colon),
          .lacked = colon == std::string::npos ? "" : decision.runner_up.substr(colon + 2)};
}

}  // namespace

void RunSums::add(Money balance) {
  ++accounts;
  (balance > Money{} ? owed : in_credit) += balance;
}

RunSums RunSummary::all() const {
  RunSums sum;
  for (const RunSums* each : {&acted_on, &left_alone, &held, &failed}) {
    sum.accounts += each->accounts;
    sum.owed += each->owed;
    sum.in_credit += each->in_credit;
  }
  return sum;
}

std::string_view to_string(LineOutcome outcome) {
  switch (outcome) {
    case LineOutcome::acted_on:
      return "acted_on";
    case LineOutcome::left_alone:
      return "left_alone";
    case LineOutcome::held:
      return "held";
    case LineOutcome::failed:
      return "failed";
    case LineOutcome::not_in_file:
      return "not_in_file";
  }
  return "";
}

std::string_view line_outcome_label(LineOutcome outcome) {
  switch (outcome) {
    case LineOutcome::acted_on:
      return "Acted on";
    case LineOutcome::left_alone:
      return "Left alone";
    case LineOutcome::held:
      return "Held";
    case LineOutcome::failed:
      return "Could not decide";
    case LineOutcome::not_in_file:
      return "Not in the latest file";
  }
  return "";
}

Result<LineOutcome> parse_line_outcome(std::string_view text) {
  for (const LineOutcome each : kLineOutcomes) {
    if (to_string(each) == text) return each;
  }
  return problem("\"" + std::string(text) + "\" is not an outcome of a run",
                 "Write acted_on, left_alone, held, failed or not_in_file.");
}

LineOutcome outcome_of(RunOutcome outcome) {
  switch (outcome) {
    case RunOutcome::acted:
      return LineOutcome::acted_on;
    case RunOutcome::left_alone:
      return LineOutcome::left_alone;
    case RunOutcome::held:
      return LineOutcome::held;
    case RunOutcome::failed:
      return LineOutcome::failed;
    case RunOutcome::not_in_file:
      return LineOutcome::not_in_file;
  }
  return LineOutcome::failed;
}

RunOutcome stored_outcome(LineOutcome outcome) {
  switch (outcome) {
    case LineOutcome::acted_on:
      return RunOutcome::acted;
    case LineOutcome::left_alone:
      return RunOutcome::left_alone;
    case LineOutcome::held:
      return RunOutcome::held;
    case LineOutcome::failed:
      return RunOutcome::failed;
    case LineOutcome::not_in_file:
      return RunOutcome::not_in_file;
  }
  return RunOutcome::failed;
}

void keep_figures(Connection& connection, RunId id, const RunFigures& figures, Instant at) {
  Json json = Json::object();
  json["documents"] = figures.documents;
  json["file_name"] = figures.file_name;
  json["policy"] = figures.policy;
  json["file"] = sums_json(figures.file);
  SettingStore(connection).set(setting_of(id), to_canonical(json), at, "arrears run");
}

std::optional<RunFigures> figures_of_file(Connection& connection, Date on) {
  const std::optional<Import> import = ImportStore(connection).latest_loaded_by(on);
  if (!import) return std::nullopt;
  const ImportSummary summary = summary_of(connection, *import, 0);
  return RunFigures{.file = {.accounts = summary.accounts_loaded,
                             .owed = summary.owed_loaded,
                             .in_credit = summary.in_credit_loaded},
                    .file_as_of = *import->as_of,
                    .file_name = summary.files.empty() ? "" : summary.files.front(),
                    .policy = "",
                    .documents = 0};
}

RunSummary summary_of(const Workflows& workflows, Connection& connection, const Run& run) {
  RunSummary summary;
  const RunStore runs(connection);
  summary.id = run.id;
  summary.on = run.on;
  summary.started = run.began;
  summary.ended = run.ended;
  summary.done = run.decided;
  summary.of = run.expected;
  const auto splits = runs.splits(run.id);
  const auto sums = [&](RunOutcome outcome) {
    const RunSplit& split = splits.at(static_cast<std::size_t>(outcome));
    return RunSums{.accounts = split.accounts, .owed = split.owed, .in_credit = split.in_credit};
  };
  summary.acted_on = sums(RunOutcome::acted);
  summary.left_alone = sums(RunOutcome::left_alone);
  summary.held = sums(RunOutcome::held);
  summary.failed = sums(RunOutcome::failed);
  summary.not_in_file = sums(RunOutcome::not_in_file);
  for (const RuleCount& count : runs.rule_counts(run.id)) {
    summary.counts.push_back({.outcome = outcome_of(count.outcome),
                              .rule = count.rule,
                              .label = rule_label(workflows, count.rule, ""),
                              .accounts = count.accounts,
                              .net = count.balance});
  }
  std::stable_sort(summary.counts.begin(),
                   summary.counts.end(),
                   [](const RunCount& a, const RunCount& b) { return a.accounts > b.accounts; });
  const RunFigures figures = read_figures(connection, run.id);
  summary.file = figures.file;
  summary.file_name = figures.file_name;
  summary.policy = figures.policy;
  summary.documents = figures.documents;
  return summary;
}

Json to_json(const RunSummary& run) {
  Json json = Json::object();
  json["run"] = to_string(run.id);
  json["on"] = run.on.to_iso();
  json["started"] = to_iso(run.started);
  json["ended"] = run.ended ? Json(to_iso(*run.ended)) : Json();
  json["done"] = run.done;
  json["of"] = run.of;
  json["dry_run"] = run.dry;
  json["repeated"] = run.repeated;
  json["acted_on"] = sums_json(run.acted_on);
  json["left_alone"] = sums_json(run.left_alone);
  json["held"] = sums_json(run.held);
  json["failed"] = sums_json(run.failed);
  json["not_in_file"] = sums_json(run.not_in_file);
  json["all"] = sums_json(run.all());
  json["file"] = sums_json(run.file);
  json["ties"] = run.ties();
  json["file_name"] = run.file_name;
  json["policy"] = run.policy;
  json["documents"] = run.documents;
  json["counts"] = Json::array();
  for (const RunCount& count : run.counts) {
    Json row = Json::object();
    row["outcome"] = to_string(count.outcome);
    row["rule"] = count.rule;
    row["label"] = count.label;
    row["accounts"] = count.accounts;
    row["net_pence"] = count.net.pence();
    json["counts"].push(row);
  }
  return json;
}

Json to_json(const RunLine& line) {
  Json json = Json::object();
  json["reference"] = line.reference;
  json["names"] = line.names;
  json["address"] = line.address;
  json["patch"] = line.patch;
  json["balance"] = line.balance.to_plain();
  json["weeks_owed"] = Json::number(std::to_string(line.weeks_owed_tenths / 10) + "." +
                                    std::to_string(line.weeks_owed_tenths % 10));
  json["outcome"] = to_string(line.outcome);
  json["label"] = line.label;
  json["rule"] = line.rule;
  json["because"] = line.because;
  json["runner_up"] = line.runner_up.empty() ? Json() : Json(line.runner_up);
  json["lacked"] = line.lacked;
  return json;
}

std::vector<RunSummary> Casework::runs() const {
  return parts_->database.read([&](Connection& connection) {
    std::vector<RunSummary> all;
    for (const Run& run : RunStore(connection).latest(kRunsOnAPage)) {
      all.push_back(summary_of(parts_->workflows, connection, run));
    }
    return all;
  });
}

std::optional<RunLedger> Casework::run_ledger(RunId id, const RunFilter& filter) const {
  return parts_->database.read([&](Connection& connection) -> std::optional<RunLedger> {
    const RunStore runs(connection);
    const std::optional<Run> run = runs.find(id);
    if (!run) return std::nullopt;
    RunLedger ledger{.run = summary_of(parts_->workflows, connection, *run),
                     .lines = {},
                     .matching = 0,
                     .next = ""};
    RunLedgerFilter stored;
    if (filter.outcome) stored.outcome = stored_outcome(*filter.outcome);
    stored.rule = filter.rule;
    stored.search = filter.text;
    stored.patches = filter.patches;
    const Result<RentAccountId> after = RentAccountId::parse(filter.cursor);
    const std::vector<RunLedgerRow> rows =
        runs.ledger(id, stored, after ? *after : RentAccountId{}, filter.limit);
    for (const RunLedgerRow& row : rows) ledger.lines.push_back(line_of(parts_->workflows, row));
    if (std::ssize(rows) == filter.limit) ledger.next = to_string(rows.back().decision.account_id);
    ledger.matching = runs.count(id, stored);
    return ledger;
  });
}

}  // namespace lintel
