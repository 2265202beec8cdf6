#pragma once

#include "server/casework/case_page.h"
#include "server/web/view.h"

namespace lintel {

/// A notice as the case shows it: its form and state, its dates in order (each with what it means),
/// how they were counted and by which law, and how each tenant was given it.
View notice_view(const NoticeView& notice, Date today);

/// "10 and 11"
std::string grounds_words(const Notice& notice);

}  // namespace lintel
