#include "domain/counting.h"
#include "domain/law/rent_weighing.h"

// A notice of a new rent that needs a time between service and effect: Housing Act 1985 s.103, and
// an agreement whose terms are given. RNT-11 to RNT-11B, RNT-22, RNT-22A.

namespace lintel {
namespace {

/// 0 for periods counted in weeks.
int months_in(RentFrequency frequency) {
  constexpr int kMonthly = 1;
  constexpr int kQuarterly = 3;
  constexpr int kYearly = 12;
  switch (frequency) {
    case RentFrequency::weekly:
    case RentFrequency::fortnightly:
    case RentFrequency::four_weekly:
      return 0;
    case RentFrequency::monthly:
      return kMonthly;
    case RentFrequency::quarterly:
      return kQuarterly;
    case RentFrequency::yearly:
      return kYearly;
  }
  return 0;
}

/// `legal` is the first day of effect if the day of service counts, and the margin makes the time
/// between clear. Manual on the days where the two readings differ.
template <class Legal>
std::optional<Manual> weigh_between(RentWeighing& weighing,
                                    Legal legal,
                                    const std::string& needs,
                                    const std::string& citation) {
  const DatedValue* margin =
      weighing.one("rent_notice_margin", {RuleUnit::days}, "what is added to the notice");
  if (margin == nullptr) return weighing.read.manual().value();
  const auto safe = [&](Date day) { return legal(day).plus_days(margin->number()); };
  const RentNotice& notice = weighing.notice;
  RentIncrease& answer = weighing.answer;
  answer.first_lawful_effective = safe(notice.served);
  answer.serve_by = last_day_reaching(notice.effective, safe);
  answer.valid = notice.effective >= *answer.first_lawful_effective;
  if (!answer.valid && notice.effective >= legal(notice.served)) {
    return Manual{"served on " + notice.served.to_words() + " for " + notice.effective.to_words() +
                      " the notice is in time if the day of service counts, and a day short if the "
                      "time between must be clear (" +
                      citation + "): served by " + answer.serve_by->to_words() +
                      " it is good either way",
                  false,
                  weighing.read.used()};
  }
  weighing.say(answer.valid,
               "between service and effect lie " + needs + " (" + citation + "): served on " +
                   notice.served.to_words() + " it may take effect from " +
                   answer.first_lawful_effective->to_words());
  return std::nullopt;
}

}  // namespace

std::optional<Manual> weigh_section_103(RentWeighing& weighing) {
  const DatedValue* weeks =
      weighing.one("rent_notice", {RuleUnit::weeks}, "how much notice it needs");
  const DatedValue* whole = weighing.one(
      "rent_notice_whole_period", {RuleUnit::yes_no}, "whether a whole period is needed");
  if (weeks == nullptr || whole == nullptr) return weighing.read.manual().value();
  std::vector<std::string>& provided = weighing.answer.provided;
  if (!weighing.notice.periods && whole->yes())
    provided.push_back("no rent period is longer than " + counted(*weeks));
  if (weighing.letting.landlord != Landlord::la)
    provided.push_back("no fair rent is registered for the home");
  provided.push_back("the tenant gives no notice to quit before it takes effect");

  const int months = whole->yes() ? months_in(weighing.frequency_or(RentFrequency::weekly)) : 0;
  const auto legal = [&](Date day) {
    const Date least = last_day_of_weeks_from(day, weeks->number());
    return months == 0 ? least : std::max(least, last_day_of_months_from(day, months));
  };
  return weigh_between(
      weighing, legal, counted(*weeks) + ", or a rent period if longer", weeks->citation);
}

std::optional<Manual> weigh_agreement(RentWeighing& weighing) {
  const DatedValue* by_hand = weighing.first_of("rent_increase_by_hand");
  if (by_hand == nullptr)
    return Manual{"no rule says how a rise under the agreement of this tenancy is counted"};
  const std::optional<AgreedNotice>& agreed = weighing.notice.agreed;
  if (!agreed) return Manual{by_hand->text(), false, weighing.read.used()};
  weighing.answer.provided = {"the agreement's clause allows this rise, and in this way",
                              "its notice is as given here"};
  const auto legal = [&](Date day) {
    return last_day_of_months_from(day.plus_days(agreed->days), agreed->months);
  };
  return weigh_between(weighing, legal, agreed->words, by_hand->citation);
}

}  // namespace lintel
