#pragma once

#include <string>
#include <vector>

#include "documents/block.h"
#include "documents/letterhead.h"
#include "documents/line.h"
#include "documents/page.h"
#include "domain/result.h"

namespace lintel {

/// A strip of the body that is never parted: a line, a table's row, a place to sign. Its contents
/// are placed from the strip's own top.
struct Strip {
  double before = 0;  ///< space above it, dropped at the top of a page
  double height = 0;
  bool keep_with_next = false;
  int head = -1;  ///< the table head that a page begins with when it begins here
  std::vector<PlacedText> texts{};
  std::vector<PlacedBox> boxes{};
  std::vector<LaidLine> lines{};
};

/// A body cut into strips, with the structure that they belong to.
struct Flow {
  std::vector<Strip> strips{};
  std::vector<Strip> heads{};  ///< of tables, drawn again as page furniture
};

/// Cuts blocks into strips between the zones' margins and adds their elements to `elements` below
/// the root. Problem: a character that no font has, a table without room.
Result<Flow> flow_blocks(const std::vector<Block>& blocks,
                         const Letterhead& letterhead,
                         const Zones& zones,
                         Shaper& shaper,
                         std::vector<Element>& elements);

/// Puts strips on pages: a heading stays with what follows it, a paragraph leaves no single line
/// behind or ahead, a table begins each page with its head. `first_top` is where page 1 begins.
std::vector<Page> paginate(
    const Flow& flow, double first_top, double top, double first_bottom, double bottom);

}  // namespace lintel
