#include "server/estate/rent_history.h"

#include <algorithm>
#include <array>
#include <optional>

namespace lintel {
namespace {

enum Word : std::uint8_t {
  weekly_charge,
  four_weekly_charge,
  monthly_charge,
  direct_debit,
  card_payment,
  cash_payment,
  standing_order,
  housing_benefit_paid,
  managed_payment_paid,
  recovery_elsewhere,
  direct_debit_returned,
  rent_in_advance,
};
constexpr std::array<std::string_view, 12> kPostingWords = {"Weekly charge",
                                                            "Four-weekly charge",
                                                            "Monthly charge",
                                                            "Direct Debit",
                                                            "Card payment",
                                                            "Cash payment",
                                                            "Standing order",
                                                            "Housing benefit",
                                                            "Universal Credit managed payment",
                                                            "HB recovery other claim",
                                                            "Direct Debit returned",
                                                            "Rent in advance"};

/// Rents rose by this much on the first Monday of April, in thousandths.
constexpr std::int64_t kAprilRise = 1048;

/// Money that comes by itself: who pays how much of the rent, and when.
struct Plan {
  bool monthly = false;
  unsigned day_of_month = 1;
  Weekday weekday = Weekday::friday;
  PostingKind kind = PostingKind::payment;
  Word words = card_payment;
  std::int64_t share = 1000;  // of the rent, in thousandths
  bool own_money = true;      // the tenant's habit rules it
};

Word words_of(std::string_view payment_method) {
  if (payment_method == "DD") return direct_debit;
  if (payment_method == "standing order") return standing_order;
  if (payment_method == "cash") return cash_payment;
  return card_payment;
}

std::vector<Plan> plans_of(const EstateAccount& account, PayingHabit habit, Chance& chance) {
  const bool monthly_rent = account.rent.frequency == RentFrequency::monthly;
  Plan own{.monthly = monthly_rent || account.payment_method == "DD" ||
                      account.benefit == Benefit::universal_credit ||
                      habit == PayingHabit::pays_behind,
           .day_of_month = static_cast<unsigned>(chance.between(1, 28)),
           .weekday = static_cast<Weekday>(chance.between(1, 6)),
           .words = words_of(account.payment_method)};
  if (account.payment_method == "DD" && account.benefit == Benefit::none) own.day_of_month = 1;
  if (account.managed_payment) {
    own.kind = PostingKind::managed_payment;
    own.words = managed_payment_paid;
    own.monthly = true;
    return {own};
  }
  if (account.benefit != Benefit::housing_benefit) return {own};

  Plan benefit{.weekday = Weekday::monday,
               .kind = PostingKind::housing_benefit,
               .words = housing_benefit_paid,
               .share = 1000,
               .own_money = habit == PayingHabit::slides};
  if (chance.per_mille(550) && habit != PayingHabit::slides) return {benefit};
  benefit.share = chance.between(450, 850);
  benefit.own_money = false;
  own.share = 1000 - benefit.share;
  return {benefit, own};
}

bool falls_on(const Plan& plan, Date day) {
  return plan.monthly ? day.day() == plan.day_of_month : day.weekday() == plan.weekday;
}

bool charge_falls_on(RentFrequency frequency, Date day) {
  switch (frequency) {
    case RentFrequency::monthly:
      return day.day() == 1;
    case RentFrequency::four_weekly:
      return day.weekday() == Weekday::monday && (day.days() / 7) % 4 == 0;
    default:
      return day.weekday() == Weekday::monday;
  }
}

Word charge_words(RentFrequency frequency) {
  switch (frequency) {
    case RentFrequency::monthly:
      return monthly_charge;
    case RentFrequency::four_weekly:
      return four_weekly_charge;
    default:
      return weekly_charge;
  }
}

bool is_winter(Date day) {
  return (day.month() == 12 && day.day() >= 8) || (day.month() == 1 && day.day() <= 12);
}

/// One account's life, a day at a time.
class Life {
 public:
  Life(const EstateAccount& account, PayingHabit habit, Date first, Date last, Chance& chance)
      : account_(account),
        habit_(habit),
        first_(first),
        last_(last),
        chance_(chance),
        plans_(plans_of(account, habit, chance)) {
    const std::int32_t length = days_between(first, last);
    slides_from_ = last.plus_days(-static_cast<std::int32_t>(chance.between(
        35, std::min<std::int64_t>(length, habit == PayingHabit::clears ? 200 : 230))));
    clears_on_ = last.plus_days(-static_cast<std::int32_t>(chance.between(3, 75)));
    slide_factor_ = chance.per_mille(450) ? 0 : chance.between(100, 550);
    steady_factor_ =
        habit == PayingHabit::improves ? chance.between(1120, 1300) : chance.between(960, 1010);
  }

