#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "documents/page.h"
#include "documents/subset_cache.h"

namespace lintel {

/// A font as one document uses it.
struct UsedFont {
  int face = 0;
  std::shared_ptr<const FontProgram> program;
  std::vector<std::string> texts;  ///< what each glyph of the subset stands for in this document
};

/// A marked piece of a page that belongs to an element.
struct MarkedContent {
  int element = 0;
  int page = 0;
  int mcid = 0;  ///< counted from 0 on each page
};

/// Pages as content streams in which every text and shape is either in an element or an artifact
/// (ISO 32000-1 §14.6, §14.8). Knows PDF's operators, no PDF library.
struct TaggedContent {
  std::vector<std::string> pages;    ///< content streams, not yet deflated
  std::vector<MarkedContent> marks;  ///< in reading order
  std::vector<UsedFont> fonts;       ///< fonts[i] is resource /F<i>
};

TaggedContent write_content(const Laid& laid, SubsetCache& subsets);

/// "FEFF0041": UTF-16 with its mark, in hexadecimal, as PDF text strings may be written.
std::string utf16_hex(std::string_view utf8, bool with_mark);

}  // namespace lintel
