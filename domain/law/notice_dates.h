#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/notice_count.h"
#include "domain/law/regime.h"

namespace lintel {

/// What the date on the notice says. court_not_before: the first day on which a claim may start
/// (Forms 3 and 3A); court_only_after: the day after which it may (s.83, s.128, s.143E, Form 6A, a
/// notice to quit, and in Wales).
enum class NamedDate { court_not_before, court_only_after };
std::string_view to_string(NamedDate names);
Result<NamedDate> parse_named_date(std::string_view text);

struct NoticeDates {
  NamedDate names = NamedDate::court_not_before;
  Date named_date{1900, 1, 1};  ///< to put on the notice, by the safe policy
  /// First day on which a claim may start, at its earliest reading.
  Date earliest_legal{1900, 1, 1};
  Date earliest_safe{1900, 1, 1};  ///< the same by the safe policy; never before earliest_legal
  /// Last day for a claim; none: the statute gives none, or the steps say what is wanting.
  std::optional<Date> last_legal;
  std::optional<Date> last_safe;   ///< a day earlier
  std::vector<std::string> steps;  ///< each step of the count, in words
  std::vector<RuleUsed> rules;
};

/// The dates of a notice that is deemed served on `served`, with every step in words. Grounds and
/// what is Manual: notice_rules() and count_notice().
Placed<NoticeDates> notice_dates(const LawBook& law,
                                 Date served,
                                 const Letting& letting,
                                 const std::vector<std::string>& grounds,
                                 const RentPeriods& periods,
                                 const NoticeOnPaper& paper = {});

/// The count in words.
NoticeDates say_dates(const NoticeRules& rules, const NoticeCount& count, bool on_paper);

}  // namespace lintel
