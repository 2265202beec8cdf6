#include "domain/law/rent_increase.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "domain/counting.h"
#include "domain/law/notice_form.h"
#include "domain/law/reading.h"
#include "domain/law/regime.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 4> kMechanisms = {
    {{"contract"}, {"section_13"}, {"section_103"}, {"fair_rent"}}};

/// The last day of a period that begins after `day`, which is not counted.
Date end_of_period(const DatedValue& length, Date day) {
  return length.unit == RuleUnit::weeks ? last_day_of_weeks_from(day, length.number())
                                        : last_day_of_months_from(day, length.number());
}

/// The last day from which `reach` still comes to `goal` or earlier. `reach` never goes back as its
/// day goes on.
template <class Reach>
Date last_day_reaching(Date goal, Reach reach) {
  Date day = goal;
  while (reach(day) > goal) day = day.plus_days(-1);
  return day;
}

/// The anniversary of `first` that lies nearest to `day`.
Date nearest_anniversary(Date first, Date day) {
  const int years = day.year() - first.year();
  Date nearest = last_day_of_years_from(first, years);
  for (const int other : {years - 1, years + 1}) {
    const Date each = last_day_of_years_from(first, other);
    if (std::abs(days_between(each, day)) < std::abs(days_between(nearest, day))) nearest = each;
  }
  return nearest;
}

/// One notice, and the rules that hold when it is served.
class Raising {
 public:
  Raising(const LawBook& law, const Letting& letting, const RentNotice& notice)
      : law_(law), letting_(letting), notice_(notice), read_(law, notice.served) {}

  Placed<RentIncrease> answer() {
    if (letting_.jurisdiction == Jurisdiction::wales) return welsh();
    const Placed<RegimeAnswer> regime = regime_on(law_, notice_.served, letting_);
    if (!regime) return tl::unexpected(regime.error());
    read_.use(regime->rules);
    matter_ = matter_of(letting_, regime->regime);
    matter_["tenancy"] = to_string(type_then());
    matter_["purpose"] = to_string(notice_.mechanism);
    if (const DatedValue* bar = first_of("rent_increase_barred")) {
      answer_.because = bar->text() + " (" + bar->citation + ")";
      answer_.rules = read_.used();
      return answer_;
    }
    if (const DatedValue* by_hand = first_of("rent_increase_by_hand"))
      return Reading::manual(by_hand->text());
    const std::optional<Manual> lack = count();
    if (lack) return tl::unexpected(*lack);
    answer_.rules = read_.used();
    return answer_;
  }

 private:
  /// A tenancy whose term still runs when the new rent begins is not periodic.
  TenancyType type_then() const {
    const bool in_term =
        letting_.term_years &&
        (!letting_.start ||
         notice_.effective < last_day_of_years_from(*letting_.start, *letting_.term_years));
    if (in_term && letting_.type == TenancyType::assured) return TenancyType::assured_fixed;
    if (in_term && letting_.type == TenancyType::secure) return TenancyType::flexible;
    return letting_.type;
  }

  std::optional<Manual> count() {
    switch (notice_.mechanism) {
      case RentMechanism::section_13:
        return section_13();
      case RentMechanism::section_103:
        return section_103();
      case RentMechanism::fair_rent:
        return fair_rent();
      case RentMechanism::contract:
        break;
    }
    return Manual{"the agreement itself says when and how its rent changes"};
  }

  std::optional<Manual> section_13() {
    matter_["frequency"] = to_string(frequency_or(RentFrequency::monthly));
    const DatedValue* notice = one("rent_notice", {RuleUnit::months}, "how much notice it needs");
    if (notice == nullptr) return read_.manual().value();
    // Where all rent periods share a rule their length does not matter.
    if (!notice_.periods && letting_in("pre_rra"))
      answer_.provided.push_back("no rent period is longer than a month");

    Date earliest = end_of_period(*notice, notice_.served);
    const bool in_time = notice_.effective >= earliest;
    say(in_time,
        "a notice served on " + notice_.served.to_words() + " takes effect " + counted(*notice) +
            " later at the soonest, on " + earliest.to_words() + " (" + notice->citation + ")");
    Date after_others = earliest;
    if (const std::optional<Manual> lack = first_year(after_others)) return lack;
    if (const std::optional<Manual> lack = since_last(after_others)) return lack;
    const bool starts_period = at_start_of_period(after_others);
    answer_.valid = in_time && notice_.effective >= after_others && starts_period;
    answer_.first_lawful_effective = after_others;
    if (starts_period && notice_.effective >= others_) {
      answer_.serve_by = last_day_reaching(notice_.effective,
                                           [&](Date day) { return end_of_period(*notice, day); });
    }
    name_form();
    return std::nullopt;
  }

