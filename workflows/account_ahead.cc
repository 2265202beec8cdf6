#include "workflows/account_ahead.h"

#include <algorithm>

namespace lintel {
namespace {

constexpr int kLookBack = 28;

}  // namespace

std::optional<Money> AccountAhead::balance_on(Date day) const {
  if (!balance) return std::nullopt;
  Money owed = *balance;
  for (const auto& [on, amount] : charges)
    if (on >= from && on <= day) owed += amount;
  for (const auto& [on, amount] : payments)
    if (on >= from && on <= day) owed += -amount;
  if (rent_day && weekly_rent) {
    for (Date on = from.plus_days(1); on <= day; on = on.plus_days(1))
      if (on.weekday() == *rent_day) owed += *weekly_rent;
  }
  return owed;
}

Money AccountAhead::paid_in_28_days(Date day) const {
  Money paid;
  for (const auto& [on, amount] : payments)
    if (on <= day && on > day.plus_days(-kLookBack)) paid += amount;
  return paid;
}

Value AccountAhead::value(std::string_view source, Date day) const {
  const std::optional<Money> owed = balance_on(day);
  const auto may_ask = [&] { return *owed > Money{} ? *owed + -expected_income : *owed; };
  if (source == "tenancy.weekly_rent" || source == "tenancy.rent_amount")
    return weekly_rent ? Value::money(*weekly_rent) : Value::unknown();
  if (!owed) return Value::unknown();
  if (source == "rent_account.balance") return Value::money(*owed);
  if (source == "rent_account.collectable") return Value::money(may_ask());
  if (source == "rent_account.expected_income") return Value::money(expected_income);
  if (source == "rent_account.paid_in_28_days") return Value::money(paid_in_28_days(day));
  if (source == "rent_account.weeks_owed" && weekly_rent && *weekly_rent > Money{}) {
    const std::int64_t tenths =
        std::max<std::int64_t>(0, may_ask().pence()) * 10 / weekly_rent->pence();
    return Value::number_scaled(tenths * (Value::number(1).raw() / 10));
  }
  return Value::unknown();
}

}  // namespace lintel
