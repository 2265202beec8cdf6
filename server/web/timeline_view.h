#pragma once

#include <string>

#include "server/casework/case_page.h"
#include "server/web/view.h"

namespace lintel {

/// What was done on a case, newest first, of one kind ("" for all). The oldest entries are kept
/// behind a link unless `all_entries`.
View timeline_view(const CasePage& page, const std::string& kind, bool all_entries);
/// One document as lists show it; without a link while it is being made.
View document_view(const DocumentView& document);

}  // namespace lintel
