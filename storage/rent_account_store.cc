#include "storage/rent_account_store.h"

#include <algorithm>

#include "storage/joined_sql.h"
#include "storage/rent_account_row.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO rent_account (id, tenancy_id, payment_reference, kind, rent_amount, rent_frequency, benefit, payment_method,
                            opening_balance, as_of, ties, balance, last_payment_on, last_payment, paid_in_28_days,
                            expected_income, weeks_of_ledger)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSelectId = "SELECT id FROM rent_account WHERE payment_reference = ?";
constexpr std::string_view kSelectAccounts = R"sql(
  SELECT id, tenancy_id, payment_reference, kind, rent_amount, rent_frequency, benefit, payment_method, opening_balance, as_of,
         ties, balance, last_payment_on, last_payment, paid_in_28_days, expected_income, weeks_of_ledger
    FROM rent_account)sql";
constexpr std::string_view kById = " WHERE id = ?";
constexpr std::string_view kSelectById = kJoinedSql<kSelectAccounts, kById>;
constexpr std::string_view kByReference = " WHERE payment_reference = ?";
constexpr std::string_view kSelectByReference = kJoinedSql<kSelectAccounts, kByReference>;
constexpr std::string_view kOfTenancy =
    " WHERE tenancy_id = ? ORDER BY CASE kind WHEN 'rent' THEN 0 WHEN 'garage' THEN 1 ELSE 2 END, "
    "id";
constexpr std::string_view kSelectOfTenancy = kJoinedSql<kSelectAccounts, kOfTenancy>;
constexpr std::string_view kSumBalances =
    "SELECT COALESCE(SUM(balance), 0) FROM rent_account WHERE as_of = ?";
constexpr std::string_view kInsertPosting = R"sql(
  INSERT INTO posting (account_id, day, n, kind, amount, description) VALUES (?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kDeletePostings =
    "DELETE FROM posting WHERE account_id = ? AND day >= ?";
constexpr std::string_view kSumPostings =
    "SELECT account_id, SUM(amount) FROM posting GROUP BY account_id ORDER BY account_id";
constexpr std::string_view kSelectPostings = R"sql(
  SELECT day, kind, amount, description FROM posting WHERE account_id = ? ORDER BY day, n
)sql";
constexpr std::string_view kSumBefore = R"sql(
  SELECT COUNT(*), COALESCE(SUM(amount), 0) FROM posting WHERE account_id = ? AND day < ?
)sql";
constexpr std::string_view kSelectSince = R"sql(
  SELECT day, kind, amount, description FROM posting WHERE account_id = ? AND day >= ? ORDER BY day, n
)sql";
constexpr std::string_view kSelectOpening = "SELECT opening_balance FROM rent_account WHERE id = ?";

}  // namespace

RentAccount take_account(Row& row) {
  return RentAccount{
      .id = row.take<RentAccountId>(),
      .tenancy_id = row.take<TenancyId>(),
      .payment_reference = row.take<std::string>(),
      .kind = row.take(parse_account_kind),
      .rent = {.amount = row.take<Money>(), .frequency = row.take(parse_rent_frequency)},
      .benefit = row.take(parse_benefit),
      .payment_method = row.take<std::string>(),
      .opening_balance = row.take<Money>(),
      .as_of = row.take<Date>(),
      .ties = row.take<bool>(),
      .summary = {.balance = row.take<Money>(),
                  .last_payment_on = row.take<std::optional<Date>>(),
                  .last_payment = row.take<Money>(),
                  .paid_in_28_days = row.take<Money>(),
                  .expected_income = row.take<Money>(),
                  .weeks_of_ledger = row.take<int>()}};
}

