#pragma once

#include <vector>

#include "workflows/account_ahead.h"
#include "workflows/forward.h"
#include "workflows/notice_ahead.h"

namespace lintel {

/// What is asked of one case: what would come of it.
struct WhatIf {
  Date today{1900, 1, 1};
  Date horizon{1900, 1, 1};
  std::optional<Date> first_run;
  /// People do what their tasks ask on the day when it is due, and propose what a second person
  /// must read. Otherwise only what is chosen, timers and runs.
  bool officers_act = true;
  std::vector<std::pair<Date, std::string>> chosen;  ///< pressed on a day, whatever else happens
};

/// The events to come, each with everything that follows; nothing is written or sent.
///
/// What is known today stays as it is but for what days and events change: the account by
/// `account`; days in the state; a task's form once it is done; contact once it is recorded; a
/// notice, taken as served by hand on the day that service is recorded, and its days by the law of
/// that day; an agreement lives once it is accepted, and is not taken to break. Unknown facts stay
/// unknown, and nothing acts on them.
std::vector<Ahead> what_if(const Definition& definition,
                           const CaseState& from,
                           const Facts& known,
                           const AccountAhead& account,
                           const NoticeAhead& notice,
                           const RuleBook& book,
                           const WhatIf& asked);

}  // namespace lintel
