#include "domain/law/notice_clock.h"

namespace lintel {
namespace {

/// The same to the rules: they look at everything, but of a periodic tenancy not at its first day.
bool alike(const Letting& a, const Letting& b) {
  return a.type == b.type && a.landlord == b.landlord && a.social == b.social &&
         a.jurisdiction == b.jurisdiction && a.term_years == b.term_years &&
         (!a.term_years || a.start == b.start);
}

}  // namespace

const Placed<NoticeRules>& NoticeClock::rules_for(Date served,
                                                  const Letting& letting,
                                                  const std::vector<std::string>& grounds) {
  for (const Kept& each : kept_) {
    if (each.days.has(served) && alike(each.letting, letting) && each.grounds == grounds)
      return each.rules;
  }
  DaySpan days = law_.steady_around(served);
  Placed<NoticeRules> rules = notice_rules(law_, served, letting, grounds);
  // The regime also turns on a day that is itself a value: when the newer law comes.
  if (const DatedValue* commencement = rra_commencement(law_, letting)) {
    const Date comes = commencement->date();
    if (served < comes)
      days.last = std::min(days.last, comes.plus_days(-1));
    else
      days.first = std::max(days.first, comes);
  }
  // A reason why there are no rules may name the day, so it is kept for that day alone.
  if (!rules) days = {served, served};
  kept_.push_back(Kept{letting, grounds, days, std::move(rules)});
  return kept_.back().rules;
}

Placed<NoticeClock::Counted> NoticeClock::count(Date served,
                                                const Letting& letting,
                                                const std::vector<std::string>& grounds,
                                                const RentPeriods& periods,
                                                const NoticeOnPaper& paper) {
  const Placed<NoticeRules>& rules = rules_for(served, letting, grounds);
  if (!rules) return tl::unexpected(rules.error());
  Placed<NoticeCount> count = count_notice(*rules, served, letting.start, periods, paper);
  if (!count) return tl::unexpected(std::move(count.error()));
  return Counted{&*rules, *count};
}

}  // namespace lintel
