#include "domain/law/possession_date.h"

#include "domain/counting.h"
#include "domain/law/reading.h"

namespace lintel {

Placed<PossessionDates> possession_dates(const LawBook& law, Date order_made, bool mandatory) {
  Reading read{law, order_made};
  const Matter matter = {{"jurisdiction", std::string(to_string(Jurisdiction::england))},
                         {"kind", mandatory ? "mandatory" : "discretionary"}};
  const DatedValue* suspend = read.one("suspend_power", matter, {RuleUnit::yes_no}, [] {
    return "whether the court may suspend the order";
  });
  if (suspend == nullptr) return read.manual();
  PossessionDates answer;
  answer.suspendable = suspend->yes();
  if (mandatory) {
    const DatedValue* most = read.value("CRT-12", {RuleUnit::days});
    const DatedValue* hardship = read.value("CRT-13", {RuleUnit::weeks});
    if (most == nullptr || hardship == nullptr) return read.manual();
    answer.latest = last_day_of_days_from(order_made, most->number());
    answer.latest_hardship = last_day_of_weeks_from(order_made, hardship->number());
    answer.because = "possession is given up within " + counted(*most) + " of the order, by " +
                     answer.latest->to_long_words() + ", or for exceptional hardship within " +
                     counted(*hardship) + ", by " + answer.latest_hardship->to_long_words() + " (" +
                     most->citation + ")";
  } else {
    answer.because = suspend->meaning + " (" + suspend->citation + ")";
  }
  answer.rules = read.used();
  return answer;
}

}  // namespace lintel
