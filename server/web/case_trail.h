#pragma once

#include "server/casework/casework.h"
#include "server/http/request.h"
#include "server/web/case_head.h"

namespace lintel {

/// The list from which this case was opened, as its address says ("?from=day&view=needs_action"),
/// and the case after it in that list.
CaseTrail trail_of(const Request& request, const Casework& casework);

}  // namespace lintel
