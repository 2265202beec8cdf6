#include "documents/font_face.h"

#include <hb-ot.h>
#include <hb.h>

#include <filesystem>

namespace lintel {
namespace {

unsigned read_u16(hb_face_t* face, hb_tag_t table, unsigned at) {
  hb_blob_t* blob = hb_face_reference_table(face, table);
  unsigned length = 0;
  const char* bytes = hb_blob_get_data(blob, &length);
  const auto byte = [&](unsigned i) -> unsigned { return static_cast<unsigned char>(bytes[i]); };
  const unsigned value = at + 2 <= length ? (byte(at) << 8) | byte(at + 1) : 0;
  hb_blob_destroy(blob);
  return value;
}

bool has_table(hb_face_t* face, hb_tag_t table) {
  hb_blob_t* blob = hb_face_reference_table(face, table);
  const bool there = hb_blob_get_length(blob) > 0;
  hb_blob_destroy(blob);
  return there;
}

}  // namespace

Result<FontFace> FontFace::read(const std::string& path) {
  const auto file_problem = [&](std::string what, std::string fix) {
    return problem("the font " + std::move(what), std::move(fix), {.file = path, .field = ""});
  };
  hb_blob_t* blob = hb_blob_create_from_file_or_fail(path.c_str());
  if (blob == nullptr)
    return file_problem("cannot be read",
                        "Install Debian's fonts-noto-core and fonts-droid-fallback");
  hb_face_t* face = hb_face_create(blob, 0);
  hb_blob_destroy(blob);
  if (!has_table(face, HB_TAG('g', 'l', 'y', 'f'))) {
    hb_face_destroy(face);
    return file_problem("has no TrueType outlines", "Choose a .ttf with a glyf table");
  }
  constexpr unsigned kEmbeddingAt = 8,
                     kRestricted = 0x0002;  // OS/2 fsType: a licence that forbids embedding
  if ((read_u16(face, HB_TAG('O', 'S', '/', '2'), kEmbeddingAt) & 0x000F) == kRestricted) {
    hb_face_destroy(face);
    return file_problem("may not be embedded by its licence", "Choose another");
  }
  return FontFace{face, std::filesystem::path(path).stem().string()};
}

FontFace::FontFace(hb_face_t* face, std::string name) : face_(face), name_(std::move(name)) {
  hb_face_make_immutable(face_);
  font_ = hb_font_create(face_);
  hb_font_set_scale(font_, 1'000 * 64, 1'000 * 64);  // sixty-fourths, so that sums stay exact
  hb_font_make_immutable(font_);
  hb_font_extents_t extents{};
  hb_font_get_h_extents(font_, &extents);
  ascent_ = extents.ascender / 64.0;
  descent_ = extents.descender / 64.0;
  hb_position_t cap = 0;
  cap_height_ =
      hb_ot_metrics_get_position(font_, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap) != 0 ? cap / 64.0 : 700;
  bold_ = name_.find("Bold") != std::string::npos;
}

FontFace::FontFace(FontFace&& other) noexcept
    : face_(std::exchange(other.face_, nullptr)),
      font_(std::exchange(other.font_, nullptr)),
      name_(std::move(other.name_)),
      ascent_(other.ascent_),
      descent_(other.descent_),
      cap_height_(other.cap_height_),
      bold_(other.bold_) {
}

FontFace::~FontFace() {
  hb_font_destroy(font_);
  hb_face_destroy(face_);
}

std::uint32_t FontFace::glyph_of(char32_t code_point) const {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(font_, code_point, &glyph) != 0 ? glyph : 0;
}

bool FontFace::has(char32_t code_point) const {
  return glyph_of(code_point) != 0;
}

double FontFace::advance(std::uint32_t glyph) const {
  return hb_font_get_glyph_h_advance(font_, glyph) / 64.0;
}

FontSet::FontSet(std::vector<FontFace> faces, std::vector<int> regular, std::vector<int> bold)
    : faces_(std::move(faces)), regular_(std::move(regular)), bold_(std::move(bold)) {
}

int FontSet::face_for(char32_t code_point, bool bold) const {
  for (const int index : bold ? bold_ : regular_) {
    if (faces_[static_cast<std::size_t>(index)].has(code_point)) return index;
  }
  return -1;
}

}  // namespace lintel
