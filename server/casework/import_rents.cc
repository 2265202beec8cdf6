#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "connectors/rent_file.h"
#include "connectors/rent_file_layout.h"
#include "server/casework/account_pattern.h"
#include "server/casework/casework.h"
#include "server/casework/casework_parts.h"
#include "server/casework/import_ledger.h"
#include "storage/import_store.h"
#include "storage/rent_account_store.h"
#include "storage/tenancy_store.h"

namespace lintel {
namespace {

/// Rows of one transaction: nobody else waits long behind it.
constexpr std::size_t kAccountsAtOnce = 200;
constexpr std::size_t kPostingsAtOnce = 1'000;
/// How far back the rhythm of receipts is read.
constexpr int kPatternDays = 120;
constexpr int kDaysInAWeek = 7;

/// What the whole of a file's hand-over comes to.
struct Counted {
  std::int64_t joint = 0;
  std::int64_t three = 0;
  std::int64_t former = 0;
  std::int64_t garages = 0;
  Money owed;
  Money in_credit;

  void add(const RentFileAccount& row) {
    if (row.tenants.size() >= 2) ++joint;
    if (row.tenants.size() == 3) ++three;
    if (row.tenancy_end) ++former;
    if (row.kind == AccountKind::garage) ++garages;
    (row.balance > Money{} ? owed : in_credit) += row.balance;
  }
};

class CountingSink final : public RentFileSink {
 public:
  void account(const RentFileAccount& row) override { counted.add(row); }
  void posting(const RentFilePosting&) override {}
  Counted counted;
};

/// Takes an extract into the accounts, a batch to a transaction. Until the last batch the accounts
/// are marked as not tying, so that gates fail closed on a ledger that is half there.
class LoadingSink final : public RentFileSink {
 public:
  LoadingSink(CaseworkParts& parts, const RentFileReport& report)
      : parts_(parts), report_(report) {}

  void account(const RentFileAccount& row) override {
    counted.add(row);
    batch_.push_back(row);
    if (batch_.size() == kAccountsAtOnce) put_accounts();
  }

  void posting(const RentFilePosting& row) override {
    put_accounts();
    int& n = place_of(row);
    postings_.push_back({loaded_[row.account].id, ++n, row.posting});
    if (postings_.size() == kPostingsAtOnce) put_postings();
  }

  /// Writes what is left, then proves every account against its ledger.
  void finish() {
    put_accounts();
    put_postings();
    for (std::size_t from = 0; from < loaded_.size(); from += kAccountsAtOnce) prove(from);
  }

  Counted counted;

 private:
  struct Loaded {
    RentAccountId id;
    AccountSummary before;  ///< as it was known before this file
    bool is_new = true;
  };

  void put_accounts() {
    if (batch_.empty()) return;
    std::vector<Loaded> loaded;
    parts_.database.write([&](Transaction& tx) {
      loaded.clear();
      for (const RentFileAccount& row : batch_) loaded.push_back(put_account(tx, row));
    });
    loaded_.insert(loaded_.end(), loaded.begin(), loaded.end());
    batch_.clear();
  }

  Loaded put_account(Transaction& tx, const RentFileAccount& row) {
    RentAccountStore accounts(tx);
    const std::optional<RentAccount> known = accounts.find_by_reference(row.payment_reference);
    const TenancyId tenancy_id = TenancyStore(tx).put(tenancy_of(row));
    RentAccount account{.id = known ? known->id : parts_.new_id<RentAccountId>(),
                        .tenancy_id = tenancy_id,
                        .payment_reference = row.payment_reference,
                        .kind = row.kind,
                        .rent = row.rent,
                        .benefit = row.benefit,
                        .payment_method = row.payment_method,
                        // A file of balances alone has no ledger to prove: its balance opens it.
                        .opening_balance = row.opening_balance.value_or(row.balance),
                        .as_of = *report_.as_of,
                        .ties = false,
                        .summary = known ? known->summary : AccountSummary{}};
    account.summary.balance = row.balance;
    Loaded loaded{.id = account.id, .before = account.summary, .is_new = !known};
    if (known && has_postings()) {
      accounts.remove_postings_from(known->id, *report_.first_posting_on);
      const LedgerTail older = accounts.tail(known->id, *report_.first_posting_on);
      if (older.count_before > 0) account.opening_balance = known->opening_balance;
    }
    loaded.id = accounts.put(account);
    return loaded;
  }

  bool has_postings() const { return report_.first_posting_on.has_value(); }

  Tenancy tenancy_of(const RentFileAccount& row) {
    Tenancy tenancy{.id = parts_.new_id<TenancyId>(),
                    .reference = row.tenancy_reference,
                    .type = row.tenancy_type,
                    .social = row.social,
                    .landlord = parts_.policy.landlord().kind,
                    .jurisdiction = parts_.policy.landlord().jurisdiction,
                    .start = row.tenancy_start,
                    .end = row.tenancy_end,
                    .address = row.address,
                    .patch = row.patch,
                    .tenants = {}};
    int position = 0;
    for (const PersonName& name : row.tenants) {
      tenancy.tenants.push_back({.id = parts_.new_id<TenantId>(),
                                 .tenancy_id = tenancy.id,
                                 .position = ++position,
                                 .name = name});
    }
    return tenancy;
  }

  /// The count of the posting's day so far. Files stand in order of account, mostly of day.
  int& place_of(const RentFilePosting& row) {
    if (row.account != placing_) {
      placing_ = row.account;
      places_.clear();
    }
    return places_[row.posting.on];
  }

