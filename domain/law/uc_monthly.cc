#include "domain/law/uc_monthly.h"

#include "domain/law/reading.h"

namespace lintel {

Placed<UcMonthly> uc_monthly(const LawBook& law, Date on, Money weekly_rent, int rent_free_weeks) {
  Reading read{law, on};
  const DatedValue* weeks = read.value("RNT-16", {RuleUnit::count});
  const DatedValue* months = read.value("RNT-16A", {RuleUnit::count});
  const DatedValue* rounding = read.value("RNT-16B", {RuleUnit::word});
  if (weeks == nullptr || months == nullptr || rounding == nullptr) return read.manual();
  if (rounding->text() != "half_up") {
    return Reading::manual("the rounding \"" + rounding->text() +
                           "\" of RNT-16B is not one that is known");
  }
  if (months->number() == 0) return Reading::manual("the rule RNT-16A divides by nothing");
  const int charged = weeks->number() - rent_free_weeks;
  if (charged < 0)
    return Reading::manual("more weeks are said to be free of rent than the " + weeks->text() +
                           " that Universal Credit counts in a year");
  UcMonthly answer;
  answer.monthly = weekly_rent.times(charged, months->number());
  answer.method = weekly_rent.to_string() + " × " + std::to_string(charged) + " ÷ " +
                  months->text() + ", to the nearest penny";
  answer.rules = read.used();
  return answer;
}

}  // namespace lintel