  /// A tenancy's first increase waits for its first weeks to pass.
  std::optional<Manual> first_year(Date& earliest) {
    const DatedValue* weeks = first_of("rent_first_interval");
    if (weeks == nullptr) return std::nullopt;
    if (read_.in_unit(weeks, {RuleUnit::weeks}) == nullptr) return read_.manual().value();
    if (!letting_.start) {
      answer_.provided.push_back("the tenancy began " + counted(*weeks) +
                                 " or more before, or is statutory periodic");
      return std::nullopt;
    }
    wait_for(earliest,
             last_day_of_weeks_from(*letting_.start, weeks->number()),
             counted(*weeks) + " after the tenancy began",
             *weeks);
    return std::nullopt;
  }

  std::optional<Manual> since_last(Date& earliest) {
    const DatedValue* weeks = one("rent_interval", {RuleUnit::weeks}, "how often rent may rise");
    const DatedValue* more =
        one("rent_interval_long", {RuleUnit::weeks}, "how often rent may rise");
    const DatedValue* days = one("rent_anniversary_days", {RuleUnit::days}, "when week 53 counts");
    if (weeks == nullptr || more == nullptr || days == nullptr) return read_.manual().value();
    const EarlierIncreases& earlier = notice_.earlier;
    if (!earlier.is_known) {
      answer_.provided.push_back("the last increase under the section took effect " +
                                 counted(*weeks) + " or more before, or there was none");
      return std::nullopt;
    }
    if (!earlier.last) return std::nullopt;
    const Date usual = last_day_of_weeks_from(*earlier.last, weeks->number());
    const Date late = last_day_of_weeks_from(*earlier.last, more->number());
    const std::string since = " after the increase of " + earlier.last->to_words();
    // The order of 2003 came in on the rule's first day: an increase before it sets no anniversary.
    const bool dated = earlier.first && *earlier.first >= weeks->from;
    if (dated) {
      const Date anniversary = nearest_anniversary(*earlier.first, usual);
      const bool is_late = days_between(usual, anniversary) > days->number();
      const DatedValue& rule = is_late ? *more : *weeks;
      wait_for(earliest, is_late ? late : usual, counted(rule) + since, rule);
      return std::nullopt;
    }
    wait_for(earliest, usual, counted(*weeks) + since, *weeks);
    if (notice_.effective >= usual && notice_.effective < late) {
      answer_.provided.push_back(
          usual.to_words() + ", when week " + more->text() + " begins, is not more than " +
          counted(*days) + " before the anniversary of the first increase under the section (" +
          days->citation + ")");
    }
    return std::nullopt;
  }

  /// The new rent begins with a period. Moves `earliest` to the first that does, where it is known.
  bool at_start_of_period(Date& earliest) {
    const auto start_from = [&](Date day) -> std::optional<Date> {
      if (!notice_.periods) return std::nullopt;
      const Placed<Date> start = period_start_on_or_after(day, letting_.start, *notice_.periods);
      return start ? std::optional<Date>(*start) : std::nullopt;
    };
    const std::optional<Date> begins = start_from(notice_.effective);
    if (!begins) {
      answer_.provided.push_back("a rent period begins on " + notice_.effective.to_words());
      return true;
    }
    earliest = start_from(earliest).value_or(earliest);
    if (*begins == notice_.effective) return true;
    say(false,
        "the new rent must begin with a rent period, and one begins on " + begins->to_words() +
            ", not on " + notice_.effective.to_words());
    return false;
  }

  std::optional<Manual> section_103() {
    const DatedValue* weeks = one("rent_notice", {RuleUnit::weeks}, "how much notice it needs");
    const DatedValue* whole =
        one("rent_notice_whole_period", {RuleUnit::yes_no}, "whether a whole period is needed");
    const DatedValue* margin = one("rent_notice_margin", {RuleUnit::days}, "what is added to it");
    if (weeks == nullptr || whole == nullptr || margin == nullptr) return read_.manual().value();
    if (!notice_.periods && whole->yes())
      answer_.provided.push_back("no rent period is longer than " + counted(*weeks));
    if (letting_.landlord != Landlord::la)
      answer_.provided.push_back("no fair rent is registered for the home");
    answer_.provided.push_back("the tenant gives no notice to quit before it takes effect");

    const auto legal = [&](Date day) {
      const Date least = end_of_period(*weeks, day);
      const int months = whole->yes() ? months_in_period() : 0;
      return months == 0 ? least : std::max(least, last_day_of_months_from(day, months));
    };
    const auto safe = [&](Date day) { return legal(day).plus_days(margin->number()); };
    answer_.first_lawful_effective = safe(notice_.served);
    answer_.serve_by = last_day_reaching(notice_.effective, safe);
    answer_.valid = notice_.effective >= safe(notice_.served);
    if (!answer_.valid && notice_.effective >= legal(notice_.served)) {
      return Manual{"served on " + notice_.served.to_words() + " for " +
                    notice_.effective.to_words() +
                    " the notice is in time if the day of service "
                    "counts, and a day short if the time between must be clear (" +
                    weeks->citation + "): served by " + answer_.serve_by->to_words() +
                    " it is good either way"};
    }
    say(answer_.valid,
        "between service and effect lie " + counted(*weeks) + ", or a rent period if longer (" +
            weeks->citation + "): served on " + notice_.served.to_words() +
            " it may take effect from " + answer_.first_lawful_effective->to_words());
    return std::nullopt;
  }

