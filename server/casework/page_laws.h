#pragma once

#include "server/casework/case_page.h"
#include "server/casework/gathered_case.h"

namespace lintel {

/// Fills `laws`: what the citations of the page's gate, events and holds stand for in the law book.
/// A reason whose fact is reckoned by law ("ground8.met") cites the rule that sets its figure: the
/// engine knows that fact's value alone.
void show_laws(CasePage& page, const GatheredCase& gathered, const Policy& policy);

}  // namespace lintel