  std::vector<HistoryLine> live(std::int64_t opening) {
    lines_.clear();
    balance_ = opening;
    returned_on_.reset();
    const Date begin = std::max(first_, account_.start);
    for (Date day = begin; day <= last_; day = day.plus_days(1)) {
      const bool let = !account_.end || day <= *account_.end;
      if (let && charge_falls_on(account_.rent.frequency, day)) {
        post(day,
             PostingKind::charge,
             charge_words(account_.rent.frequency),
             charge_on(account_, day).pence());
      }
      if (returned_on_ == day) {
        post(day, PostingKind::adjustment, direct_debit_returned, returned_);
        returned_on_.reset();
      }
      for (const Plan& plan : plans_) {
        if (let && falls_on(plan, day)) pay(day, plan);
      }
      if (habit_ == PayingHabit::clears && day == clears_on_ && balance_ > 0) {
        post(day, PostingKind::payment, words_of(account_.payment_method), -balance_);
      }
    }
    return std::move(lines_);
  }

 private:
  void pay(Date day, const Plan& plan) {
    const Money weekly = Rent{charge_on(account_, day), account_.rent.frequency}.weekly();
    const Money period = plan.monthly ? weekly.times(52, 12) : weekly;
    const Money due =
        account_.rent.frequency == RentFrequency::monthly ? charge_on(account_, day) : period;
    const std::int64_t factor = plan.own_money ? factor_on(day, weekly.pence()) : 1000;
    const Money paid = due.times(plan.share * factor, 1'000'000);
    if (paid.pence() > 0) {
      post(day, plan.kind, plan.words, -paid.pence());
    } else if (plan.words == direct_debit && chance_.per_mille(500)) {
      returned_ = due.times(plan.share, 1000).pence();
      returned_on_ = day.plus_days(3);
      post(day, plan.kind, plan.words, -returned_);
    }
    if (plan.kind == PostingKind::housing_benefit && chance_.per_mille(2)) {
      post(day, PostingKind::benefit_recovery, recovery_elsewhere, 0);
    }
  }

  /// How much of what is due the tenant pays, in thousandths.
  std::int64_t factor_on(Date day, std::int64_t weekly) {
    switch (habit_) {
      case PayingHabit::keeps_up:
      case PayingHabit::pays_behind:
        return 1000;
      case PayingHabit::small_arrears:
        if (balance_ > 3 * weekly) return 1300;
        return chance_.per_mille(balance_ < weekly ? 250 : 60) ? 0 : 1000;
      case PayingHabit::slides:
        return day < slides_from_ ? 1000 : slide_factor_;
      case PayingHabit::clears:
        return day < slides_from_ || day >= clears_on_ ? 1000 : slide_factor_;
      case PayingHabit::improves:
        return balance_ > weekly ? steady_factor_ : 1000;
      case PayingHabit::stuck:
        return chance_.per_mille(70) ? 0 : steady_factor_ + 55;
      case PayingHabit::winter_dip:
        if (is_winter(day)) return 0;
        return balance_ > 0 ? 1250 : 1000;
    }
    return 1000;
  }

