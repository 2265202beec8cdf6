#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/regime.h"
#include "domain/rent_account.h"

namespace lintel {

/// What the date on the notice says. court_not_before: the first day on which a claim may start
/// (Forms 3 and 3A); court_only_after: the day after which it may (s.83, s.128, s.143E).
enum class NamedDate { court_not_before, court_only_after };
std::string_view to_string(NamedDate names);

/// When the periods of a periodic tenancy begin.
struct RentPeriods {
  RentFrequency frequency = RentFrequency::weekly;
  std::optional<Weekday> start_weekday;  ///< of weekly, fortnightly and four-weekly periods
  std::optional<unsigned> start_day;     ///< of the month, 1 to 31, of monthly periods
};

struct NoticeDates {
  NamedDate names = NamedDate::court_not_before;
  Date named_date{1900, 1, 1};  ///< to put on the notice, by the safe policy
  Date earliest_legal{
      1900, 1, 1};  ///< first day on which a claim may start, at its earliest reading
  Date earliest_safe{1900, 1, 1};  ///< the same by the safe policy; never before earliest_legal
  std::optional<Date>
      last_legal;  ///< last day for a claim; none: statute gives none that we can date
  std::optional<Date> last_safe;   ///< a day earlier
  std::vector<std::string> steps;  ///< each step of the count, in words
  std::vector<RuleUsed> rules;
};

/// What is fixed once a notice is on paper and given.
struct NoticeOnPaper {
  std::optional<Date> named_date;  ///< the date that it names; none: still to be chosen
  /// The first day on which any joint tenant may have had it: the life of a notice is counted from
  /// the first service, its period from the last. None: the day of service itself.
  std::optional<Date> first_given;
};

/// The dates of a notice seeking possession that is deemed served on `served`.
///
/// `grounds`: "8", "10" …; where the statute needs none they are not looked at. Manual where the
/// rules do not reach: a ground without a rule, periods that are not known, Wales, section 21; and
/// where the paper names a date earlier than the safe policy allows.
Placed<NoticeDates> notice_dates(const LawBook& law,
                                 Date served,
                                 const Letting& letting,
                                 const std::vector<std::string>& grounds,
                                 const RentPeriods& periods,
                                 const NoticeOnPaper& paper = {});

/// The first days on which a landlord's notice to quit given on `given` could lawfully end the
/// tenancy: the last day of a period and the first of the next, in order, from the earliest that is
/// lawful. NTQ-01, NTQ-02; Protection from Eviction Act 1977 s.5; Crate v Miller [1947] KB 946.
struct NoticeToQuitEnds {
  std::vector<Date> ends;
  std::vector<std::string> steps;
  std::vector<RuleUsed> rules;
};
Placed<NoticeToQuitEnds> notice_to_quit_ends(const LawBook& law,
                                             Date given,
                                             const Letting& letting,
                                             const RentPeriods& periods);

}  // namespace lintel
