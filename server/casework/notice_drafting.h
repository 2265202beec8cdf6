#pragma once

#include <optional>
#include <string>

#include "server/casework/case_act.h"

namespace lintel {

/// What an event does to the case's notice: proposing drafts one with form, grounds and dates by
/// the law of today; returning, withdrawing and lapsing end it. An Outcome is a refusal by law: no
/// such notice for this tenancy, or dates that the rules cannot place.
std::optional<Outcome> prepare_notice(CaseworkParts& parts,
                                      GatheredCase& gathered,
                                      const std::string& event,
                                      NoticeAct& notice);

}  // namespace lintel
