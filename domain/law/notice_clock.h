#pragma once

#include <deque>
#include <string>
#include <vector>

#include "domain/law/notice_count.h"

namespace lintel {

/// Counts many notices, as reports and simulations do: the rules of each kind of letting and
/// grounds are looked up once and kept for the days on which the law does not change. Its answers
/// are those of notice_dates(), without the words. Not for two threads at once; the book outlives
/// it.
class NoticeClock {
 public:
  explicit NoticeClock(const LawBook& law) : law_(law) {}

  struct Counted {
    const NoticeRules* rules;  ///< lives as long as the clock
    NoticeCount count;
  };
  Placed<Counted> count(Date served,
                        const Letting& letting,
                        const std::vector<std::string>& grounds,
                        const RentPeriods& periods,
                        const NoticeOnPaper& paper = {});

 private:
  /// One kind of notice over a span of days: its rules, or why there are none.
  struct Kept {
    Letting letting;
    std::vector<std::string> grounds;
    DaySpan days;
    Placed<NoticeRules> rules;
  };
  const Placed<NoticeRules>& rules_for(Date served,
                                       const Letting& letting,
                                       const std::vector<std::string>& grounds);

  const LawBook& law_;
  std::deque<Kept> kept_;  ///< never moved: answers point into it
};

}  // namespace lintel
