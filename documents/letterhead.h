#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "documents/font_face.h"
#include "documents/page.h"
#include "domain/canonical_json.h"
#include "domain/hash.h"
#include "domain/result.h"

namespace lintel {

/// A line of the panel that offers other formats, in its own language.
struct PanelLine {
  std::string language;
  std::string text;
};

/// The landlord's own words, colours and logo: config/brand/letterhead.yaml.
struct Letterhead {
  Json fields = Json::object();  ///< the fields that templates mark `filled: letterhead`
  std::vector<PanelLine> formats_panel;
  Colour brand, ink, quiet, rule, tint;
  std::string logo_title;
  double logo_box = 1;            ///< the side of the square in which the logo is drawn
  std::vector<PlacedShape> logo;  ///< in units of that square
  std::vector<std::string> regular_fonts, bold_fonts;  ///< paths
  Hash hash;                                           ///< of the file

  std::string text(std::string_view field) const;                ///< "" when it is no text
  std::vector<std::string> lines(std::string_view field) const;  ///< of an address or a list
};

ResultOfMany<Letterhead> read_letterhead(std::string_view text, std::string file);

/// Where things may stand on the page, in points from its top left corner: config/brand/zones.yaml.
struct Zones {
  struct Area {
    double left = 0, top = 0, width = 0, height = 0;
  };
  std::string name;
  bool has_window = false;
  Area window{};                                    ///< nothing but the address shows through it
  Area contact{};                                   ///< height 0: as much as it needs
  double left = 0, right = 0, top = 0, bottom = 0;  ///< margins
  double first_body = 0;                            ///< where the body begins on page 1
  double body_size = 0, leading = 0, address_size = 0, small_size = 0;
  int max_pages = 0;
};

ResultOfMany<std::map<std::string, Zones, std::less<>>> read_zones(std::string_view text,
                                                                   std::string file);

/// Reads every font that the letterhead names, once each.
ResultOfMany<FontSet> read_fonts(const Letterhead& letterhead);

}  // namespace lintel
