#include "documents/letterhead.h"

#include <charconv>
#include <sstream>

#include "documents/characters.h"
#include "domain/strict_yaml.h"

namespace lintel {
namespace {

/// A decimal of the file, such as 24.6; absent when it is none.
std::optional<double> read_decimal(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0 || value > 1'000)
    return std::nullopt;
  return value;
}

class Lookup {
 public:
  explicit Lookup(Problems& problems) : problems_(problems) {}

  const YamlNode* find(const YamlNode& map, std::string_view key) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) fault(map, key, "is missing");
    return node;
  }
  std::string text(const YamlNode& map, std::string_view key) {
    const YamlNode* node = find(map, key);
    if (node == nullptr) return "";
    if (!node->is_scalar() || node->text.empty()) fault(*node, key, "is not a text");
    return node->text;
  }
  double decimal(const YamlNode& map, std::string_view key, double unit) {
    const YamlNode* node = find(map, key);
    if (node == nullptr) return 0;
    const std::optional<double> value = read_decimal(node->text);
    if (!value) fault(*node, key, "is not a number from 0 to 1000");
    return value.value_or(0) * unit;
  }
  Colour colour(const YamlNode& map, std::string_view key) {
    const std::string hex = text(map, key);
    unsigned value = 0;
    const auto [end, error] =
        std::from_chars(hex.data() + (hex.empty() ? 0 : 1), hex.data() + hex.size(), value, 16);
    if (hex.size() != 7 || hex[0] != '#' || error != std::errc{} ||
        end != hex.data() + hex.size()) {
      fault(map, key, "is not a colour like #0b4a53");
      return {};
    }
    return {static_cast<int>(value >> 16),
            static_cast<int>((value >> 8) & 255),
            static_cast<int>(value & 255)};
  }
  void fault(const YamlNode& node, std::string_view key, const std::string& what) {
    Place place = node.place;
    place.field = key;
    problems_.push_back(
        {"the key " + std::string(key) + " " + what, "Mend it in the file", std::move(place)});
  }

 private:
  Problems& problems_;
};

PlacedShape read_path(Lookup& lookup, const YamlNode& node) {
  PlacedShape shape;
  std::istringstream words{lookup.text(node, "path")};
  std::string word;
  bool wrong = false;
  while (words >> word && !wrong) {
    if (word == "Z") continue;
    std::string x, y;
    wrong = (word != "M" && word != "L") || !(words >> x >> y);
    const std::optional<double> across = read_decimal(x), down = read_decimal(y);
    wrong = wrong || !across || !down || (shape.points.empty() && word != "M");
    if (!wrong) shape.points.push_back({*across, *down, word == "M"});
  }
  if (wrong) lookup.fault(node, "path", "is not made of M x y, L x y and Z");
  return shape;
}

constexpr std::array<std::string_view, 7> kTexts{"landlord_name",
                                                 "landlord_short_name",
                                                 "landlord_phone",
                                                 "landlord_email",
                                                 "landlord_hours",
                                                 "landlord_status_line",
                                                 "hardship_fund_line"};
constexpr std::array<std::string_view, 3> kLists{
    "landlord_service_address", "payment_methods", "advice_agencies"};

}  // namespace

std::string Letterhead::text(std::string_view field) const {
  return fields.text(field).value_or("");
}

std::vector<std::string> Letterhead::lines(std::string_view field) const {
  std::vector<std::string> lines;
  if (const Json* list = fields.find(field); list != nullptr && list->is_array()) {
    for (const Json& line : list->as_array()) lines.push_back(line.as_string());
  }
  return lines;
}

