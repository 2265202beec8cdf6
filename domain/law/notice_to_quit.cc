#include "domain/law/notice_to_quit.h"

#include "domain/counting.h"
#include "domain/law/notice_form.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 2> kBy = {{{"landlord"}, {"tenant"}}};

/// The rule of that parameter where one applies; `lack` is set where it cannot be used.
const DatedValue* if_any(
    Reading& read, std::string_view parameter, const Matter& matter, RuleUnit unit, bool& lack) {
  const auto found = read.rules().matching(parameter, matter);
  if (found.empty()) return nullptr;
  const DatedValue* value = read.in_unit(found.front(), {unit});
  lack = lack || value == nullptr;
  return value;
}

/// The first day on which it can end the letting, before any period is looked at.
Date least_end(const QuitRules& rules, Date given) {
  const int n = rules.notice->number();
  switch (rules.notice->unit) {
    case RuleUnit::weeks:
      return rules.day_counts ? last_day_of_weeks_beginning_with(given, n).plus_days(1)
                              : last_day_of_weeks_from(given, n);
    case RuleUnit::months:
      return rules.day_counts ? last_day_of_months_beginning_with(given, n).plus_days(1)
                              : last_day_of_months_from(given, n);
    default:
      return rules.day_counts ? last_day_of_days_beginning_with(given, n).plus_days(1)
                              : given.plus_days(n);
  }
}

}  // namespace

Result<QuitBy> parse_quit_by(std::string_view text) {
  return parse_word<QuitBy>(kBy, text, "somebody who gives notice to quit");
}

std::optional<QuitRules> quit_rules(Reading& read, Matter matter, QuitBy by) {
  matter["by"] = kBy.at(static_cast<std::size_t>(by)).word;
  QuitRules rules;
  rules.day_counts = read.rules().matching("quit_notice_from", matter).empty();
  rules.notice = read.one(rules.day_counts ? "quit_notice" : "quit_notice_from",
                          matter,
                          {RuleUnit::days, RuleUnit::weeks, RuleUnit::months},
                          [] { return "the least notice to quit of this letting"; });
  if (rules.notice == nullptr) return std::nullopt;
  bool lack = false;
  rules.boundary = if_any(read, "expiry_boundary", matter, RuleUnit::word, lack);
  rules.whole_period = if_any(read, "whole_period", matter, RuleUnit::yes_no, lack);
  if (rules.boundary != nullptr && rules.boundary->text() != "first_or_last_day") {
    read.refuse("the boundary \"" + rules.boundary->text() + "\" of " + rules.boundary->id +
                " is not one that is known");
    return std::nullopt;
  }
  if (lack) return std::nullopt;
  return rules;
}

Placed<QuitCount> count_quit(const QuitRules& rules,
                             Date given,
                             std::optional<Date> start,
                             const RentPeriods& periods) {
  QuitCount count;
  count.least = least_end(rules, given);
  Date earliest = count.least;
  if (rules.whole_period != nullptr && rules.whole_period->yes() &&
      periods.frequency == RentFrequency::monthly) {
    const Date month = last_day_of_months_from(given, 1);
    if (month > earliest) earliest = *(count.whole_month = month);
  }
  if (rules.boundary == nullptr) {
    count.end = earliest;
    return count;
  }
  const Placed<Date> period = period_start_on_or_after(earliest, start, periods);
  if (!period) return tl::unexpected(period.error());
  if (period->plus_days(-1) >= earliest) count.last_of_period = period->plus_days(-1);
  count.end = *period;
  return count;
}

void say_quit(const QuitRules& rules,
              Date given,
              const QuitCount& count,
              std::vector<std::string>& steps) {
  steps.push_back(
      "A notice to quit given on " + given.to_long_words() + " needs " + counted(*rules.notice) +
      (rules.day_counts ? ", of which that day is the first (" : ", that day not counted (") +
      rules.notice->citation + "): it cannot end the tenancy before " +
      count.least.to_long_words() + ".");
  if (count.whole_month) {
    steps.push_back("A monthly tenancy needs a whole month (" + rules.whole_period->citation +
                    "): " + count.whole_month->to_long_words() + ".");
  }
  if (rules.boundary == nullptr) {
    steps.push_back("It need not end with a period.");
    return;
  }
  steps.push_back("It must end with a period, on its last day or the first of the next (" +
                  rules.boundary->citation + "): first on " + count.earliest().to_long_words() +
                  (count.last_of_period ? " or " + count.end.to_long_words() : "") + ".");
}

Placed<NoticeToQuitEnds> notice_to_quit_ends(
    const LawBook& law, Date given, const Letting& letting, const RentPeriods& periods, QuitBy by) {
  const Placed<RegimeAnswer> regime = regime_on(law, given, letting);
  if (!regime) return tl::unexpected(regime.error());
  NoticeToQuitEnds answer;
  std::optional<NoticeFormAnswer> barred;
  if (by == QuitBy::landlord) {
    const Placed<NoticeFormAnswer> form = notice_form(law, given, letting, NoticePurpose::quit);
    if (!form) return tl::unexpected(form.error());
    if (!form->available) barred = *form;
  }
  Reading read{law, given};
  read.use(regime->rules);
  Matter matter = matter_of(letting, regime->regime);
  matter["by"] = kBy.at(static_cast<std::size_t>(by)).word;
  if (const auto by_hand = read.rules().matching("quit_by_hand", matter); !by_hand.empty()) {
    return Reading::manual(by_hand.front()->text() + " (" + by_hand.front()->citation + ")");
  }
  if (barred && read.rules().matching("quit_notice", matter).empty())
    return Reading::manual(barred->because);
  const std::optional<QuitRules> rules = quit_rules(read, matter, by);
  if (!rules) return read.manual();
  const Placed<QuitCount> count = count_quit(*rules, given, letting.start, periods);
  if (!count) return tl::unexpected(count.error());

  // Where the tenant has died or gone, security goes with them and a notice to quit is the way.
  if (barred) {
    read.use(barred->rules);
    answer.only_without_security = true;
    answer.steps.push_back("As the tenancy stands, " + barred->because +
                           ": these days serve only where the tenant's security has gone, by "
                           "death or by leaving.");
  }
  if (count->last_of_period) answer.ends.push_back(*count->last_of_period);
  answer.ends.push_back(count->end);
  say_quit(*rules, given, *count, answer.steps);
  answer.rules = read.used();
  return answer;
}

}  // namespace lintel
