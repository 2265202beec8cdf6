#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/result.h"

struct hb_face_t;
struct hb_font_t;

namespace lintel {

/// A TrueType file, read once and never changed; many threads may ask it. Lengths are in
/// thousandths of the type size.
class FontFace {
 public:
  /// Problems: no such file; not TrueType outlines (CFF cannot be embedded as we do); embedding
  /// forbidden by its licence bits.
  static Result<FontFace> read(const std::string& path);

  FontFace(FontFace&&) noexcept;
  ~FontFace();

  bool has(char32_t code_point) const;
  std::uint32_t glyph_of(char32_t code_point) const;  ///< 0 when it has none
  double advance(std::uint32_t glyph) const;
  const std::string& postscript_name() const { return name_; }  ///< "NotoSans-Regular"
  double ascent() const { return ascent_; }
  double descent() const { return descent_; }  ///< below zero
  double cap_height() const { return cap_height_; }
  bool bold() const { return bold_; }

  hb_face_t* face() const { return face_; }  ///< for the subsetter
  hb_font_t* font() const { return font_; }  ///< for the shaper

 private:
  FontFace(hb_face_t* face, std::string name);

  hb_face_t* face_ = nullptr;
  hb_font_t* font_ = nullptr;
  std::string name_;
  double ascent_ = 0, descent_ = 0, cap_height_ = 0;
  bool bold_ = false;
};

/// The faces of a letterhead: chains in which the first face that has a character sets it.
class FontSet {
 public:
  FontSet(std::vector<FontFace> faces, std::vector<int> regular, std::vector<int> bold);

  /// The face for that character; -1 when none has it.
  int face_for(char32_t code_point, bool bold) const;
  const FontFace& face(int index) const { return faces_[static_cast<std::size_t>(index)]; }
  int size() const { return static_cast<int>(faces_.size()); }
  int first(bool bold) const { return (bold ? bold_ : regular_).front(); }

 private:
  std::vector<FontFace> faces_;
  std::vector<int> regular_, bold_;
};

}  // namespace lintel
