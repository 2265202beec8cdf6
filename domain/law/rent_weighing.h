#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "domain/law/reading.h"
#include "domain/law/rent_increase.h"

namespace lintel {

/// One notice of a new rent being weighed, by the rules that hold on the day it is served: what the
/// ways of raising rent share. Used by rent_increase() alone.
class RentWeighing {
 public:
  RentWeighing(const LawBook& book, const Letting& let, const RentNotice& given)
      : law(book), letting(let), notice(given), read(book, given.served) {}

  /// The first rule of that parameter that applies; null pointer where none does.
  const DatedValue* first_of(std::string_view parameter) {
    const auto found = read.rules().matching(parameter, matter);
    if (found.empty()) return nullptr;
    read.use(found.front()->used());
    return found.front();
  }
  const DatedValue* one(std::string_view parameter,
                        std::initializer_list<RuleUnit> units,
                        const char* what) {
    return read.one(parameter, matter, units, [&] { return what; });
  }

  /// Adds to the reason. What fails stands alone in it; what holds is said where nothing fails.
  void say(bool holds, const std::string& sentence) {
    if (holds && failed) return;
    if (!holds && !failed) answer.because.clear();
    failed = failed || !holds;
    answer.because += (answer.because.empty() ? "" : "; ") + sentence;
  }

  RentFrequency frequency_or(RentFrequency other) const {
    return notice.periods ? notice.periods->frequency : other;
  }

  const LawBook& law;
  const Letting& letting;
  const RentNotice& notice;
  Reading read;
  Matter matter;
  RentIncrease answer;
  bool failed = false;
};

/// The last day from which `reach` still comes to `goal` or earlier. `reach` never goes back as its
/// day goes on.
template <class Reach>
Date last_day_reaching(Date goal, Reach reach) {
  Date day = goal;
  while (reach(day) > goal) day = day.plus_days(-1);
  return day;
}

// Each weighs the notice and fills the answer. Returned: why it cannot.
std::optional<Manual> weigh_section_13(RentWeighing& weighing);
std::optional<Manual> weigh_section_103(RentWeighing& weighing);
std::optional<Manual> weigh_agreement(RentWeighing& weighing);
std::optional<Manual> weigh_fair_rent(RentWeighing& weighing);

}  // namespace lintel
