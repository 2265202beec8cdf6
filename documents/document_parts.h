#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "documents/letterhead.h"
#include "documents/merge.h"
#include "documents/render.h"
#include "documents/shaper_pool.h"
#include "documents/statutory_text.h"
#include "documents/subset_cache.h"
#include "documents/template.h"

namespace lintel {

/// What a DocumentSet has read, and the questions that a render asks of it before anything is laid
/// out. Read once, then const; its pools and caches lock for themselves.
struct DocumentParts {
  TemplateParts shared;
  std::deque<Template> templates;  ///< by name, then the latest first
  std::deque<Merge> merges;        ///< merges[i] is of templates[i]
  std::map<std::string, std::string, std::less<>> samples;
  StatutoryTexts texts;
  Letterhead letterhead;
  std::map<std::string, Zones, std::less<>> zones;
  Hash zones_hash;
  std::optional<FontSet> fonts;
  std::unique_ptr<SubsetCache> subsets;
  std::unique_ptr<ShaperPool> shapers;
  std::set<std::string, std::less<>> given;   ///< fields that callers give, of all templates
  std::set<std::string, std::less<>> filled;  ///< fields that the landlord's files give

  /// Each adds what is wrong, with its place, and reads on.
  void read_templates(const std::filesystem::path& folder, Problems& problems);
  void read_brand(const std::filesystem::path& folder, Problems& problems);
  void check_texts(Problems& problems) const;

  /// Null when there is no such template, version or day; then a problem says which.
  const Template* choose(std::string_view name,
                         const Json& data,
                         const RenderOptions& options,
                         Problems& problems) const;
  void refuse_unknown(const Template& chosen, const Json& data, Problems& problems) const;
  /// Fills notes and grounds in and gives their hash; true when any of them is a stand-in.
  bool add_statutory(
      const Template& chosen, Date on, Json& data, Hash& hash, Problems& problems) const;
  void refuse_missing_glyphs(const Template& chosen,
                             const Merged& merged,
                             Problems& problems) const;
};

}  // namespace lintel
