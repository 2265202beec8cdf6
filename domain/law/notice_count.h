#pragma once

#include <array>
#include <optional>

#include "domain/few.h"
#include "domain/law/notice_rules.h"
#include "domain/law/rent_periods.h"

namespace lintel {

/// What is fixed once a notice is on paper and given.
struct NoticeOnPaper {
  std::optional<Date> named_date;  ///< the date that it names; none: still to be chosen
  /// The first day on which any joint tenant may have had it: the life of a notice is counted from
  /// the first service, its period from the last. None: the day of service itself.
  std::optional<Date> first_given;
};

/// How the last day for a claim came about.
enum class NoticeLife {
  none,             ///< the statute gives none
  start_not_known,  ///< it ends with a trial or a demotion whose first day is not given
  from_service,
  beginning_with_service,
  from_named_date,
  trial,
  demotion,       ///< the year's end, which was the later
  demotion_kept,  ///< some months from service, which was the later
};

/// The dates of one notice and how each was reached, with nothing allocated.
/// NoticeDates (notice_dates.h) says the same in words.
struct NoticeCount {
  Date served{1900, 1, 1};
  std::optional<Date> may_be_given_from;  ///< not within the first months of the tenancy
  /// Of each of NoticeRules::periods by its own length, in the same order.
  std::array<std::optional<Date>, kMostPeriods> period_ends;
  std::optional<QuitCount> quit;
  Date named_date{1900, 1, 1};
  Date earliest_to_name{1900, 1, 1};  ///< the earliest that the safe policy lets it name
  Date earliest_legal{1900, 1, 1};
  Date earliest_safe{1900, 1, 1};
  NoticeLife life = NoticeLife::none;
  Date first_given{1900, 1, 1};
  std::optional<Date> own_last;    ///< by the notice's own life
  std::optional<Date> request_by;  ///< set: the newer law shortens it to this
  std::optional<Date> last_legal;
  std::optional<Date> last_safe;
};

/// Counts a notice deemed served on `served`, a day on which `rules` hold. `start` is the
/// tenancy's. Manual: it was given too early in the tenancy, the paper names too early a date, it
/// would lapse before a claim could safely start, or the periods are not known.
Placed<NoticeCount> count_notice(const NoticeRules& rules,
                                 Date served,
                                 std::optional<Date> start,
                                 const RentPeriods& periods,
                                 const NoticeOnPaper& paper);

/// The dated values that the count used, each once.
Few<const DatedValue*, 32> values_used(const NoticeRules& rules, const NoticeCount& count);

}  // namespace lintel
