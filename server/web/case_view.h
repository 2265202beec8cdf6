#pragma once

#include <string>

#include "domain/person.h"
#include "server/casework/case_page.h"
#include "server/http/request.h"
#include "server/web/reason_view.h"
#include "server/web/view.h"

namespace lintel {

/// Where one comes from and what case is next, when the case was opened from a list.
struct CaseTrail {
  std::string back_href = "/cases";
  std::string back_words = "Cases";
  std::string next_href;  ///< "" when there is no next
};

/// "/cases/T-0041872"
std::string case_address(const std::string& reference);

/// The bar with names, home, balance; the banners of holds. On every page of a case.
View case_head_view(const CasePage& page, const CaseTrail& trail);
/// The tabs, `open` being the last word of the address ("" for the timeline).
View::List case_tabs_view(const CasePage& page, const std::string& open);
/// All of the case's first page but its head.
View case_body_view(const CasePage& page, int weeks, const std::string& kind, bool all_entries);
/// One document as lists show it; without a link while it is being made.
View document_view(const DocumentView& document);
/// Where a failing check of this case can be mended on a page of ours.
std::vector<FixLink> fix_links(const CasePage& page);
/// The offer of that event; null pointer when the case's state does not know it.
const EventOffer* find_offer(const CasePage& page, const std::string& event);

}  // namespace lintel