  void post(Date day, PostingKind kind, Word words, std::int64_t pence) {
    lines_.push_back({days_between(first_, day), kind, words, pence});
    balance_ += pence;
  }

  const EstateAccount& account_;
  PayingHabit habit_;
  Date first_;
  Date last_;
  Chance& chance_;
  std::vector<Plan> plans_;
  Date slides_from_{1900, 1, 1};
  Date clears_on_{1900, 1, 1};
  std::int64_t slide_factor_ = 0;
  std::int64_t steady_factor_ = 0;
  std::int64_t balance_ = 0;
  std::optional<Date> returned_on_;
  std::int64_t returned_ = 0;
  std::vector<HistoryLine> lines_;
};

/// The highest and lowest balances of the Sundays up to `until`, from an opening balance of
/// nothing.
std::pair<std::int64_t, std::int64_t> sunday_range(const std::vector<HistoryLine>& lines,
                                                   Date first,
                                                   Date begin,
                                                   Date until) {
  std::int64_t balance = 0;
  std::int64_t most = 0;
  std::int64_t least = 0;
  std::size_t next = 0;
  for (Date day = begin; day <= until; day = day.plus_days(1)) {
    while (next < lines.size() && lines[next].day <= days_between(first, day))
      balance += lines[next++].pence;
    if (day.weekday() != Weekday::sunday) continue;
    most = std::max(most, balance);
    least = std::min(least, balance);
  }
  return {most, least};
}

}  // namespace

std::string_view posting_words(std::uint8_t index) {
  return kPostingWords[index];
}

Money charge_on(const EstateAccount& account, Date day) {
  // The rise that matters is the last before the rents were written down: that of April 2026 for
  // a history that ends in November 2026.
  Date rise{account.rent_as_at.year(), 4, 1};
  while (rise.weekday() != Weekday::monday) rise = rise.plus_days(1);
  if (rise > account.rent_as_at || day >= rise) return account.rent.amount;
  const Money before = account.rent.amount.times(1000, kAprilRise);
  return account.rent.frequency == RentFrequency::four_weekly ? before.times(1, 4) * 4 : before;
}

std::vector<HistoryLine> rent_history(
    EstateAccount& account, PayingHabit habit, Date first, Date last, Chance& chance) {
  const std::int64_t week = account.rent.weekly().pence();
  const bool began_within = account.start > first;
  const Date begin = std::max(first, account.start);
  Life life(account, habit, first, last, chance);

  std::int64_t opening = 0;
  switch (habit) {
    case PayingHabit::small_arrears:
      opening = week * chance.between(3, 32) / 10;
      break;
    case PayingHabit::improves:
      opening = week * chance.between(120, 260) / 10;
      break;
    case PayingHabit::stuck:
      opening = week * chance.between(45, 220) / 10;
      break;
    case PayingHabit::keeps_up:
    case PayingHabit::pays_behind:
    case PayingHabit::slides:
    case PayingHabit::winter_dip:
    case PayingHabit::clears:
      break;
  }
  if (began_within) opening = 0;
  std::vector<HistoryLine> lines = life.live(opening);
  if (opening == 0 && habit != PayingHabit::small_arrears) {
    // Shifts the whole history so that a good payer's worst Sunday owes nothing, or, of one who
    // pays behind, the best Sunday does.
    const bool behind = habit == PayingHabit::pays_behind;
    const Date until = habit == PayingHabit::keeps_up || behind ? last : begin.plus_days(70);
    const auto [most, least] = sunday_range(lines, first, begin, std::min(until, last));
    const std::int64_t credit = chance.per_mille(350) ? week * chance.between(0, 14) / 10 : 0;
    opening = behind ? -least + week * chance.between(0, 4) / 10 : -most - credit;
  }
  if (began_within && opening < 0) {
    lines.insert(lines.begin(),
                 {days_between(first, begin), PostingKind::payment, rent_in_advance, opening});
  }
  account.opening_balance = Money::from_pence(began_within ? 0 : opening);
  return lines;
}

}  // namespace lintel
