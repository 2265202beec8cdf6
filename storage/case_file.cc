#include "storage/case_file.h"

#include <unordered_map>

#include "storage/agreement_row.h"
#include "storage/case_row.h"
#include "storage/notice_row.h"
#include "storage/rent_account_row.h"
#include "storage/tenancy_row.h"

namespace lintel {
namespace {

// Every query below the first reads one kind of row for a range of accounts, so that a thousand
// accounts cost as many queries as one. The cases are a list within the query, so that each table
// is reached by its index on case_id and never read from end to end.

constexpr std::string_view kSelectAccount = R"sql(
  SELECT a.id, a.tenancy_id, a.payment_reference, a.kind, a.rent_amount, a.rent_frequency, a.benefit, a.payment_method,
         a.opening_balance, a.as_of, a.ties, a.balance, a.last_payment_on, a.last_payment, a.paid_in_28_days, a.expected_income,
         a.weeks_of_ledger,
         t.id, t.reference, t.type, t.social, t.landlord, t.jurisdiction, t.start_on, t.end_on, t.address_lines, t.postcode, t.patch,
         c.id, c.reference, c.tenancy_id, c.account_id, c.workflow, c.workflow_version, c.state, c.stage, c.state_since, c.version
    FROM rent_account a
    JOIN tenancy t ON t.id = a.tenancy_id
    LEFT JOIN tenancy_case c
      ON c.id = (SELECT MAX(l.id) FROM tenancy_case l WHERE l.account_id = a.id AND l.parent_case_id IS NULL)
   WHERE a.id = ?
)sql";
constexpr std::string_view kSelectOfCase = R"sql(
  SELECT a.id, a.tenancy_id, a.payment_reference, a.kind, a.rent_amount, a.rent_frequency, a.benefit, a.payment_method,
         a.opening_balance, a.as_of, a.ties, a.balance, a.last_payment_on, a.last_payment, a.paid_in_28_days, a.expected_income,
         a.weeks_of_ledger,
         t.id, t.reference, t.type, t.social, t.landlord, t.jurisdiction, t.start_on, t.end_on, t.address_lines, t.postcode, t.patch,
         c.id, c.reference, c.tenancy_id, c.account_id, c.workflow, c.workflow_version, c.state, c.stage, c.state_since, c.version
    FROM tenancy_case c
    JOIN rent_account a ON a.id = c.account_id
    JOIN tenancy t ON t.id = a.tenancy_id
   WHERE c.id = ?
)sql";
constexpr std::string_view kSelectAccounts = R"sql(
  SELECT a.id, a.tenancy_id, a.payment_reference, a.kind, a.rent_amount, a.rent_frequency, a.benefit, a.payment_method,
         a.opening_balance, a.as_of, a.ties, a.balance, a.last_payment_on, a.last_payment, a.paid_in_28_days, a.expected_income,
         a.weeks_of_ledger,
         t.id, t.reference, t.type, t.social, t.landlord, t.jurisdiction, t.start_on, t.end_on, t.address_lines, t.postcode, t.patch,
         c.id, c.reference, c.tenancy_id, c.account_id, c.workflow, c.workflow_version, c.state, c.stage, c.state_since, c.version
    FROM rent_account a
    JOIN tenancy t ON t.id = a.tenancy_id
    LEFT JOIN tenancy_case c
      ON c.id = (SELECT MAX(l.id) FROM tenancy_case l WHERE l.account_id = a.id AND l.parent_case_id IS NULL)
   WHERE a.id > ?
   ORDER BY a.id LIMIT ?
)sql";
constexpr std::string_view kCountAll = "SELECT COUNT(*) FROM rent_account";
constexpr std::string_view kSelectRentAccount = R"sql(
  SELECT a.id FROM tenancy t JOIN rent_account a ON a.tenancy_id = t.id
   WHERE t.reference = ? ORDER BY CASE a.kind WHEN 'rent' THEN 0 WHEN 'garage' THEN 1 ELSE 2 END, a.id LIMIT 1
)sql";
constexpr std::string_view kSelectStarted = R"sql(
  SELECT id FROM tenancy_case WHERE reference = ? AND parent_case_id IS NOT NULL ORDER BY id DESC LIMIT 1
)sql";
constexpr std::string_view kSelectTenants = R"sql(
  SELECT a.id, n.id, n.tenancy_id, n.position, n.forename, n.surname
    FROM rent_account a JOIN tenant n ON n.tenancy_id = a.tenancy_id
   WHERE a.id >= ? AND a.id <= ? ORDER BY a.id, n.position
)sql";
constexpr std::string_view kSelectHolds = R"sql(
  SELECT h.case_id, h.id, h.name, h.from_day, h.until_day, h.reason, h.lifted_on
    FROM hold h
   WHERE h.case_id IN (SELECT c.id FROM tenancy_case c WHERE c.account_id >= ? AND c.account_id <= ?)
     AND h.lifted_on IS NULL ORDER BY h.case_id, h.from_day, h.id
)sql";
constexpr std::string_view kSelectTimers = R"sql(
  SELECT c.id, m.name, m.arming, m.due, m.fires, m.paused_days, m.deferred
    FROM tenancy_case c JOIN timer m ON m.case_id = c.id
   WHERE c.account_id >= ? AND c.account_id <= ? ORDER BY c.id, m.due, m.name
)sql";
// Contacts and letters in one query: a null count marks the letters.
constexpr std::string_view kSelectContacts = R"sql(
  SELECT k.case_id, k.last_on, k.tried, k.reached
    FROM contact_tally k
   WHERE k.case_id IN (SELECT c.id FROM tenancy_case c WHERE c.account_id >= ? AND c.account_id <= ?)
   UNION ALL
  SELECT d.case_id, MAX(d.dated), NULL, NULL
    FROM document d
   WHERE d.case_id IN (SELECT c.id FROM tenancy_case c WHERE c.account_id >= ? AND c.account_id <= ?)
     AND d.tag = 'arrears_demand' AND d.state <> 'withdrawn' GROUP BY d.case_id
)sql";
constexpr std::string_view kSelectTasks = R"sql(
  SELECT c.id, k.fields, k.id, k.case_id, k.name, k.label, k.role, k.opened_on, k.due, k.done_on
    FROM tenancy_case c JOIN task k ON k.case_id = c.id
   WHERE c.account_id >= ? AND c.account_id <= ? AND k.superseded = 0 ORDER BY c.id, k.opened_on, k.id
)sql";
constexpr std::string_view kSelectNotices = R"sql(
  SELECT n.id, n.case_id, n.form, n.regime, n.statute, n.grounds, n.arrears, n.drafted_on, n.state, n.documents, n.served_on,
         n.named_date, n.earliest_claim, n.lapses_on, n.steps, n.rules,
         n.form_version, n.form_edition, n.names, n.earliest_legal, n.last_legal, n.counted_from,
         s.tenant_id, s.method, s.given_on, s.given_at, s.place, s.by_id, s.deemed
    FROM notice n LEFT JOIN service s ON s.notice_id = n.id
   WHERE n.case_id IN (SELECT c.id FROM tenancy_case c WHERE c.account_id >= ? AND c.account_id <= ?) ORDER BY n.id, s.tenant_id
)sql";
constexpr std::string_view kSelectAgreements = R"sql(
  SELECT g.id, g.case_id, g.instalment, g.frequency, g.first_due, g.arrears, g.made_on, g.state, g.made_by
    FROM agreement g
   WHERE g.case_id IN (SELECT c.id FROM tenancy_case c WHERE c.account_id >= ? AND c.account_id <= ?) ORDER BY g.id
)sql";