  void put_postings() {
    if (postings_.empty()) return;
    parts_.database.write([&](Transaction& tx) { RentAccountStore(tx).put_postings(postings_); });
    postings_.clear();
  }

  void prove(std::size_t from) {
    const std::size_t to = std::min(from + kAccountsAtOnce, loaded_.size());
    parts_.database.write([&](Transaction& tx) {
      RentAccountStore accounts(tx);
      for (std::size_t i = from; i < to; ++i) prove_one(accounts, loaded_[i]);
    });
  }

  void prove_one(RentAccountStore& accounts, const Loaded& loaded) const {
    RentAccount account = *accounts.find(loaded.id);
    const Date as_of = *report_.as_of;
    const Date pattern_from = loaded.is_new ? Date::from_days(0) : as_of.plus_days(-kPatternDays);
    const LedgerTail ledger = accounts.tail(account.id, pattern_from);
    Money sum = account.opening_balance + ledger.sum_before;
    for (const Posting& posting : ledger.since) sum += posting.amount;
    account.ties = sum == account.summary.balance;
    account.summary = summary_of(account, ledger.since, as_of, loaded.before);
    if (loaded.is_new && !ledger.since.empty()) {
      account.summary.weeks_of_ledger =
          (days_between(ledger.since.front().on, as_of) + kDaysInAWeek) / kDaysInAWeek;
    } else if (has_postings()) {
      account.summary.weeks_of_ledger +=
          (days_between(*report_.first_posting_on, as_of) + kDaysInAWeek) / kDaysInAWeek;
    }
    accounts.put(account);
  }

  CaseworkParts& parts_;
  const RentFileReport& report_;
  std::vector<RentFileAccount> batch_;
  std::vector<PlacedPosting> postings_;
  std::vector<Loaded> loaded_;
  std::size_t placing_ = static_cast<std::size_t>(-1);
  std::map<Date, int> places_;
};

std::int64_t milliseconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               began)
      .count();
}

void copy_counts(ImportSummary& summary, const Counted& counted) {
  summary.joint = counted.joint;
  summary.three = counted.three;
  summary.former = counted.former;
  summary.garages = counted.garages;
  summary.owed_loaded = counted.owed;
  summary.in_credit_loaded = counted.in_credit;
}

/// Why this extract must not be loaded over what is there; "" when it may.
std::string why_held(Connection& connection, const RentFileReport& report) {
  if (report.held()) return first_sentence(report);
  if (!report.as_of) return "the day of the balances cannot be told: no file says it";
  const ImportStore imports(connection);
  if (imports.find_loaded(report.layout, *report.as_of)) {
    return "another file for " + report.as_of->to_words() +
           " has been loaded: this one differs from it. Nothing was changed; ask the sender which "
           "is right";
  }
  const std::optional<Import> latest = imports.latest_loaded(report.layout);
  if (latest && latest->as_of && *latest->as_of > *report.as_of) {
    return "a later file, for " + latest->as_of->to_words() + ", has been loaded already";
  }
  return "";
}

/// True when exactly these bytes have been loaded before.
bool loaded_before(Connection& connection, const RentFileReport& report) {
  const ImportStore imports(connection);
  return std::all_of(report.files.begin(), report.files.end(), [&](const RentFileFindings& file) {
    return imports.find_loaded(report.layout, file.sha256).has_value();
  });
}

}  // namespace

Result<ImportSummary> Casework::import_rents(std::string_view layout_name,
                                             const std::vector<std::filesystem::path>& paths,
                                             bool dry,
                                             const Progress& progress) {
  const auto began = std::chrono::steady_clock::now();
  ResultOfMany<RentFileLayout> layout =
      find_rent_file_layout(parts_->policy.config() / "layouts", layout_name);
  if (!layout) return tl::unexpected(layout.error().front());
  std::vector<RentFile> files;
  for (const std::filesystem::path& path : paths) {
    if (!std::filesystem::is_regular_file(path)) {
      return problem("there is no file " + path.filename().string(), "Check its name and folder.");
    }
    files.push_back(RentFile::at(path));
  }
  RentFileReader reader(*layout, std::move(files), [&](std::uint64_t done, std::uint64_t of) {
    if (progress) progress(static_cast<std::int64_t>(done), static_cast<std::int64_t>(of));
  });
  const RentFileReport& report = reader.survey();
  ImportSummary summary = summary_of(report);
  summary.id = parts_->new_id<ImportId>();
  summary.started = parts_->clock.now();
  summary.dry = dry;
  const auto [before, held] = parts_->database.read([&](Connection& connection) {
    const bool known = loaded_before(connection, report);
    return std::pair{known, known ? std::string() : why_held(connection, report)};
  });
  if (before || !held.empty() || dry) {
    summary.state = before          ? ImportFate::repeated
                    : !held.empty() ? ImportFate::held
                                    : ImportFate::loaded;
    summary.why = before ? "these files have been loaded before: nothing was changed" : held;
    if (!report.held()) {
      CountingSink sink;
      reader.hand_over(sink);
      copy_counts(summary, sink.counted);
    }
    summary.ended = parts_->clock.now();
    summary.milliseconds = milliseconds_since(began);
    if (!dry && !before) keep_import(*parts_, summary, report);
    return summary;
  }
  summary.state = ImportFate::loading;
  keep_import(*parts_, summary, report);
  LoadingSink sink(*parts_, report);
  reader.hand_over(sink);
  sink.finish();
  copy_counts(summary, sink.counted);
  summary.state = ImportFate::loaded;
  summary.ended = parts_->clock.now();
  summary.milliseconds = milliseconds_since(began);
  update_import(*parts_, summary, report);
  return summary;
}

}  // namespace lintel
