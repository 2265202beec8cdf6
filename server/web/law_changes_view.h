#pragma once

#include "server/casework/law_index.h"
#include "server/web/view.h"

namespace lintel {

/// The change calendar: what starts, changes and ends in the next year, later and lately; what is
/// unknown or not set, with what to load and from whom; what is still to be verified.
View law_changes_view(const LawCalendar& calendar);

/// One change: "From 2 weeks to 4 weeks", "Starts: £415.00", "Ends: 13 weeks’ rent".
std::string change_in_words(const RuleChange& change);

}  // namespace lintel
