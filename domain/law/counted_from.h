#pragma once

#include "domain/law/notice_dates.h"

namespace lintel {

/// What the dates of a notice are counted from, beside its grounds, as all of it stood on the day
/// of service. It is kept with the notice, so that no later change of tenancy or law alters it.
struct CountedFrom {
  Date served{1900, 1, 1};  ///< deemed; of a notice not yet served, the latest day meant for it
  Letting letting{};
  RentPeriods periods{};
  NoticeOnPaper paper{};
};

}  // namespace lintel
