#pragma once

#include "server/casework/gathered_case.h"
#include "storage/case_store.h"

namespace lintel {

/// Adds a certificate of service for each joint tenant to the transition that records it: how, when
/// and where each was given the notice, by whom, and the day that the law takes it as served.
void add_certificates(CaseworkParts& parts,
                      const GatheredCase& gathered,
                      const Notice& notice,
                      const Person& server,
                      Transition& transition);

}  // namespace lintel
