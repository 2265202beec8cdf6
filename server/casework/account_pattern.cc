#include "server/casework/account_pattern.h"

#include <algorithm>
#include <vector>

namespace lintel {
namespace {

/// The window of AccountSummary::paid_in_28_days.
constexpr int kPaidWindow = 28;
/// How many receipts show a rhythm, and how far each may stray from it (weekends, bank holidays).
constexpr std::size_t kReceiptsForARhythm = 3;
constexpr int kStray = 4;

bool is_receipt(const Posting& posting) {
  switch (posting.kind) {
    case PostingKind::payment:
    case PostingKind::housing_benefit:
    case PostingKind::managed_payment:
      return posting.amount < Money{};
    case PostingKind::charge:
    case PostingKind::benefit_recovery:
    case PostingKind::adjustment:
      return false;
  }
  return false;
}

/// Money that comes by itself: from a benefit, or by direct debit.
bool comes_by_itself(const RentAccount& account, const Posting& posting) {
  if (!is_receipt(posting)) return false;
  if (posting.kind != PostingKind::payment) return true;
  return account.payment_method == "DD";
}

}  // namespace

Money expected_income(const RentAccount& account, std::span<const Posting> recent, Date as_of) {
  std::vector<const Posting*> receipts;
  for (auto each = recent.rbegin(); each != recent.rend() && receipts.size() < kReceiptsForARhythm;
       ++each) {
    if (each->on <= as_of && comes_by_itself(account, *each)) receipts.push_back(&*each);
  }
  if (receipts.size() < kReceiptsForARhythm) return {};
  std::vector<int> gaps;
  for (std::size_t i = 1; i < receipts.size(); ++i)
    gaps.push_back(days_between(receipts[i]->on, receipts[i - 1]->on));
  const auto [shortest, longest] = std::minmax_element(gaps.begin(), gaps.end());
  const bool has_rhythm = *shortest > 0 && *longest - *shortest <= kStray;
  const Posting& last = *receipts.front();
  if (!has_rhythm || days_between(last.on, as_of) > *longest + kStray) return {};
  Money charged;
  for (const Posting& posting : recent) {
    if (posting.kind == PostingKind::charge && posting.on > last.on && posting.on <= as_of)
      charged += posting.amount;
  }
  return std::max(Money{}, std::min(-last.amount, charged));
}

AccountSummary summary_of(const RentAccount& account,
                          std::span<const Posting> recent,
                          Date as_of,
                          const AccountSummary& before) {
  AccountSummary summary = account.summary;
  summary.last_payment_on = before.last_payment_on;
  summary.last_payment = before.last_payment;
  summary.paid_in_28_days = Money{};
  for (const Posting& posting : recent) {
    if (!is_receipt(posting) || posting.on > as_of) continue;
    summary.last_payment_on = posting.on;
    summary.last_payment = -posting.amount;
    if (days_between(posting.on, as_of) < kPaidWindow) summary.paid_in_28_days += -posting.amount;
  }
  summary.expected_income = expected_income(account, recent, as_of);
  return summary;
}

}  // namespace lintel