RentAccountId RentAccountStore::put(const RentAccount& account) {
  const std::string sql = connection_.dialect().upsert(kInsert,
                                                       {"payment_reference"},
                                                       {"tenancy_id",
                                                        "kind",
                                                        "rent_amount",
                                                        "rent_frequency",
                                                        "benefit",
                                                        "payment_method",
                                                        "opening_balance",
                                                        "as_of",
                                                        "ties",
                                                        "balance",
                                                        "last_payment_on",
                                                        "last_payment",
                                                        "paid_in_28_days",
                                                        "expected_income",
                                                        "weeks_of_ledger"});
  const AccountSummary& summary = account.summary;
  connection_.execute(sql,
                      account.id,
                      account.tenancy_id,
                      account.payment_reference,
                      account.kind,
                      account.rent.amount,
                      account.rent.frequency,
                      account.benefit,
                      account.payment_method,
                      account.opening_balance,
                      account.as_of,
                      account.ties,
                      summary.balance,
                      summary.last_payment_on,
                      summary.last_payment,
                      summary.paid_in_28_days,
                      summary.expected_income,
                      summary.weeks_of_ledger);
  return connection_
      .one(
          kSelectId, [](Row& row) { return row.take<RentAccountId>(); }, account.payment_reference)
      .value_or(account.id);
}

std::optional<RentAccount> RentAccountStore::find(RentAccountId id) const {
  return connection_.one(kSelectById, take_account, id);
}

std::optional<RentAccount> RentAccountStore::find_by_reference(
    std::string_view payment_reference) const {
  return connection_.one(kSelectByReference, take_account, payment_reference);
}

std::vector<RentAccount> RentAccountStore::of_tenancy(TenancyId id) const {
  return connection_.all(kSelectOfTenancy, take_account, id);
}

Money RentAccountStore::total_balance(Date as_of) const {
  return connection_
      .one(
          kSumBalances, [](Row& row) { return row.take<Money>(); }, as_of)
      .value_or(Money{});
}

void RentAccountStore::put_postings(std::span<const PlacedPosting> postings) {
  BulkStatement insert{
      connection_,
      connection_.dialect().upsert(
          kInsertPosting, {"account_id", "day", "n"}, {"kind", "amount", "description"})};
  for (const PlacedPosting& placed : postings) {
    const Posting& posting = placed.posting;
    insert.add(
        placed.account_id, posting.on, placed.n, posting.kind, posting.amount, posting.description);
  }
}

void RentAccountStore::remove_postings_from(RentAccountId id, Date from) {
  connection_.execute(kDeletePostings, id, from);
}

void RentAccountStore::each_posting_sum(
    const std::function<void(RentAccountId, Money)>& see) const {
  connection_.each(kSumPostings, [&](Row& row) {
    const auto id = row.take<RentAccountId>();
    see(id, row.take<Money>());
  });
}

LedgerTail RentAccountStore::tail(RentAccountId id, Date from) const {
  LedgerTail tail;
  connection_.each(
      kSumBefore,
      [&](Row& row) {
        tail.count_before = row.take<std::int64_t>();
        tail.sum_before = row.take<Money>();
      },
      id,
      from);
  tail.since = since(id, from);
  return tail;
}

std::vector<Posting> RentAccountStore::since(RentAccountId id, Date from) const {
  return connection_.all(
      kSelectSince,
      [](Row& row) {
        return Posting{.on = row.take<Date>(),
                       .kind = row.take(parse_posting_kind),
                       .amount = row.take<Money>(),
                       .description = row.take<std::string>()};
      },
      id,
      from);
}

std::vector<RunningPosting> RentAccountStore::postings(RentAccountId id) const {
  Money balance = connection_
                      .one(
                          kSelectOpening, [](Row& row) { return row.take<Money>(); }, id)
                      .value_or(Money{});
  return connection_.all(
      kSelectPostings,
      [&](Row& row) {
        Posting posting{.on = row.take<Date>(),
                        .kind = row.take(parse_posting_kind),
                        .amount = row.take<Money>(),
                        .description = row.take<std::string>()};
        balance += posting.amount;
        return RunningPosting{.posting = std::move(posting), .balance_after = balance};
      },
      id);
}

std::vector<RunningPosting> RentAccountStore::latest_postings(RentAccountId id, int limit) const {
  std::vector<RunningPosting> all = postings(id);
  std::reverse(all.begin(), all.end());
  all.erase(all.begin() + std::min<std::ptrdiff_t>(limit, std::ssize(all)), all.end());
  return all;
}

}  // namespace lintel
