#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "domain/case.h"
#include "domain/money.h"
#include "server/web/view.h"

namespace lintel {

/// The stage bar of a caseload, 560 by 52: a part for each stage that has cases, closed ones left
/// out, each wide enough for its number.
View::List stage_bar(const std::map<Stage, std::int64_t>& by_stage);

/// The 26-week line of one row, 92 by 26: `area`, `line`, `x`, `y`. Needs two balances or more.
View sparkline(const std::vector<Money>& balances);

}  // namespace lintel