CaseFile take_file(Row& row) {
  CaseFile file{.tenancy = Tenancy{.id = {},
                                   .reference = {},
                                   .start = Date{1900, 1, 1},
                                   .end = {},
                                   .address = {},
                                   .patch = {},
                                   .tenants = {}},
                .account = take_account(row),
                .latest_case = std::nullopt,
                .contacts = {},
                .open_tasks = {},
                .task_fields = {},
                .notice = std::nullopt,
                .agreement = std::nullopt};
  file.tenancy = take_tenancy(row);
  if (!row.next_is_null()) file.latest_case = take_case(row);
  return file;
}

/// Fills in what stands in tables beside the accounts. `files` are in order of account.
class Filling {
 public:
  Filling(Connection& connection, std::vector<CaseFile>& files)
      : connection_(connection),
        files_(files),
        from_(files.front().account.id),
        to_(files.back().account.id) {
    for (CaseFile& file : files) {
      if (file.latest_case) by_case_.emplace(file.latest_case->id, &file);
    }
  }

  void fill() {
    add_tenants();
    if (by_case_.empty()) return;
    add_holds_and_timers();
    add_contacts();
    add_tasks();
    add_notices();
    add_agreements();
  }

 private:
  /// The file of that case; none when it is not its account's latest.
  CaseFile* file_of(CaseId id) const {
    const auto found = by_case_.find(id);
    return found == by_case_.end() ? nullptr : found->second;
  }

