#include "documents/subset_cache.h"

#include <hb-subset.h>
#include <hb.h>

#include <cmath>
#include <stdexcept>

#include "documents/characters.h"
#include "documents/deflate.h"
#include "domain/hash.h"

namespace lintel {
namespace {

constexpr std::size_t kMostKept = 512;

struct FreeInput {
  void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
};
struct FreePlan {
  void operator()(hb_subset_plan_t* plan) const { hb_subset_plan_destroy(plan); }
};

/// Six capital letters, as subset names begin (ISO 32000-1 §9.6.4), from the glyphs.
std::string tag_of(const std::string& name, const std::vector<std::uint32_t>& glyphs) {
  std::string words = name;
  for (const std::uint32_t glyph : glyphs) words += " " + std::to_string(glyph);
  const Hash hash = sha256(words);
  std::string tag;
  for (std::size_t i = 0; i < 6; ++i) tag += static_cast<char>('A' + hash.bytes[i] % 26);
  return tag;
}

FontProgram make_program(const FontFace& face, const std::vector<std::uint32_t>& glyphs) {
  const std::unique_ptr<hb_subset_input_t, FreeInput> input{hb_subset_input_create_or_fail()};
  if (!input) throw std::bad_alloc{};
  hb_subset_input_set_flags(input.get(),
                            HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  for (const std::uint32_t glyph : glyphs)
    hb_set_add(hb_subset_input_glyph_set(input.get()), glyph);
  // The glyphs are chosen already: no substitution may add more, and layout tables are not
  // embedded.
  hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const hb_tag_t table : {HB_TAG('G', 'S', 'U', 'B'),
                               HB_TAG('G', 'P', 'O', 'S'),
                               HB_TAG('G', 'D', 'E', 'F'),
                               HB_TAG('n', 'a', 'm', 'e'),
                               HB_TAG('p', 'o', 's', 't'),
                               HB_TAG('O', 'S', '/', '2'),
                               HB_TAG('c', 'm', 'a', 'p'),
                               HB_TAG('v', 'h', 'e', 'a'),
                               HB_TAG('v', 'm', 't', 'x')}) {
    hb_set_add(dropped, table);
  }
  const std::unique_ptr<hb_subset_plan_t, FreePlan> plan{
      hb_subset_plan_create_or_fail(face.face(), input.get())};
  hb_face_t* cut = plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr;
  if (cut == nullptr)
    throw std::runtime_error("the font " + face.postscript_name() + " cannot be cut down");

  FontProgram made;
  hb_blob_t* blob = hb_face_reference_blob(cut);
  unsigned length = 0;
  const char* bytes = hb_blob_get_data(blob, &length);
  made.length = length;
  made.bytes = deflate({bytes, length}, 12);
  hb_blob_destroy(blob);
  const unsigned count = hb_face_get_glyph_count(cut);
  hb_face_destroy(cut);

  made.name = tag_of(face.postscript_name(), glyphs) + "+" + face.postscript_name();
  made.widths.resize(count);
  made.texts.resize(count);
  const hb_map_t* renumbered = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  for (const std::uint32_t glyph : glyphs) {
    const hb_codepoint_t fresh = hb_map_get(renumbered, glyph);
    if (fresh >= count)
      throw std::runtime_error("the font " + face.postscript_name() + " lost a glyph");
    made.renumbered[glyph] = fresh;
    made.widths[fresh] = static_cast<int>(std::lround(face.advance(glyph)));
  }
  made.ascent = face.ascent();
  made.descent = face.descent();
  made.cap_height = face.cap_height();
  made.bold = face.bold();
  return made;
}

}  // namespace

SubsetCache::SubsetCache(const FontSet& fonts,
                         std::string_view common,
                         std::string_view common_bold)
    : fonts_(fonts) {
  for (const bool bold : {false, true}) {
    for (const char32_t c : to_code_points(bold ? common_bold : common)) {
      const int face = fonts.first(bold);
      const std::uint32_t glyph = fonts.face(face).glyph_of(c);
      if (glyph == 0) continue;
      common_[face].insert(glyph);
      known_[face].emplace(glyph, c);
    }
  }
}

std::shared_ptr<const FontProgram> SubsetCache::program(int face,
                                                        const std::set<std::uint32_t>& glyphs) {
  std::set<std::uint32_t> all = glyphs;
  if (const auto common = common_.find(face); common != common_.end())
    all.insert(common->second.begin(), common->second.end());
  std::vector<std::uint32_t> wanted(all.begin(), all.end());
  std::pair<int, std::vector<std::uint32_t>> key{face, wanted};
  {
    const std::lock_guard lock{guard_};
    if (const auto kept = kept_.find(key); kept != kept_.end()) return kept->second;
  }
  auto made = std::make_shared<FontProgram>(make_program(fonts_.face(face), wanted));
  if (const auto known = known_.find(face); known != known_.end()) {
    for (const auto& [glyph, character] : known->second)
      append_utf8(made->texts[made->renumbered[glyph]], character);
  }
  const std::lock_guard lock{guard_};
  if (kept_.size() >= kMostKept) kept_.clear();
  return kept_.emplace(std::move(key), std::move(made)).first->second;
}

}  // namespace lintel
