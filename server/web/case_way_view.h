#pragma once

#include <string>

#include "server/casework/case_way.h"
#include "server/web/view.h"

namespace lintel {

/// The tab "Path": the picture, and the same as a table.
View case_way_view(const CaseWay& way);

/// The tab "What if": what was asked, and the days to come.
View case_ahead_view(const CaseAhead& ahead, const WhatIfAsked& asked, const std::string& address);

}  // namespace lintel
