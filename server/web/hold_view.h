#pragma once

#include <string>

#include "server/casework/mass_holds.h"
#include "server/http/request.h"
#include "server/web/view.h"

namespace lintel {

/// "/holds/01m83ftsr0x4fyt195nvgaxnr5"
std::string mass_hold_address(MassHoldId id);
/// What a form asked for; its problem is shown at its field.
PutHold read_put_hold(const Request& request);
/// The form with what was typed, and what there is to choose among.
View put_form_view(const PutHold& typed, const HoldChoices& choices);
/// One of the list.
View mass_hold_row(const MassHoldSummary& summary);
/// How far it is.
View hold_progress_view(const MassHoldSummary& summary);
/// What it came to, or would: counts, and why cases were refused.
View hold_counts_view(const MassHoldSummary& summary);
/// A page of its ledger. `next_href` is of the page after it, or "".
View hold_ledger_view(const MassHoldLedger& ledger,
                      std::optional<MassHoldOutcome> outcome,
                      int limit);
/// "Held", "No longer held", …
std::string outcome_words(MassHoldAct act, MassHoldOutcome outcome);

}  // namespace lintel
