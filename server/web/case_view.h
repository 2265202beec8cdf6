#pragma once

#include <string>

#include "server/casework/case_page.h"
#include "server/web/view.h"

namespace lintel {

/// All of the case's first page but its head: stages, next step, gate, notice, chart over `weeks`,
/// timeline of one `kind`.
View case_body_view(const CasePage& page, int weeks, const std::string& kind, bool all_entries);

}  // namespace lintel
