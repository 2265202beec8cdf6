#pragma once

#include <string>
#include <vector>

#include "workflows/engine.h"

namespace lintel {

/// Adds an act to those that four eyes look at, once for each event and person: twice done bars
/// nobody more than once, and a case of many years keeps a list no longer than its people.
void remember(std::vector<PastAct>& acts, PastAct act);

/// Gives each call of `effects` that can be undone its effect key, for whoever undoes it:
/// `event_key`, which is CASE:SEQ, and the number of the effect among those sent. Calls are sent
/// after the `sent_before` documents of the same event.
void name_calls(std::vector<PastCall>& calls,
                const std::vector<Effect>& effects,
                const std::string& event_key,
                int sent_before);

}  // namespace lintel
