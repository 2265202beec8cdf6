#include "domain/law/daily_rate.h"

#include "domain/law/reading.h"

namespace lintel {

Placed<DailyRate> daily_rate(const LawBook& law, Date on, const Rent& rent) {
  Reading read{law, on};
  const Matter matter = {{"frequency", std::string(to_string(rent.frequency))}};
  const DatedValue* divisor = read.one("daily_rent", matter, {RuleUnit::divisor}, [&] {
    return "the daily rate of rent paid " + std::string(to_string(rent.frequency));
  });
  const DatedValue* rounding = read.value("CRT-11", {RuleUnit::word});
  if (divisor == nullptr || rounding == nullptr) return read.manual();
  if (rounding->text() != "half_up") {
    return Reading::manual("the rounding \"" + rounding->text() +
                           "\" of CRT-11 is not one that is known");
  }
  const auto [numerator, denominator] = divisor->ratio();
  if (numerator == 0) return Reading::manual("the rule " + divisor->id + " divides by nothing");

  DailyRate answer;
  answer.daily = rent.amount.times(denominator, numerator);
  answer.method = std::string(to_string(rent.frequency)) + " rent ÷ " + divisor->text();
  answer.rules = read.used();
  return answer;
}

}  // namespace lintel
