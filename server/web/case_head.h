#pragma once

#include <string>

#include "server/casework/case_page.h"
#include "server/web/view.h"

namespace lintel {

/// Where one comes from and what case is next, when the case was opened from a list.
struct CaseTrail {
  std::string back_href = "/cases";
  std::string back_words = "Cases";
  std::string next_href;  ///< "" when there is no next
};

/// The bar with names, home and balance, and the banners of holds: on every page of a case.
View case_head_view(const CasePage& page, const CaseTrail& trail);
/// The tabs, `open` being the last word of the address ("" for the timeline).
View::List case_tabs_view(const CasePage& page, const std::string& open);
/// "From 16 Nov 2026 to 14 Jan 2027, day 8 of 60"
std::string hold_fact(const HoldView& held);

}  // namespace lintel