  void add_tenants() {
    auto file = files_.begin();
    connection_.each(
        kSelectTenants,
        [&](Row& row) {
          const auto account = row.take<RentAccountId>();
          while (file != files_.end() && file->account.id < account) ++file;
          if (file != files_.end() && file->account.id == account)
            file->tenancy.tenants.push_back(take_tenant(row));
        },
        from_,
        to_);
  }

  void add_holds_and_timers() {
    connection_.each(
        kSelectHolds,
        [&](Row& row) {
          if (CaseFile* file = file_of(row.take<CaseId>()))
            file->latest_case->holds.push_back(take_hold(row));
        },
        from_,
        to_);
    connection_.each(
        kSelectTimers,
        [&](Row& row) {
          if (CaseFile* file = file_of(row.take<CaseId>()))
            file->latest_case->timers.push_back(take_timer(row));
        },
        from_,
        to_);
  }

  void add_contacts() {
    connection_.each(
        kSelectContacts,
        [&](Row& row) {
          CaseFile* file = file_of(row.take<CaseId>());
          if (!file) return;
          const auto day = row.take<Date>();
          if (row.next_is_null()) {
            file->contacts.last_letter_on = day;
            return;
          }
          file->contacts.last_on = day;
          file->contacts.tried = row.take<int>();
          file->contacts.reached = row.take<bool>();
        },
        from_,
        to_,
        from_,
        to_);
  }

  void add_tasks() {
    connection_.each(
        kSelectTasks,
        [&](Row& row) {
          CaseFile* file = file_of(row.take<CaseId>());
          if (!file) return;
          std::string fields = row.take<std::string>();
          Task task = take_task(row);
          if (!task.done_on) {
            file->open_tasks.push_back(std::move(task));
          } else {
            file->task_fields[task.name] = fields.empty() ? "{}" : std::move(fields);
          }
        },
        from_,
        to_);
  }

  void add_notices() {
    std::vector<Notice> notices;
    connection_.each(
        kSelectNotices, [&](Row& row) { add_notice_row(row, notices); }, from_, to_);
    for (Notice& notice : notices) {
      if (CaseFile* file = file_of(notice.case_id)) file->notice = std::move(notice);
    }
  }

  void add_agreements() {
    connection_.each(
        kSelectAgreements,
        [&](Row& row) {
          Agreement agreement = take_agreement(row);
          if (CaseFile* file = file_of(agreement.case_id)) file->agreement = std::move(agreement);
        },
        from_,
        to_);
  }

  Connection& connection_;
  std::vector<CaseFile>& files_;
  RentAccountId from_;
  RentAccountId to_;
  std::unordered_map<CaseId, CaseFile*> by_case_;
};

}  // namespace

std::optional<CaseFile> CaseFileStore::gather(std::string_view reference) const {
  const auto account = connection_.one(
      kSelectRentAccount, [](Row& row) { return row.take<RentAccountId>(); }, reference);
  if (account) return gather(*account);
  const auto started = connection_.one(
      kSelectStarted, [](Row& row) { return row.take<CaseId>(); }, reference);
  return started ? gather(*started) : std::nullopt;
}

std::optional<CaseFile> CaseFileStore::gather(RentAccountId id) const {
  std::vector<CaseFile> files = connection_.all(kSelectAccount, take_file, id);
  if (files.empty()) return std::nullopt;
  Filling{connection_, files}.fill();
  return std::move(files.front());
}

std::optional<CaseFile> CaseFileStore::gather(CaseId id) const {
  std::vector<CaseFile> files = connection_.all(kSelectOfCase, take_file, id);
  if (files.empty()) return std::nullopt;
  Filling{connection_, files}.fill();
  return std::move(files.front());
}

std::vector<CaseFile> CaseFileStore::gather_next(RentAccountId after, int limit) const {
  const std::string after_text = after.is_nil() ? "" : to_string(after);
  std::vector<CaseFile> files = connection_.all(kSelectAccounts, take_file, after_text, limit);
  if (!files.empty()) Filling{connection_, files}.fill();
  return files;
}

std::int64_t CaseFileStore::count_all() const {
  return connection_.one(kCountAll, [](Row& row) { return row.take<std::int64_t>(); }).value_or(0);
}

}  // namespace lintel
