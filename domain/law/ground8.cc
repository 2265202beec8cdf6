#include "domain/law/ground8.h"

#include "domain/law/reading.h"

namespace lintel {
namespace {

/// The rent that the Act takes as its measure: so many weeks' or months' rent. None where a weekly
/// or monthly measure cannot be taken from rent of this frequency.
std::optional<Money> rent_for(const DatedValue& measure, const Rent& rent) {
  const int count = measure.number();
  switch (rent.frequency) {
    case RentFrequency::weekly:
      if (measure.unit == RuleUnit::weeks_of_rent) return rent.amount * count;
      return std::nullopt;
    case RentFrequency::fortnightly:
      if (measure.unit == RuleUnit::weeks_of_rent) return rent.amount.times(count, 2);
      return std::nullopt;
    case RentFrequency::monthly:
      if (measure.unit == RuleUnit::months_of_rent) return rent.amount * count;
      return std::nullopt;
    case RentFrequency::four_weekly:
      if (measure.unit == RuleUnit::weeks_of_rent) return rent.amount.times(count, 4);
      return std::nullopt;
    case RentFrequency::quarterly:
    case RentFrequency::yearly:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Placed<Ground8Answer> ground8(const LawBook& law,
                              Date on,
                              const Letting& letting,
                              const Rent& rent,
                              Money rent_unpaid,
                              Money uc_pending) {
  const Placed<RegimeAnswer> regime = regime_on(law, on, letting);
  if (!regime) return tl::unexpected(regime.error());
  const bool welsh = regime->regime == Regime::rhwa;
  if (regime->regime != Regime::pre_rra && regime->regime != Regime::rra && !welsh) {
    return Reading::manual("Ground 8 belongs to assured tenancies, and this one is under " +
                           std::string(to_string(regime->regime)));
  }
  if (rent.amount <= Money{}) return Reading::manual("the rent is not more than nothing");

  Reading read{law, on};
  read.use(regime->rules);
  Matter matter = matter_of(letting, regime->regime);
  matter["frequency"] = to_string(rent.frequency);
  const char* const parameter = welsh ? "serious_by_hand" : "ground8_by_hand";
  if (const auto by_hand = read.rules().matching(parameter, matter); !by_hand.empty()) {
    return Reading::manual(by_hand.front()->text() + " (" + by_hand.front()->citation + ")");
  }
  const DatedValue* measure =
      read.one(welsh ? "serious_threshold" : "ground8_threshold",
               matter,
               {RuleUnit::weeks_of_rent, RuleUnit::months_of_rent},
               [&] {
                 return std::string(welsh ? "what serious arrears are" : "the Ground 8 threshold") +
                        " of rent paid " + std::string(to_string(rent.frequency));
               });
  const DatedValue* disregard = read.one("uc_delay_disregard", matter, {RuleUnit::yes_no}, [] {
    return "whether late Universal Credit is left out of Ground 8";
  });
  if (measure == nullptr || disregard == nullptr) return read.manual();
  const std::optional<Money> threshold = rent_for(*measure, rent);
  if (!threshold) {
    return Reading::manual("the rule " + measure->id + " does not measure rent paid " +
                           std::string(to_string(rent.frequency)));
  }

  Ground8Answer answer;
  answer.threshold = *threshold;
  answer.counted = disregard->yes() ? rent_unpaid - uc_pending : rent_unpaid;
  answer.met = answer.counted >= answer.threshold;
  answer.shortfall = answer.met ? Money{} : answer.threshold - answer.counted;
  answer.rules = read.used();
  return answer;
}

}  // namespace lintel
