#include "server/casework/agreement_schedule.h"

#include <algorithm>

namespace lintel {
namespace {

constexpr int kDaysInAWeek = 7;
constexpr int kWeeksInAYear = 52;

/// Weeks from one payment to the next, or 0 for periods of months.
int weeks_of(RentFrequency frequency) {
  switch (frequency) {
    case RentFrequency::weekly:
      return 1;
    case RentFrequency::fortnightly:
      return 2;
    case RentFrequency::four_weekly:
      return 4;
    case RentFrequency::monthly:
    case RentFrequency::quarterly:
    case RentFrequency::yearly:
      return 0;
  }
  return 0;
}

int payments_a_year(RentFrequency frequency) {
  switch (frequency) {
    case RentFrequency::weekly:
      return kWeeksInAYear;
    case RentFrequency::fortnightly:
      return kWeeksInAYear / 2;
    case RentFrequency::four_weekly:
      return kWeeksInAYear / 4;
    case RentFrequency::monthly:
      return 12;
    case RentFrequency::quarterly:
      return 4;
    case RentFrequency::yearly:
      return 1;
  }
  return 1;
}

}  // namespace

Date payment_day(const Agreement& agreement, int n) {
  if (const int weeks = weeks_of(agreement.frequency); weeks > 0) {
    return agreement.first_due.plus_days(kDaysInAWeek * weeks * n);
  }
  return agreement.first_due.plus_months(12 / payments_a_year(agreement.frequency) * n);
}

Money rent_between_payments(const Agreement& agreement, const Rent& rent) {
  if (agreement.frequency == rent.frequency) return rent.amount;
  if (const int weeks = weeks_of(agreement.frequency); weeks > 0) return rent.weekly() * weeks;
  return rent.weekly().times(kWeeksInAYear, payments_a_year(agreement.frequency));
}

int payments_to_clear(const Agreement& agreement) {
  if (agreement.instalment <= Money{} || agreement.arrears <= Money{}) return 0;
  const std::int64_t each = agreement.instalment.pence();
  return static_cast<int>((agreement.arrears.pence() + each - 1) / each);
}

std::vector<PaymentDue> payment_schedule(const Agreement& agreement, const Rent& rent, int count) {
  std::vector<PaymentDue> schedule;
  Money left = agreement.arrears;
  const Money each = rent_between_payments(agreement, rent);
  for (int n = 0; n < count && left > Money{}; ++n) {
    const Money off = std::min(agreement.instalment, left);
    schedule.push_back({payment_day(agreement, n), each + off});
    left -= off;
  }
  return schedule;
}

}  // namespace lintel
