#pragma once

#include <string>
#include <vector>

#include "server/casework/case_page.h"
#include "server/web/reason_view.h"

namespace lintel {

/// "/cases/T-0041872"
std::string case_address(const std::string& reference);
/// "/cases/T-0041872/events/record_contact"
std::string event_href(const CasePage& page, const std::string& event);

/// The offer of that event; null pointer when the case's state does not know it.
const EventOffer* find_offer(const CasePage& page, const std::string& event);
/// The same, only when this person may press it now.
const EventOffer* pressable(const CasePage& page, const std::string& event);
/// "The case moves to: Notice running.", or that it keeps its state.
std::string then_words(const CasePage& page, const EventOffer& offer);

/// What this case adds to failing reasons: the fact in full, and the page of ours that mends it.
std::vector<FixLink> fix_links(const CasePage& page);

}  // namespace lintel
