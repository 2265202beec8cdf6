#pragma once

#include "server/casework/law_index.h"
#include "server/casework/law_uses.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace lintel {

// The law book as JSON. Words of a file ("min_notice_from", "weeks") stay as the file has them;
// `words` beside a value is what a page says.

/// Rules that pass the filter of the query, a hundred at a time. 400 names a field that is wrong.
Response get_law(const Request& request, const LawIndex& index, const LawUses& uses, Date today);

/// One rule with every value, where it is used and the questions that lean on it.
Response get_rule(const Request& request, const LawIndex& index, const LawUses& uses, Date today);

/// The change calendar.
Response get_law_changes(const LawIndex& index, Date today);

}  // namespace lintel
