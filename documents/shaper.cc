#include "documents/shaper.h"

#include <fribidi.h>
#include <hb.h>

#include "documents/characters.h"

namespace lintel {
namespace {

/// Words kept between letters; past this the cache begins anew.
constexpr std::size_t kMostWords = 20'000;

struct Letter {
  char32_t code_point = 0;
  int face = 0;
  int level = 0;
  bool bold = false;
  bool unbroken = false;
  bool new_line = false;
};

bool is_space(char32_t c) {
  return c == U' ' || c == U'\u00A0' || c == U'\u202F' || c == U'\u3000';
}

/// Characters that show nothing by themselves and join or part their neighbours.
bool is_joiner(char32_t c) {
  return c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x034F;
}

bool is_mark(char32_t c) {
  const hb_unicode_general_category_t kind =
      hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
  return kind == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
         kind == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
         kind == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

/// Scripts that are written without spaces: a line may end after any of these.
bool is_ideograph(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF && c != 0x3000) || (c >= 0xAC00 && c <= 0xD7AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

bool may_be_right_to_left(char32_t c) {
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFEFC) ||
         (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

std::vector<Letter> letters_of(const Spans& spans) {
  std::vector<Letter> letters;
  for (const Span& span : spans) {
    bool first = true;
    for (char32_t c : to_code_points(span.text)) {
      if (c == U'\n' || c == U'\t') c = U' ';
      const bool new_line = first && span.line_break;
      const bool doubled =
          c == U' ' && !letters.empty() && letters.back().code_point == U' ' && !new_line;
      if (doubled && !first) continue;
      letters.push_back(
          {.code_point = c, .bold = span.bold, .unbroken = span.unbroken, .new_line = new_line});
      first = false;
    }
  }
  return letters;
}

void set_levels(std::vector<Letter>& letters) {
  const bool plain = std::none_of(letters.begin(), letters.end(), [](const Letter& l) {
    return may_be_right_to_left(l.code_point);
  });
  if (plain) return;
  const auto length = static_cast<FriBidiStrIndex>(letters.size());
  std::vector<FriBidiChar> text;
  for (const Letter& letter : letters) text.push_back(letter.code_point);
  std::vector<FriBidiCharType> types(text.size());
  std::vector<FriBidiBracketType> brackets(text.size());
  std::vector<FriBidiLevel> levels(text.size());
  fribidi_get_bidi_types(text.data(), length, types.data());
  fribidi_get_bracket_types(text.data(), length, types.data(), brackets.data());
  FriBidiParType base =
      FRIBIDI_PAR_WLTR;  // by its first strong letter, left to right when it has none
  if (fribidi_get_par_embedding_levels_ex(
          types.data(), brackets.data(), length, &base, levels.data()) == 0) {
    throw std::bad_alloc{};
  }
  for (std::size_t i = 0; i < letters.size(); ++i) letters[i].level = levels[i];
}

}  // namespace

Result<std::vector<PlacedPiece>> Shaper::shape(const Spans& spans) {
  std::vector<Letter> letters = letters_of(spans);
  set_levels(letters);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    Letter& letter = letters[i];
    const bool follows = i > 0 && (is_mark(letter.code_point) || is_joiner(letter.code_point));
    if (follows &&
        (is_joiner(letter.code_point) || fonts_.face(letters[i - 1].face).has(letter.code_point))) {
      letter.face = letters[i - 1].face;
      letter.level = letters[i - 1].level;
      continue;
    }
    letter.face =
        fonts_.face_for(letter.code_point == U'\u00A0' ? U' ' : letter.code_point, letter.bold);
    if (letter.face < 0) {
      return problem("no font has the character " + name_of_character(letter.code_point),
                     "Write it otherwise, or add a font to config/brand/letterhead.yaml");
    }
  }

  std::vector<PlacedPiece> pieces;
  for (std::size_t begin = 0; begin < letters.size();) {
    const Letter& first = letters[begin];
    std::size_t end = begin + 1;
    std::u32string text{first.code_point};
    const bool space = is_space(first.code_point);
    bool break_after =
        space && !first.unbroken && first.code_point != U'\u00A0' && first.code_point != U'\u202F';
    const auto joined = [&](const Letter& next) {
      const bool glued = is_mark(next.code_point) || is_joiner(next.code_point);
      return next.face == first.face && next.level == first.level && !next.new_line &&
             next.unbroken == first.unbroken &&
             (glued || (is_space(next.code_point) == space && !space &&
                        !is_ideograph(letters[end - 1].code_point) &&
                        !is_ideograph(next.code_point) && letters[end - 1].code_point != U'-'));
    };
    while (end < letters.size() && joined(letters[end])) text += letters[end++].code_point;
    if (!space && !first.unbroken && end < letters.size() && !is_space(letters[end].code_point)) {
      const char32_t last = text.back(), next = letters[end].code_point;
      const bool after_hyphen = last == U'-' && text.size() > 1 && !(next >= U'0' && next <= U'9');
      break_after = after_hyphen || (is_ideograph(last) && is_ideograph(next));
    }
    pieces.push_back({piece(first.face, (first.level & 1) != 0, text),
                      first.level,
                      break_after,
                      first.new_line});
    begin = end;
  }
  return pieces;
}

std::shared_ptr<const Piece> Shaper::piece(int face, bool right_to_left, std::u32string_view text) {
  std::string utf8 = to_utf8(text);
  const std::string key = std::to_string(face) + (right_to_left ? "<" : ">") + utf8;
  if (const auto known = words_.find(key); known != words_.end()) return known->second;

  hb_buffer_t* buffer = hb_buffer_create();
  hb_buffer_add_utf32(buffer,
                      reinterpret_cast<const std::uint32_t*>(text.data()),
                      static_cast<int>(text.size()),
                      0,
                      -1);
  hb_buffer_set_direction(buffer, right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_guess_segment_properties(buffer);
  hb_buffer_set_language(buffer, hb_language_from_string("en", -1));
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
  // Ligatures for looks alone would cost the text its one glyph a letter.
  const hb_feature_t features[] = {{HB_TAG('l', 'i', 'g', 'a'), 0, 0, ~0u},
                                   {HB_TAG('c', 'l', 'i', 'g'), 0, 0, ~0u}};
  hb_shape(fonts_.face(face).font(), buffer, features, 2);

  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
  auto shaped = std::make_shared<Piece>();
  shaped->face = face;
  shaped->right_to_left = right_to_left;
  shaped->space = text.size() == 1 && is_space(text.front());
  shaped->text = std::move(utf8);
  std::vector<std::uint32_t> clusters;
  double pen = 0;
  for (unsigned i = 0; i < count; ++i) {
    shaped->glyphs.push_back({infos[i].codepoint,
                              pen + positions[i].x_offset / 64.0,
                              positions[i].y_offset / 64.0,
                              "",
                              false});
    clusters.push_back(infos[i].cluster);
    pen += positions[i].x_advance / 64.0;
  }
  shaped->width = pen;
  hb_buffer_destroy(buffer);
  if (right_to_left) {
    std::reverse(shaped->glyphs.begin(), shaped->glyphs.end());
    std::reverse(clusters.begin(), clusters.end());
  }
  for (std::size_t i = 0; i < clusters.size();) {
    std::size_t next = i + 1;
    while (next < clusters.size() && clusters[next] == clusters[i]) ++next;
    const std::size_t text_end = next < clusters.size() ? clusters[next] : text.size();
    shaped->glyphs[i].text = to_utf8(text.substr(clusters[i], text_end - clusters[i]));
    for (std::size_t k = i; k < next; ++k) shaped->glyphs[k].clustered = next - i > 1;
    i = next;
  }
  if (words_.size() >= kMostWords) words_.clear();
  words_.emplace(key, shaped);
  return shaped;
}

std::vector<std::shared_ptr<const Piece>> Shaper::cut(const Piece& whole, double width) {
  const std::u32string text = to_code_points(whole.text);
  std::vector<std::shared_ptr<const Piece>> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    double wide = 0;
    while (end < text.size()) {
      std::size_t next = end + 1;
      while (next < text.size() && (is_mark(text[next]) || is_joiner(text[next]))) ++next;
      const double more =
          piece(whole.face, whole.right_to_left, std::u32string_view(text).substr(end, next - end))
              ->width;
      if (end > begin && wide + more > width) break;
      wide += more;
      end = next;
    }
    parts.push_back(piece(
        whole.face, whole.right_to_left, std::u32string_view(text).substr(begin, end - begin)));
    begin = end;
  }
  return parts;
}

}  // namespace lintel
