#include <cstdlib>

#include "domain/counting.h"
#include "domain/law/notice_form.h"
#include "domain/law/rent_weighing.h"

// Housing Act 1988 ss.13 and 13A: a notice in a prescribed form, so long before, at the start of a
// rent period, so many weeks after the last. RNT-07 to RNT-09A.

namespace lintel {
namespace {

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

class Section13 {
 public:
  explicit Section13(RentWeighing& weighing)
      : weighing_(weighing), notice_(weighing.notice), answer_(weighing.answer) {}

  std::optional<Manual> weigh() {
    weighing_.matter["frequency"] = to_string(weighing_.frequency_or(RentFrequency::monthly));
    const DatedValue* months =
        weighing_.one("rent_notice", {RuleUnit::months}, "how much notice it needs");
    if (months == nullptr) return lack();
    if (!notice_.periods && weighing_.matter["regime"] == "pre_rra")
      answer_.provided.push_back("no rent period is longer than a month");
    const auto by_notice = [&](Date day) { return last_day_of_months_from(day, months->number()); };
    earliest_ = by_notice(notice_.served);
    weighing_.say(notice_.effective >= earliest_,
                  "a notice served on " + notice_.served.to_words() + " takes effect " +
                      counted(*months) + " later at the soonest, on " + earliest_.to_words() +
                      " (" + months->citation + ")");
    if (const std::optional<Manual> lacking = first_year()) return lacking;
    if (const std::optional<Manual> lacking = since_last()) return lacking;
    const bool begins_period = begins_a_period();
    answer_.valid = notice_.effective >= earliest_ && begins_period;
    answer_.first_lawful_effective = begins_from(earliest_).value_or(earliest_);
    if (begins_period && notice_.effective >= waits_for_)
      answer_.serve_by = last_day_reaching(notice_.effective, by_notice);
    name_form();
    return std::nullopt;
  }

 private:
  std::optional<Manual> lack() const { return weighing_.read.manual().value(); }

  /// A tenancy's first increase waits for its first weeks to pass.
  std::optional<Manual> first_year() {
    const DatedValue* weeks = weighing_.first_of("rent_first_interval");
    if (weeks == nullptr) return std::nullopt;
    if (weighing_.read.in_unit(weeks, {RuleUnit::weeks}) == nullptr) return lack();
    if (!weighing_.letting.start) {
      answer_.provided.push_back("the tenancy began " + counted(*weeks) +
                                 " or more before, or is statutory periodic");
      return std::nullopt;
    }
    wait_for(last_day_of_weeks_from(*weighing_.letting.start, weeks->number()),
             counted(*weeks) + " after the tenancy began",
             *weeks);
    return std::nullopt;
  }

  /// Weeks must lie between increases, and one more where week 53 would begin too soon.
  std::optional<Manual> since_last() {
    const char* often = "how often rent may rise";
    const DatedValue* weeks = weighing_.one("rent_interval", {RuleUnit::weeks}, often);
    const DatedValue* more = weighing_.one("rent_interval_long", {RuleUnit::weeks}, often);
    const DatedValue* days = weighing_.one("rent_anniversary_days", {RuleUnit::days}, often);
    if (weeks == nullptr || more == nullptr || days == nullptr) return lack();
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
    if (earlier.first && *earlier.first >= days->from) {
      const Date anniversary = nearest_anniversary(*earlier.first, usual);
      const bool is_late = days_between(usual, anniversary) > days->number();
      const DatedValue& rule = is_late ? *more : *weeks;
      wait_for(is_late ? late : usual, counted(rule) + since, rule);
      return std::nullopt;
    }
    wait_for(usual, counted(*weeks) + since, *weeks);
    if (notice_.effective >= usual && notice_.effective < late) {
      answer_.provided.push_back(usual.to_words() + ", when week " + more->text() +
                                 " begins, is not more than " + counted(*days) +
                                 " before the anniversary of the first increase under the "
                                 "section (" +
                                 days->citation + ")");
    }
    return std::nullopt;
  }

  /// A day before which no increase may take effect, whatever notice is given.
  void wait_for(Date day, const std::string& what, const DatedValue& rule) {
    waits_for_ = std::max(waits_for_, day);
    earliest_ = std::max(earliest_, day);
    if (day <= notice_.served) return;  // long past: nothing to say
    weighing_.say(notice_.effective >= day,
                  "it may not take effect before " + day.to_words() + ", " + what + " (" +
                      rule.citation + ")");
  }

  /// The new rent begins with a rent period.
  bool begins_a_period() {
    const std::optional<Date> begins = begins_from(notice_.effective);
    if (!begins) {
      answer_.provided.push_back("a rent period begins on " + notice_.effective.to_words());
      return true;
    }
    if (*begins == notice_.effective) return true;
    weighing_.say(false,
                  "the new rent must begin with a rent period, and one begins on " +
                      begins->to_words() + ", not on " + notice_.effective.to_words());
    return false;
  }

  /// The first start of a period from that day; none where the periods are not known.
  std::optional<Date> begins_from(Date day) const {
    if (!notice_.periods) return std::nullopt;
    const Placed<Date> start =
        period_start_on_or_after(day, weighing_.letting.start, *notice_.periods);
    return start ? std::optional<Date>(*start) : std::nullopt;
  }

  void name_form() {
    const Placed<NoticeFormAnswer> form =
        notice_form(weighing_.law, notice_.served, weighing_.letting, NoticePurpose::rent_increase);
    if (!form || !form->form) return;
    answer_.form = form->form;
    weighing_.read.use(form->rules);
  }

  RentWeighing& weighing_;
  const RentNotice& notice_;
  RentIncrease& answer_;
  Date earliest_{1900, 1, 1};
  Date waits_for_{1900, 1, 1};  ///< what the intervals alone ask for
};

}  // namespace

std::optional<Manual> weigh_section_13(RentWeighing& weighing) {
  return Section13(weighing).weigh();
}

}  // namespace lintel
