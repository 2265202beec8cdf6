#include "domain/law/notice_count.h"

#include <algorithm>

#include "domain/counting.h"

namespace lintel {
namespace {

Date end_of(const LeastPeriod& period, Date served) {
  const int n = period.length->number();
  switch (period.length->unit) {
    case RuleUnit::weeks:
      return period.day_counts ? last_day_of_weeks_beginning_with(served, n)
                               : last_day_of_weeks_from(served, n);
    case RuleUnit::months:
      return period.day_counts ? last_day_of_months_beginning_with(served, n)
                               : last_day_of_months_from(served, n);
    default:
      return period.day_counts ? last_day_of_days_beginning_with(served, n) : served.plus_days(n);
  }
}

/// One count; each step returns why it cannot stand, if it cannot.
class Counting {
 public:
  Counting(const NoticeRules& rules, Date served, const NoticeOnPaper& paper)
      : rules_(rules), paper_(paper) {
    count_.served = served;
    count_.first_given = std::min(served, paper.first_given.value_or(served));
  }

  Placed<NoticeCount> count(std::optional<Date> start, const RentPeriods& periods) {
    if (const auto lack = check_start(start)) return tl::unexpected(*lack);
    if (const auto lack = count_quit_measure(start, periods)) return tl::unexpected(*lack);
    if (const auto lack = name_date()) return tl::unexpected(*lack);
    count_life(start);
    if (const auto lack = close()) return tl::unexpected(*lack);
    return count_;
  }

 private:
  /// Some notices may not be given early in a tenancy.
  std::optional<Manual> check_start(std::optional<Date> start) {
    if (rules_.not_within == nullptr) return std::nullopt;
    if (!start) {
      return Manual{
          "the start of the tenancy is not given, and no such notice may be given within " +
          counted(*rules_.not_within) + " of it (" + rules_.not_within->citation + ")"};
    }
    count_.may_be_given_from =
        last_day_of_months_beginning_with(*start, rules_.not_within->number()).plus_days(1);
    if (count_.first_given >= *count_.may_be_given_from) return std::nullopt;
    return Manual{"no such notice may be given before " + count_.may_be_given_from->to_words() +
                  ", within " + counted(*rules_.not_within) + " beginning with the tenancy (" +
                  rules_.not_within->citation + ")"};
  }

  std::optional<Manual> count_quit_measure(std::optional<Date> start, const RentPeriods& periods) {
    if (!rules_.quit) return std::nullopt;
    const Placed<QuitCount> quit = count_quit(*rules_.quit, count_.served, start, periods);
    if (!quit) return quit.error();
    count_.quit = *quit;
    return std::nullopt;
  }

  std::optional<Manual> name_date() {
    Date legal = count_.served;
    Date safe = count_.served;
    if (rules_.as_quit != nullptr) {
      legal = count_.quit->earliest();
      // The first day of a period is good under either reading of Crate v Miller.
      safe = count_.quit->end;
    }
    for (std::size_t i = 0; i < rules_.periods.size(); ++i) {
      const LeastPeriod& period = rules_.periods[i];
      const Date ends = end_of(period, count_.served);
      count_.period_ends.at(i) = ends;
      legal = std::max(legal, ends);
      safe = std::max(safe, ends);
      if (period.as_quit == nullptr) continue;
      legal = std::max(legal, count_.quit->earliest());
      safe = std::max(safe, count_.quit->end);
    }
    if (rules_.margin != nullptr) safe = safe.plus_days(rules_.margin->number());

    count_.earliest_to_name = safe;
    count_.named_date = paper_.named_date.value_or(safe);
    if (count_.named_date < safe) {
      return Manual{"the notice names " + count_.named_date.to_words() + ", and served on " +
                    count_.served.to_words() + " it must name " + safe.to_words() + " or later"};
    }
    const int after_named = rules_.claim_after->number();
    count_.earliest_legal = paper_.named_date.value_or(legal).plus_days(after_named);
    count_.earliest_safe = count_.named_date.plus_days(after_named);
    return std::nullopt;
  }

