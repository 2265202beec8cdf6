#include "documents/to_unicode_map.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "documents/characters.h"
#include "documents/deflate.h"
#include "documents/tagged_content.h"

namespace lintel {
namespace {

/// Neighbouring glyphs that show neighbouring characters: most of an alphabet is one run.
struct GlyphRun {
  std::size_t first = 0;
  std::size_t last = 0;
  std::string text;  ///< of the first
};

/// The one character of the basic plane that a text is, or 0.
char32_t basic_character(const std::string& text) {
  const std::u32string points = to_code_points(text);
  return points.size() == 1 && points[0] < 0x10000 ? points[0] : 0;
}

std::vector<GlyphRun> runs_of(const std::vector<std::string>& texts) {
  std::vector<GlyphRun> runs;
  for (std::size_t glyph = 0; glyph < texts.size(); ++glyph) {
    if (texts[glyph].empty()) continue;
    const char32_t character = basic_character(texts[glyph]);
    if (!runs.empty() && runs.back().last + 1 == glyph && character != 0) {
      GlyphRun& run = runs.back();
      const char32_t begun = basic_character(run.text);
      // Only the last byte of either may count up within one range (Adobe technical note 5411).
      const bool same_rows = glyph >> 8 == run.first >> 8 && character >> 8 == begun >> 8;
      if (begun != 0 && character == begun + (glyph - run.first) && same_rows) {
        run.last = glyph;
        continue;
      }
    }
    runs.push_back({glyph, glyph, texts[glyph]});
  }
  return runs;
}

/// Maps of at most a hundred lines each, as they must be.
std::string mapped(const std::vector<std::string>& lines, const std::string& kind) {
  constexpr std::size_t kMostLines = 100;
  std::string map;
  for (std::size_t i = 0; i < lines.size(); i += kMostLines) {
    const std::size_t end = std::min(lines.size(), i + kMostLines);
    map += std::to_string(end - i) + " begin" + kind + "\n";
    for (std::size_t k = i; k < end; ++k) map += lines[k];
    map += "end" + kind + "\n";
  }
  return map;
}

std::string to_unicode(const std::vector<std::string>& texts) {
  const auto code = [](std::size_t glyph) {
    char hex[24];
    std::snprintf(hex, sizeof hex, "<%04zX>", glyph);
    return std::string(hex);
  };
  std::vector<std::string> alone, ranges;
  for (const GlyphRun& run : runs_of(texts)) {
    const std::string text = "<" + utf16_hex(run.text, false) + ">\n";
    if (run.first == run.last) {
      alone.push_back(code(run.first) + text);
    } else {
      ranges.push_back(code(run.first) + code(run.last) + text);
    }
  }
  return "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
         "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
         "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
         "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" +
         mapped(alone, "bfchar") + mapped(ranges, "bfrange") +
         "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace

std::string to_unicode_map(const std::vector<std::string>& texts) {
  constexpr std::size_t kMostKept = 64;
  thread_local std::map<std::string, std::string> kept;
  std::string key;
  for (const std::string& text : texts) key += text + "\n";
  if (const auto known = kept.find(key); known != kept.end()) return known->second;
  if (kept.size() >= kMostKept) kept.clear();
  return kept.emplace(std::move(key), deflate(to_unicode(texts), 6)).first->second;
}

}  // namespace lintel
