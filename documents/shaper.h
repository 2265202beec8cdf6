#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "documents/block.h"
#include "documents/font_face.h"
#include "domain/result.h"

namespace lintel {

/// One glyph of a piece, in the order of the text. Lengths are in thousandths of the type size.
struct Glyph {
  std::uint32_t id = 0;
  double x = 0;      ///< from the piece's left edge
  double y = 0;      ///< upwards
  std::string text;  ///< what it stands for; "" when an earlier glyph of its cluster says it
  bool clustered =
      false;  ///< several glyphs for one text, or reordered: extraction needs ActualText
};

/// A word or a space in one face, one direction.
struct Piece {
  int face = 0;
  bool right_to_left = false;
  bool space = false;
  double width = 0;
  std::vector<Glyph> glyphs;
  std::string text;
};

/// A piece where it stands in its paragraph.
struct PlacedPiece {
  std::shared_ptr<const Piece> piece;
  int level = 0;  ///< of bidirectional embedding; odd is right to left
  bool may_break_after = false;
  bool must_break_before = false;
};

/// Turns spans into pieces: direction by the Unicode bidirectional algorithm, a face for each
/// character, glyphs by HarfBuzz. Keeps the words it has shaped; not for several threads at once.
class Shaper {
 public:
  explicit Shaper(const FontSet& fonts) : fonts_(fonts) {}

  /// Problem: a character that no face has ("no font has the character U+1F600").
  Result<std::vector<PlacedPiece>> shape(const Spans& spans);

  /// The piece cut into pieces none wider than `width` where it can be: for a word too long for its
  /// line.
  std::vector<std::shared_ptr<const Piece>> cut(const Piece& piece, double width);

 private:
  std::shared_ptr<const Piece> piece(int face, bool right_to_left, std::u32string_view text);

  const FontSet& fonts_;
  std::unordered_map<std::string, std::shared_ptr<const Piece>> words_;
};

}  // namespace lintel
