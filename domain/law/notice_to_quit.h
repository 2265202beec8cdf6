#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/law/law.h"
#include "domain/law/reading.h"
#include "domain/law/regime.h"
#include "domain/law/rent_periods.h"

namespace lintel {

/// Who gives it. A landlord's notice to quit is also the measure that sections 83, 128 and 143E
/// borrow for the date of their own notices.
enum class QuitBy { landlord, tenant };
Result<QuitBy> parse_quit_by(std::string_view text);

/// The first days on which a notice to quit given on `given` could lawfully end the tenancy: where
/// it must end with a period, the last day of one and the first of the next, in order, from the
/// earliest that is lawful. NTQ-01 to NTQ-06; Protection from Eviction Act 1977 s.5; Crate v Miller
/// [1947] KB 946.
struct NoticeToQuitEnds {
  std::vector<Date> ends;
  /// The landlord's notice ends such a tenancy only where its security has gone (death,
  /// abandonment).
  bool only_without_security = false;
  std::vector<std::string> steps;
  std::vector<RuleUsed> rules;
};

/// Manual: that person cannot end such a letting by notice to quit, the agreement says how much
/// notice it needs, or the periods are not known.
Placed<NoticeToQuitEnds> notice_to_quit_ends(
    const LawBook& law, Date given, const Letting& letting, const RentPeriods& periods, QuitBy by);

/// The rules that count a notice to quit, looked up once.
struct QuitRules {
  const DatedValue* notice = nullptr;        ///< days, weeks or months
  bool day_counts = true;                    ///< the day on which it is given is the first of them
  const DatedValue* boundary = nullptr;      ///< null: it may end on any day
  const DatedValue* whole_period = nullptr;  ///< null: it may be shorter than a period
};
/// None: `read` says why not.
std::optional<QuitRules> quit_rules(Reading& read, Matter matter, QuitBy by);

/// One count by those rules.
struct QuitCount {
  Date least{1900, 1, 1};              ///< the notice's own length, before any period is looked at
  std::optional<Date> whole_month;     ///< later than `least`: a monthly period is longer
  std::optional<Date> last_of_period;  ///< the first day that will do, where it ends a period
  Date end{1900, 1, 1};                ///< the first of the next period; or any day that will do

  Date earliest() const { return last_of_period.value_or(end); }
};
Placed<QuitCount> count_quit(const QuitRules& rules,
                             Date given,
                             std::optional<Date> start,
                             const RentPeriods& periods);
/// Each step of the count, in words, added to `steps`.
void say_quit(const QuitRules& rules,
              Date given,
              const QuitCount& count,
              std::vector<std::string>& steps);

}  // namespace lintel
