#include "domain/counting.h"
#include "domain/law/notice_dates.h"
#include "domain/law/reading.h"

// When a landlord's notice to quit could end a periodic tenancy: the measure that sections 83, 128
// and 143E borrow for their own notices.

namespace lintel {
namespace {

constexpr int kDaysInAWeek = 7;

Date first_of_month_period(int year, unsigned month, unsigned start_day) {
  const Date first{year, month, 1};
  return std::min(first.plus_days(static_cast<int>(start_day) - 1),
                  first.plus_months(1).plus_days(-1));
}

/// The first day of the first period that begins on `day` or later.
Placed<Date> period_start_on_or_after(Date day,
                                      const Letting& letting,
                                      const RentPeriods& periods) {
  switch (periods.frequency) {
    case RentFrequency::weekly: {
      if (!periods.start_weekday)
        return Reading::manual("the day of the week on which rent weeks begin is not given");
      while (day.weekday() != *periods.start_weekday) day = day.plus_days(1);
      return day;
    }
    case RentFrequency::fortnightly:
    case RentFrequency::four_weekly: {
      // Which week begins a period follows from the tenancy's own first day, if that day began one.
      if (!letting.start || !periods.start_weekday ||
          letting.start->weekday() != *periods.start_weekday || *letting.start > day) {
        return Reading::manual(
            "which weeks begin a rent period is not known: the tenancy's start does not show it");
      }
      const int length = kDaysInAWeek * (periods.frequency == RentFrequency::fortnightly ? 2 : 4);
      const int past = days_between(*letting.start, day) % length;
      return past == 0 ? day : day.plus_days(length - past);
    }
    case RentFrequency::monthly: {
      if (!periods.start_day)
        return Reading::manual("the day of the month on which rent months begin is not given");
      const Date this_month = first_of_month_period(day.year(), day.month(), *periods.start_day);
      if (this_month >= day) return this_month;
      const Date next = Date{day.year(), day.month(), 1}.plus_months(1);
      return first_of_month_period(next.year(), next.month(), *periods.start_day);
    }
    case RentFrequency::quarterly:
    case RentFrequency::yearly:
      break;
  }
  return Reading::manual("a notice to quit a quarterly or yearly tenancy is dated by hand");
}

}  // namespace

Placed<NoticeToQuitEnds> notice_to_quit_ends(const LawBook& law,
                                             Date given,
                                             const Letting& letting,
                                             const RentPeriods& periods) {
  Reading read{law, given};
  const DatedValue* days = read.value("NTQ-01", {RuleUnit::days});
  const DatedValue* boundary = read.value("NTQ-02", {RuleUnit::word});
  const DatedValue* whole_period = read.value("NTQ-06", {RuleUnit::yes_no});
  if (days == nullptr || boundary == nullptr || whole_period == nullptr) return read.manual();
  if (boundary->text() != "first_or_last_day") {
    return Reading::manual("the boundary \"" + boundary->text() +
                           "\" of NTQ-02 is not one that is known");
  }

  NoticeToQuitEnds answer;
  Date earliest = last_day_of_days_beginning_with(given, days->number()).plus_days(1);
  answer.steps.push_back("A notice to quit given on " + given.to_long_words() + " needs " +
                         std::to_string(days->number()) +
                         " days, of which that day is the first (" + days->citation +
                         "): it cannot end the tenancy before " + earliest.to_long_words() + ".");
  if (whole_period->yes() && periods.frequency == RentFrequency::monthly) {
    const Date month = last_day_of_months_from(given, 1);
    if (month > earliest) {
      earliest = month;
      answer.steps.push_back("A monthly tenancy needs a whole month (" + whole_period->citation +
                             "): " + month.to_long_words() + ".");
    }
  }
  const Placed<Date> start = period_start_on_or_after(earliest, letting, periods);
  if (!start) return tl::unexpected(start.error());
  if (start->plus_days(-1) >= earliest) answer.ends.push_back(start->plus_days(-1));
  answer.ends.push_back(*start);
  answer.steps.push_back("It must end with a period, on its last day or the first of the next (" +
                         boundary->citation + "): first on " + answer.ends.front().to_long_words() +
                         (answer.ends.size() > 1 ? " or " + start->to_long_words() : "") + ".");
  answer.rules = read.used();
  return answer;
}

}  // namespace lintel