  std::optional<Manual> fair_rent() {
    const DatedValue* years =
        one("rent_registration_life", {RuleUnit::years}, "how long it stands");
    const DatedValue* early = one("rent_registration_early", {RuleUnit::months}, "when to apply");
    if (years == nullptr || early == nullptr) return read_.manual().value();
    if (!notice_.earlier.last)
      return Manual{
          "the day on which the registered rent took effect is not given: say it as "
          "last_increase"};
    const Date free = last_day_of_years_from(*notice_.earlier.last, years->number());
    answer_.first_lawful_effective = free;
    answer_.valid = notice_.effective >= free;
    answer_.provided = {"the rent officer has registered the new rent",
                        "the notice of increase is given as Rent Act 1977 s.49 asks"};
    say(answer_.valid,
        "the rent registered from " + notice_.earlier.last->to_words() + " stands for " +
            counted(*years) + ", to " + free.to_words() + " (" + years->citation +
            "); the landlord may apply from " + free.plus_months(-early->number()).to_words() +
            " (" + early->citation + ")");
    return std::nullopt;
  }

  Placed<RentIncrease> welsh() {
    const Placed<RegimeAnswer> regime = regime_on(law_, notice_.served, letting_);
    if (!regime) return tl::unexpected(regime.error());
    matter_ = matter_of(letting_, regime->regime);
    matter_["purpose"] = "rent_variation";
    const DatedValue* notice = first_of("rent_notice");
    return Reading::manual(
        "the ways of raising rent that are counted here are of England" +
        (notice == nullptr ? std::string()
                           : "; in Wales the landlord gives notice of variation, " +
                                 counted(*notice) + " or more before (" + notice->citation + ")"));
  }

  /// A day before which no increase may take effect, whatever notice is given.
  void wait_for(Date& earliest, Date day, const std::string& what, const DatedValue& rule) {
    others_ = std::max(others_, day);
    earliest = std::max(earliest, day);
    if (day <= notice_.served) return;  // long past: nothing to say
    say(notice_.effective >= day,
        "it may not take effect before " + day.to_words() + ", " + what + " (" + rule.citation +
            ")");
  }

  /// Adds to the reason: what fails stands first, and what holds only where nothing fails.
  void say(bool holds, const std::string& sentence) {
    if (holds && failed_) return;
    if (!holds && !failed_) answer_.because.clear();
    failed_ = failed_ || !holds;
    answer_.because += (answer_.because.empty() ? "" : "; ") + sentence;
  }

  void name_form() {
    const Placed<NoticeFormAnswer> form =
        notice_form(law_, notice_.served, letting_, NoticePurpose::rent_increase);
    if (!form || !form->form) return;
    answer_.form = form->form;
    read_.use(form->rules);
  }

  const DatedValue* first_of(std::string_view parameter) {
    const auto found = read_.rules().matching(parameter, matter_);
    if (found.empty()) return nullptr;
    read_.use(found.front()->used());
    return found.front();
  }
  const DatedValue* one(std::string_view parameter,
                        std::initializer_list<RuleUnit> units,
                        const char* what) {
    return read_.one(parameter, matter_, units, [&] { return what; });
  }
  RentFrequency frequency_or(RentFrequency other) const {
    return notice_.periods ? notice_.periods->frequency : other;
  }
  bool letting_in(std::string_view regime) const {
    return matter_.find("regime")->second == regime;
  }

  /// 0 for periods counted in weeks, and where they are not known.
  int months_in_period() const {
    constexpr int kMonthly = 1;
    constexpr int kQuarterly = 3;
    constexpr int kYearly = 12;
    switch (frequency_or(RentFrequency::weekly)) {
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

  const LawBook& law_;
  const Letting& letting_;
  const RentNotice& notice_;
  Reading read_;
  Matter matter_;
  Date others_{1900, 1, 1};  ///< what the intervals alone ask for
  bool failed_ = false;
  RentIncrease answer_;
};

}  // namespace

std::string_view to_string(RentMechanism mechanism) {
  return kMechanisms.at(static_cast<std::size_t>(mechanism)).word;
}
Result<RentMechanism> parse_rent_mechanism(std::string_view text) {
  return parse_word<RentMechanism>(kMechanisms, text, "a way of raising rent");
}

Placed<RentIncrease> rent_increase(const LawBook& law,
                                   const Letting& letting,
                                   const RentNotice& notice) {
  return Raising(law, letting, notice).answer();
}

}  // namespace lintel
