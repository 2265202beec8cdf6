#pragma once

#include "server/casework/law_index.h"
#include "server/web/view.h"

namespace lintel {

/// The changes of half a year back and a year and a half ahead on a line, 1304 by 140: `months`,
/// `dots`, `stems` and `labels` (left out where they would run into one another; /law/changes says
/// them all), `past_w` and `now_x`, and the words of its `desc`.
View law_timeline(const LawCalendar& calendar);

}  // namespace lintel
