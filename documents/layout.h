#pragma once

#include <string>
#include <vector>

#include "documents/block.h"
#include "documents/letterhead.h"
#include "documents/page.h"
#include "domain/result.h"

namespace lintel {

/// What stands around the body: who writes, to whom, about what.
struct Furniture {
  std::vector<std::string> recipient;  ///< the lines in the window, name first; none: no window
  std::vector<std::string> contact;    ///< the writer's lines, the first in bold
  std::vector<std::string> about;      ///< reference, date, home: below the writer's lines
  std::string foot;                    ///< "Our reference NH-204417-2 · 23 November 2026"
  std::vector<std::string> first_page_foot;  ///< the landlord's name and address for notices
  std::string stamp;           ///< the form's edition, template and hash, in small print; or ""
  bool formats_panel = false;  ///< the offer of other formats, at the end
  bool specimen = false;
};

/// Lays a document out on A4 pages. Pure: the same blocks give the same boxes.
///
/// Problems, with place.field: an address line that is wider than the window or an address that is
/// taller ("recipient_block"); more pages than the zones allow; a character that no font has.
Result<Laid> lay_out(const std::vector<Block>& blocks,
                     const Furniture& furniture,
                     const Letterhead& letterhead,
                     const Zones& zones,
                     Shaper& shaper);

}  // namespace lintel
