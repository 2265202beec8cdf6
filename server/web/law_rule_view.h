#pragma once

#include "server/casework/law_index.h"
#include "server/casework/law_uses.h"
#include "server/web/view.h"

namespace lintel {

/// The page of one rule or setting: what it says, every dated value, what it applies to, and where
/// it is used.
View law_rule_view(const LawIndex& index, const LawUses& uses, const LawEntry& entry, Date today);

}  // namespace lintel
