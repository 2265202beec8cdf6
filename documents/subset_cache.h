#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "documents/font_face.h"

namespace lintel {

/// A font cut down to some glyphs, ready to embed. The same face and glyphs give the same bytes.
struct FontProgram {
  std::string name;        ///< "QKZXPA+NotoSans-Regular": the tag is from the glyphs
  std::string bytes;       ///< TrueType, deflated
  std::size_t length = 0;  ///< before deflating
  std::unordered_map<std::uint32_t, std::uint32_t>
      renumbered;                  ///< the face's glyph to the subset's
  std::vector<int> widths;         ///< of the subset's glyphs, thousandths of the size
  std::vector<std::string> texts;  ///< what each shows by the face's own map; "" unknown
  double ascent = 0, descent = 0, cap_height = 0;
  bool bold = false;
};

/// Subsets of the faces of a FontSet, kept and shared between threads. What a document embeds
/// depends on its own glyphs alone: those of the house's common text and its own, never on what
/// came before.
class SubsetCache {
 public:
  /// The texts are what most documents hold in the two weights: always in the first faces' subsets.
  SubsetCache(const FontSet& fonts, std::string_view common, std::string_view common_bold);

  std::shared_ptr<const FontProgram> program(int face, const std::set<std::uint32_t>& glyphs);

 private:
  const FontSet& fonts_;
  std::map<int, std::set<std::uint32_t>> common_;
  std::map<int, std::map<std::uint32_t, char32_t>>
      known_;  ///< glyph to character of the common text
  std::mutex guard_;
  std::map<std::pair<int, std::vector<std::uint32_t>>, std::shared_ptr<const FontProgram>> kept_;
};

}  // namespace lintel