  /// How long the notice stays good for a claim.
  void count_life(std::optional<Date> start) {
    if (rules_.life_from_service != nullptr) {
      live(NoticeLife::from_service,
           last_day_of_months_from(count_.first_given, rules_.life_from_service->number()));
    } else if (rules_.life_beginning_with != nullptr) {
      live(NoticeLife::beginning_with_service,
           last_day_of_months_beginning_with(count_.first_given,
                                             rules_.life_beginning_with->number()));
    } else if (rules_.life_from_named != nullptr) {
      live(NoticeLife::from_named_date,
           last_day_of_months_from(count_.named_date, rules_.life_from_named->number()));
    } else if (rules_.trial_period != nullptr) {
      count_trial(start);
    }
  }

  void count_trial(std::optional<Date> start) {
    if (!start) {
      count_.life = NoticeLife::start_not_known;
      return;
    }
    const Date ends = last_day_of_months_beginning_with(*start, rules_.trial_period->number());
    if (rules_.keeps_demotion == nullptr) {
      live(NoticeLife::trial, ends);
      return;
    }
    // Only a notice served in the demotion's own time keeps it alive.
    const Date kept =
        last_day_of_months_beginning_with(count_.first_given, rules_.keeps_demotion->number());
    if (count_.first_given <= ends && kept > ends)
      live(NoticeLife::demotion_kept, kept);
    else
      live(NoticeLife::demotion, ends);
  }

  void live(NoticeLife life, Date last) {
    count_.life = life;
    count_.own_last = count_.last_legal = last;
  }

  /// The newer law, the safe last day, and whether anything is left.
  std::optional<Manual> close() {
    if (!count_.last_legal) return std::nullopt;
    if (rules_.commencement != nullptr && count_.served < rules_.commencement->date()) {
      const Date limit = last_day_of_months_beginning_with(rules_.commencement->date(),
                                                           rules_.request_window->number());
      if (limit < *count_.last_legal) count_.request_by = count_.last_legal = limit;
    }
    count_.last_safe = count_.last_legal->plus_days(-rules_.last_day_margin->number());
    if (*count_.last_safe >= count_.earliest_safe) return std::nullopt;
    return Manual{"the notice would lapse on " + count_.last_legal->to_words() +
                  ", before a claim could safely start on " + count_.earliest_safe.to_words()};
  }

  const NoticeRules& rules_;
  const NoticeOnPaper& paper_;
  NoticeCount count_;
};

const DatedValue* life_rule(const NoticeRules& rules, NoticeLife life) {
  switch (life) {
    case NoticeLife::from_service:
      return rules.life_from_service;
    case NoticeLife::beginning_with_service:
      return rules.life_beginning_with;
    case NoticeLife::from_named_date:
      return rules.life_from_named;
    case NoticeLife::trial:
    case NoticeLife::demotion:
    case NoticeLife::start_not_known:
      return rules.trial_period;
    case NoticeLife::demotion_kept:
      return rules.keeps_demotion;
    case NoticeLife::none:
      break;
  }
  return nullptr;
}

}  // namespace

Placed<NoticeCount> count_notice(const NoticeRules& rules,
                                 Date served,
                                 std::optional<Date> start,
                                 const RentPeriods& periods,
                                 const NoticeOnPaper& paper) {
  return Counting(rules, served, paper).count(start, periods);
}

Few<const DatedValue*, 32> values_used(const NoticeRules& rules, const NoticeCount& count) {
  Few<const DatedValue*, 32> used;
  const auto use = [&](const DatedValue* value) {
    if (value == nullptr || std::find(used.begin(), used.end(), value) != used.end()) return;
    used.push_back(value);
  };
  for (const DatedValue* each : rules.regime_rules) use(each);
  use(rules.not_within);
  use(rules.at_once);
  for (const LeastPeriod& period : rules.periods) {
    use(period.length);
    use(period.as_quit);
  }
  use(rules.as_quit);
  if (rules.quit) {
    use(rules.quit->notice);
    use(rules.quit->boundary);
    if (count.quit->whole_month) use(rules.quit->whole_period);
  }
  use(rules.margin);
  use(rules.claim_after);
  use(life_rule(rules, count.life));
  if (count.request_by) {
    use(rules.commencement);
    use(rules.request_window);
  }
  if (count.last_safe) use(rules.last_day_margin);
  for (const DatedValue* note : rules.notes) use(note);
  return used;
}

}  // namespace lintel
