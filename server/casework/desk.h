#pragma once

#include <string>

#include "server/casework/gathered_case.h"
#include "storage/case_store.h"

namespace lintel {

/// What lists say about a case that stands so: what it needs next, of whom and by when.
Desk desk_of(const GatheredCase& gathered,
             const CaseState& state,
             const RuleValues& rules,
             const std::string& why);

}  // namespace lintel
