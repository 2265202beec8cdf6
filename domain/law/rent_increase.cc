#include "domain/law/rent_increase.h"

#include "domain/counting.h"
#include "domain/law/regime.h"
#include "domain/law/rent_weighing.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 4> kMechanisms = {
    {{"contract"}, {"section_13"}, {"section_103"}, {"fair_rent"}}};

/// A tenancy whose term still runs when the new rent begins is not periodic.
TenancyType type_then(const Letting& letting, Date effective) {
  if (!letting.term_years) return letting.type;
  const bool in_term =
      !letting.start || effective < last_day_of_years_from(*letting.start, *letting.term_years);
  if (!in_term) return letting.type;
  if (letting.type == TenancyType::assured || letting.type == TenancyType::starter)
    return TenancyType::assured_fixed;
  return letting.type == TenancyType::secure ? TenancyType::flexible : letting.type;
}

std::optional<Manual> weigh(RentWeighing& weighing) {
  switch (weighing.notice.mechanism) {
    case RentMechanism::contract:
      return weigh_agreement(weighing);
    case RentMechanism::section_13:
      return weigh_section_13(weighing);
    case RentMechanism::section_103:
      return weigh_section_103(weighing);
    case RentMechanism::fair_rent:
      return weigh_fair_rent(weighing);
  }
  return std::nullopt;
}

/// The ways counted here are of England; says what notice there is in Wales.
Manual welsh(RentWeighing& weighing) {
  weighing.matter["purpose"] = "rent_variation";
  const DatedValue* notice = weighing.first_of("rent_notice");
  return {
      "the ways of raising rent that are counted here are of England" +
          (notice == nullptr ? std::string()
                             : "; in Wales the landlord gives notice of variation, " +
                                   counted(*notice) + " or more before (" + notice->citation + ")"),
      false,
      weighing.read.used()};
}

}  // namespace

std::string_view to_string(RentMechanism mechanism) {
  return kMechanisms.at(static_cast<std::size_t>(mechanism)).word;
}
Result<RentMechanism> parse_rent_mechanism(std::string_view text) {
  return parse_word<RentMechanism>(kMechanisms, text, "a way of raising rent");
}

std::optional<Manual> weigh_fair_rent(RentWeighing& weighing) {
  const DatedValue* years =
      weighing.one("rent_registration_life", {RuleUnit::years}, "how long a registration stands");
  const DatedValue* early =
      weighing.one("rent_registration_early", {RuleUnit::months}, "when to apply for the next");
  if (years == nullptr || early == nullptr) return weighing.read.manual().value();
  const std::optional<Date> registered = weighing.notice.earlier.last;
  if (!registered)
    return Manual{
        "the day on which the registered rent took effect is not given: say it as last_increase"};
  const Date free = last_day_of_years_from(*registered, years->number());
  weighing.answer.first_lawful_effective = free;
  weighing.answer.valid = weighing.notice.effective >= free;
  weighing.answer.provided = {"the rent officer has registered the new rent",
                              "the notice of increase is given as Rent Act 1977 s.49 asks"};
  weighing.say(weighing.answer.valid,
               "the rent registered from " + registered->to_words() + " stands for " +
                   counted(*years) + ", to " + free.to_words() + " (" + years->citation +
                   "); the landlord may apply from " +
                   free.plus_months(-early->number()).to_words() + " (" + early->citation + ")");
  return std::nullopt;
}

Placed<RentIncrease> rent_increase(const LawBook& law,
                                   const Letting& letting,
                                   const RentNotice& notice) {
  const Placed<RegimeAnswer> regime = regime_on(law, notice.served, letting);
  if (!regime) return tl::unexpected(regime.error());
  RentWeighing weighing{law, letting, notice};
  weighing.read.use(regime->rules);
  weighing.matter = matter_of(letting, regime->regime);
  if (letting.jurisdiction == Jurisdiction::wales) return tl::unexpected(welsh(weighing));
  weighing.matter["tenancy"] = to_string(type_then(letting, notice.effective));
  weighing.matter["purpose"] = to_string(notice.mechanism);
  if (const DatedValue* bar = weighing.first_of("rent_increase_barred"))
    weighing.answer.because = bar->text() + " (" + bar->citation + ")";
  else if (const std::optional<Manual> lack = weigh(weighing))
    return tl::unexpected(*lack);
  weighing.answer.rules = weighing.read.used();
  return weighing.answer;
}

}  // namespace lintel
