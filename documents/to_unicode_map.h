#pragma once

#include <string>
#include <vector>

namespace lintel {

/// The map from a font's glyphs to the characters that they show, by which a reader copies,
/// searches and reads aloud: a CMap (ISO 32000-1 §9.10.3), deflated. `texts` is by number of the
/// glyph, "" for one that shows nothing.
///
/// Most letters of a batch have the same, so each thread keeps the last ones.
std::string to_unicode_map(const std::vector<std::string>& texts);

}  // namespace lintel