ResultOfMany<Letterhead> read_letterhead(std::string_view text, std::string file) {
  const Result<YamlNode> root = read_strict_yaml(text, std::move(file));
  if (!root) return tl::unexpected(Problems{root.error()});
  Problems problems;
  Lookup lookup{problems};
  Letterhead made;
  for (const std::string_view key : kTexts) made.fields[key] = lookup.text(*root, key);
  for (const std::string_view key : kLists) {
    Json list = Json::array();
    if (const YamlNode* node = lookup.find(*root, key)) {
      for (const YamlNode& line : node->list) list.push(line.text);
    }
    made.fields[key] = std::move(list);
  }
  Json panel = Json::array();
  if (const YamlNode* lines = lookup.find(*root, "formats_panel")) {
    for (const YamlNode& line : lines->list) {
      made.formats_panel.push_back({lookup.text(line, "lang"), lookup.text(line, "text")});
      panel.push(made.formats_panel.back().text);
    }
  }
  made.fields["formats_panel"] = std::move(panel);

  std::map<std::string, Colour> colours;
  if (const YamlNode* named = lookup.find(*root, "colours")) {
    for (const std::string_view key : {"brand", "ink", "quiet", "rule", "tint"})
      colours[std::string(key)] = lookup.colour(*named, key);
  }
  made.brand = colours["brand"];
  made.ink = colours["ink"];
  made.quiet = colours["quiet"];
  made.rule = colours["rule"];
  made.tint = colours["tint"];
  if (const YamlNode* logo = lookup.find(*root, "logo")) {
    made.logo_title = lookup.text(*logo, "title");
    made.logo_box = lookup.decimal(*logo, "box", 1);
    if (const YamlNode* shapes = lookup.find(*logo, "shapes")) {
      for (const YamlNode& shape : shapes->list) {
        made.logo.push_back(read_path(lookup, shape));
        const auto colour = colours.find(lookup.text(shape, "colour"));
        if (colour == colours.end())
          lookup.fault(shape, "colour", "names no colour of the letterhead");
        else
          made.logo.back().colour = colour->second;
      }
    }
  }
  if (const YamlNode* fonts = lookup.find(*root, "fonts")) {
    const std::string folder = lookup.text(*fonts, "folder") + "/";
    const auto paths = [&](std::string_view key) {
      std::vector<std::string> found;
      if (const YamlNode* list = lookup.find(*fonts, key)) {
        for (const YamlNode& name : list->list) found.push_back(folder + name.text);
      }
      if (found.empty()) lookup.fault(*fonts, key, "names no font");
      return found;
    };
    made.regular_fonts = paths("regular");
    made.bold_fonts = paths("bold");
  }
  made.hash = sha256(text);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return made;
}

ResultOfMany<std::map<std::string, Zones, std::less<>>> read_zones(std::string_view text,
                                                                   std::string file) {
  const Result<YamlNode> root = read_strict_yaml(text, std::move(file));
  if (!root) return tl::unexpected(Problems{root.error()});
  Problems problems;
  Lookup lookup{problems};
  std::map<std::string, Zones, std::less<>> all;
  for (const YamlEntry& entry : root->entries) {
    const YamlNode& node = entry.value;
    Zones zones{.name = entry.key};
    if (const YamlNode* window = node.find("window")) {
      zones.has_window = true;
      zones.window = {lookup.decimal(*window, "left", kPointsPerMm),
                      lookup.decimal(*window, "top", kPointsPerMm),
                      lookup.decimal(*window, "width", kPointsPerMm),
                      lookup.decimal(*window, "height", kPointsPerMm)};
    }
    if (const YamlNode* contact = lookup.find(node, "contact")) {
      zones.contact = {lookup.decimal(*contact, "left", kPointsPerMm),
                       lookup.decimal(*contact, "top", kPointsPerMm),
                       lookup.decimal(*contact, "width", kPointsPerMm),
                       0};
    }
    if (const YamlNode* margins = lookup.find(node, "margins")) {
      zones.left = lookup.decimal(*margins, "left", kPointsPerMm);
      zones.right = lookup.decimal(*margins, "right", kPointsPerMm);
      zones.top = lookup.decimal(*margins, "top", kPointsPerMm);
      zones.bottom = lookup.decimal(*margins, "bottom", kPointsPerMm);
    }
    zones.first_body = lookup.decimal(node, "first_body", kPointsPerMm);
    zones.body_size = lookup.decimal(node, "body_size", 1);
    zones.leading = lookup.decimal(node, "leading", 1);
    zones.address_size = lookup.decimal(node, "address_size", 1);
    zones.small_size = lookup.decimal(node, "small_size", 1);
    zones.max_pages = static_cast<int>(lookup.decimal(node, "max_pages", 1));
    const bool room = zones.left + zones.right < kPageWidth / 2 &&
                      zones.first_body + zones.bottom < kPageHeight * 3 / 4 &&
                      zones.body_size >= 6 && zones.leading >= zones.body_size;
    if (!room) lookup.fault(node, entry.key, "leaves too little room on the page");
    all.emplace(entry.key, zones);
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return all;
}

ResultOfMany<FontSet> read_fonts(const Letterhead& letterhead) {
  Problems problems;
  std::vector<FontFace> faces;
  std::map<std::string, int> known;
  const auto chain = [&](const std::vector<std::string>& paths) {
    std::vector<int> indexes;
    for (const std::string& path : paths) {
      if (!known.contains(path)) {
        Result<FontFace> face = FontFace::read(path);
        if (!face) {
          problems.push_back(face.error());
          continue;
        }
        known[path] = static_cast<int>(faces.size());
        faces.push_back(*std::move(face));
      }
      indexes.push_back(known[path]);
    }
    return indexes;
  };
  std::vector<int> regular = chain(letterhead.regular_fonts);
  std::vector<int> bold = chain(letterhead.bold_fonts);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return FontSet{std::move(faces), std::move(regular), std::move(bold)};
}

}  // namespace lintel
