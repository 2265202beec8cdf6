#include "server/casework/import_ledger.h"

#include <algorithm>

#include "server/casework/casework.h"

namespace lintel {
namespace {

constexpr std::size_t kProblemsAtOnce = 1'000;
constexpr int kProblemsOnAPage = 500;
constexpr int kImportsOnAPage = 100;

std::int64_t integer_at(const Json& json, std::string_view key) {
  const Json* found = json.find(key);
  return found != nullptr && found->as_integer() ? *found->as_integer() : 0;
}

Money money_at(const Json& json, std::string_view key) {
  return Money::from_pence(integer_at(json, key));
}

/// The control total that counts: the sender's own where there is one.
ControlTotal file_total(const RentFileReport& report, RentFilePart part) {
  const RentFileFindings* file = report.file(part);
  if (file == nullptr) return {};
  if (file->stated && !file->stated->net.is_zero()) return *file->stated;
  return file->found;
}

Import import_of(const ImportSummary& summary, const RentFileReport& report) {
  Import import;
  import.id = summary.id;
  import.layout = summary.layout;
  import.layout_version = report.layout_version;
  import.as_of = summary.as_of;
  import.began = summary.started;
  if (summary.state != ImportFate::loading) import.ended = summary.ended;
  import.by = "lintel";
  import.because = summary.why;
  switch (summary.state) {
    case ImportFate::loading:
      import.state = ImportState::loading;
      break;
    case ImportFate::loaded:
      import.state = ImportState::loaded;
      break;
    case ImportFate::held:
      import.state = ImportState::held;
      break;
    case ImportFate::repeated:
      import.state = ImportState::nothing_new;
      break;
  }
  import.figures = to_canonical(to_json(summary));
  for (const RentFileFindings& file : report.files) {
    import.files.push_back(
        {.name = file.name,
         .role = file.part ? std::string(to_string(*file.part)) : "",
         .hash = file.sha256,
         .rows = file.found.count,
         .loaded = file.found.count - file.rows_refused,
         .rejected = file.rows_refused,
         .held = file.part == RentFilePart::postings ? report.postings_held : 0,
         .total = file.found.net,
         .stated_total = file.stated ? std::optional(file.stated->net) : std::nullopt});
  }
  return import;
}

std::vector<ImportProblem> problems_of(const ImportSummary& summary, const RentFileReport& report) {
  std::vector<ImportProblem> all;
  for (const Problem& each : summary.warnings) all.push_back({ImportFinding::warning, "", each});
  for (const Problem& each : summary.rejects) all.push_back({ImportFinding::rejected, "", each});
  const RentFileFindings* accounts = report.file(RentFilePart::accounts);
  for (const UntiedAccount& untied : report.untied) {
    Problem problem{.what = "the opening balance " + untied.opening_balance.to_string() +
                            " and the postings " + untied.postings_net.to_string() +
                            " do not make the balance " + untied.balance.to_string(),
                    .fix = "No notice can be served until a file ties.",
                    .place = {.file = accounts ? accounts->name : "",
                              .line = static_cast<int>(untied.row),
                              .column = 0,
                              .field = ""}};
    all.push_back({ImportFinding::untied, untied.tenancy_reference, std::move(problem)});
  }
  return all;
}

Json problem_json(const Problem& problem) {
  Json row = Json::object();
  row["file"] = problem.place.file;
  row["row"] = problem.place.line;
  row["column"] = problem.place.field;
  row["reason"] = problem.what;
  row["fix"] = problem.fix;
  return row;
}

}  // namespace

std::string_view to_string(ImportFate state) {
  switch (state) {
    case ImportFate::loading:
      return "loading";
    case ImportFate::loaded:
      return "loaded";
    case ImportFate::held:
      return "held";
    case ImportFate::repeated:
      return "repeated";
  }
  return "";
}

std::string first_sentence(const RentFileReport& report) {
  if (!report.because.empty()) return report.because.front().to_string();
  for (const RentFileFindings& file : report.files) {
    if (file.verdict == FileVerdict::held && !file.because.empty())
      return file.because.front().to_string();
  }
  return "";
}

ImportSummary summary_of(const RentFileReport& report) {
  ImportSummary summary;
  summary.layout = report.layout;
  for (const RentFileFindings& file : report.files) {
    summary.files.push_back(file.name);
    for (const Problem& each : file.because) summary.warnings.push_back(each);
  }
  for (const Problem& each : report.because) summary.warnings.push_back(each);
  summary.as_of = report.as_of;
  for (const RentFileFindings& file : report.files) {
    if (file.verdict == FileVerdict::warning && file.unreadable_amount_count == 1) {
      summary.explains_trailer = file.unreadable_amounts.front();
    }
  }
  const ControlTotal accounts = file_total(report, RentFilePart::accounts);
  summary.accounts = accounts.count;
  summary.balance = accounts.net;
  const ControlTotal postings = file_total(report, RentFilePart::postings);
  summary.transactions = postings.count;
  summary.transaction_net = postings.net;
  summary.accounts_loaded = report.accounts_loaded;
  summary.balance_loaded = report.balance_loaded;
  const RentFileFindings* file = report.file(RentFilePart::accounts);
  summary.in_arrears = file == nullptr ? report.in_arrears_loaded : file->amounts_above_nothing;
  summary.in_arrears_loaded = report.in_arrears_loaded;
  summary.transactions_loaded = report.postings_loaded;
  summary.transaction_net_loaded = report.postings_net_loaded;
  summary.transactions_held = report.postings_held;
  for (const UntiedAccount& untied : report.untied) summary.untied_rows.push_back(untied.row);
  summary.rejects = report.problems;
  return summary;
}

void keep_import(CaseworkParts& parts, const ImportSummary& summary, const RentFileReport& report) {
  const Import import = import_of(summary, report);
  parts.database.write([&](Transaction& tx) { ImportStore(tx).begin(import); });
  const std::vector<ImportProblem> problems = problems_of(summary, report);
  for (std::size_t from = 0; from < problems.size(); from += kProblemsAtOnce) {
    const std::span some =
        std::span(problems).subspan(from, std::min(kProblemsAtOnce, problems.size() - from));
    parts.database.write([&](Transaction& tx) { ImportStore(tx).add_problems(summary.id, some); });
  }
}

void update_import(CaseworkParts& parts,
                   const ImportSummary& summary,
                   const RentFileReport& report) {
  const Import import = import_of(summary, report);
  parts.database.write([&](Transaction& tx) { ImportStore(tx).update(import); });
}

ImportSummary summary_of(Connection& connection, const Import& import, int most) {
  ImportSummary summary;
  summary.id = import.id;
  summary.layout = import.layout;
  for (const ImportedFile& file : import.files) summary.files.push_back(file.name);
  summary.as_of = import.as_of;
  summary.started = import.began;
  summary.ended = import.ended.value_or(import.began);
  summary.why = import.because;
  switch (import.state) {
    case ImportState::loading:
      summary.state = ImportFate::loading;
      break;
    case ImportState::loaded:
      summary.state = ImportFate::loaded;
      break;
    case ImportState::held:
      summary.state = ImportFate::held;
      break;
    case ImportState::nothing_new:
      summary.state = ImportFate::repeated;
      break;
  }
  const Result<Json> figures = parse_json(import.figures);
  if (figures) {
    summary.accounts = integer_at(*figures, "accounts");
    summary.balance = money_at(*figures, "balance_pence");
    summary.in_arrears = integer_at(*figures, "in_arrears");
    summary.transactions = integer_at(*figures, "transactions");
    summary.transaction_net = money_at(*figures, "transaction_net_pence");
    summary.joint = integer_at(*figures, "joint");
    summary.three = integer_at(*figures, "three");
    summary.former = integer_at(*figures, "former");
    summary.garages = integer_at(*figures, "garages");
    summary.accounts_loaded = integer_at(*figures, "accounts_loaded");
    summary.balance_loaded = money_at(*figures, "balance_pence_loaded");
    summary.owed_loaded = money_at(*figures, "owed_pence_loaded");
    summary.in_credit_loaded = money_at(*figures, "in_credit_pence_loaded");
    summary.in_arrears_loaded = integer_at(*figures, "in_arrears_loaded");
    summary.transactions_loaded = integer_at(*figures, "transactions_loaded");
    summary.transaction_net_loaded = money_at(*figures, "transaction_net_pence_loaded");
    summary.transactions_held = integer_at(*figures, "transactions_held_with_rejected_accounts");
    summary.milliseconds = integer_at(*figures, "milliseconds");
    if (const std::int64_t row =
            integer_at(*figures, "trailer_difference_explained_by_unreadable_amount_in_row");
        row > 0) {
      summary.explains_trailer = row;
    }
    if (const Json* rows = figures->find("account_rows_that_then_do_not_tie");
        rows && rows->is_array()) {
      for (const Json& row : rows->as_array())
        summary.untied_rows.push_back(row.as_integer().value_or(0));
    }
  }
  if (most > 0) {
    for (const ImportProblem& each : ImportStore(connection).problems(import.id, most)) {
      (each.finding == ImportFinding::rejected ? summary.rejects : summary.warnings)
          .push_back(each.problem);
    }
  }
  return summary;
}

Json to_json(const ImportSummary& summary) {
  Json json = Json::object();
  json["import"] = to_string(summary.id);
  json["layout"] = summary.layout;
  json["files"] = Json::array();
  for (const std::string& file : summary.files) json["files"].push(file);
  json["as_of"] = summary.as_of ? Json(summary.as_of->to_iso()) : Json();
  json["state"] = to_string(summary.state);
  json["dry_run"] = summary.dry;
  json["why"] = summary.why;
  json["accounts"] = summary.accounts;
  json["balance_pence"] = summary.balance.pence();
  json["transactions"] = summary.transactions;
  json["transaction_net_pence"] = summary.transaction_net.pence();
  json["in_arrears"] = summary.in_arrears;
  json["joint"] = summary.joint;
  json["three"] = summary.three;
  json["former"] = summary.former;
  json["garages"] = summary.garages;
  json["accounts_loaded"] = summary.accounts_loaded;
  json["balance_pence_loaded"] = summary.balance_loaded.pence();
  json["owed_pence_loaded"] = summary.owed_loaded.pence();
  json["in_credit_pence_loaded"] = summary.in_credit_loaded.pence();
  json["in_arrears_loaded"] = summary.in_arrears_loaded;
  json["transactions_loaded"] = summary.transactions_loaded;
  json["transaction_net_pence_loaded"] = summary.transaction_net_loaded.pence();
  json["transactions_held_with_rejected_accounts"] = summary.transactions_held;
  json["account_rows_that_then_do_not_tie"] = Json::array();
  for (const std::int64_t row : summary.untied_rows)
    json["account_rows_that_then_do_not_tie"].push(row);
  json["trailer_difference_explained_by_unreadable_amount_in_row"] =
      summary.explains_trailer ? Json(*summary.explains_trailer) : Json();
  json["rejects"] = Json::array();
  for (const Problem& each : summary.rejects) json["rejects"].push(problem_json(each));
  json["warnings"] = Json::array();
  for (const Problem& each : summary.warnings) json["warnings"].push(problem_json(each));
  json["milliseconds"] = summary.milliseconds;
  return json;
}

std::vector<ImportSummary> Casework::imports() const {
  return parts_->database.read([](Connection& connection) {
    std::vector<ImportSummary> all;
    for (const Import& each : ImportStore(connection).latest(kImportsOnAPage))
      all.push_back(summary_of(connection, each, 0));
    return all;
  });
}

std::optional<ImportSummary> Casework::import(ImportId id) const {
  return parts_->database.read([&](Connection& connection) -> std::optional<ImportSummary> {
    const std::optional<Import> found = ImportStore(connection).find(id);
    if (!found) return std::nullopt;
    return summary_of(connection, *found, kProblemsOnAPage);
  });
}

}  // namespace lintel
