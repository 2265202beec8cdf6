#include "documents/characters.h"
#include "documents/document_parts.h"
#include "domain/strict_yaml.h"

namespace lintel {

const Template* DocumentParts::choose(std::string_view name,
                                      const Json& data,
                                      const RenderOptions& options,
                                      Problems& problems) const {
  const Place place{.file = std::string(name), .field = "letter_date"};
  std::vector<std::string> names;
  std::optional<Date> on;
  if (const std::optional<std::string> day = data.text("letter_date")) {
    if (const Result<Date> read = Date::parse(*day)) on = *read;
  }
  const Template* newest = nullptr;
  for (const Template& one : templates) {
    names.push_back(one.name);
    if (one.name != name) continue;
    if (newest == nullptr) newest = &one;
    const bool fits =
        options.version ? one.version == *options.version : !on || one.in_force_from <= *on;
    if (fits) return &one;
  }
  if (newest == nullptr) {
    const std::string hint = did_you_mean(name, names);
    problems.push_back({"there is no template " + std::string(name),
                        hint.empty() ? "Look in config/templates" : hint,
                        {.file = std::string(name), .field = ""}});
  } else if (options.version) {
    problems.push_back({"the template has no version " + *options.version,
                        "The latest is " + newest->version,
                        {.file = std::string(name), .field = ""}});
  } else {
    problems.push_back({"no version of the template is in force on " + on->to_words(),
                        "The first is in force from " + newest->in_force_from.to_words(),
                        place});
  }
  return nullptr;
}

void DocumentParts::refuse_unknown(const Template& chosen,
                                   const Json& data,
                                   Problems& problems) const {
  std::vector<std::string> known;
  for (const Field& field : chosen.fields) {
    if (!field.filled_here) known.push_back(field.name);
  }
  for (const auto& [key, value] : data.as_object()) {
    if (given.contains(key)) continue;
    const std::string hint = did_you_mean(key, known);
    const bool landlords = filled.contains(key);
    problems.push_back({landlords ? "the field " + key + " is the landlord's own, not the caller's"
                                  : "no template has a field " + key,
                        landlords || hint.empty() ? "Leave it out" : hint,
                        {.file = chosen.name, .field = key}});
  }
}

bool DocumentParts::add_statutory(
    const Template& chosen, Date on, Json& data, Hash& hash, Problems& problems) const {
  bool stand_in = false;
  std::string used;
  const auto use = [&](const std::string& id, const std::string& field) -> const StatutoryText* {
    const StatutoryText* text = texts.find(id, on);
    if (text == nullptr) {
      problems.push_back({"the field " + field + ": there is no statutory text " + id +
                              " in force on " + on.to_words(),
                          "Check the ground, or load the text",
                          {.file = chosen.name, .field = field}});
      return nullptr;
    }
    stand_in = stand_in || text->state == TextState::stand_in;
    used += id + " " + text->hash.to_hex() + "\n";
    return text;
  };
  for (const std::string& note : chosen.statutory.notes) {
    if (const StatutoryText* text = use(note, note)) data[note] = text->text;
  }
  const Json* grounds = data.find("grounds");
  if (!chosen.statutory.grounds.empty() && grounds != nullptr && grounds->is_array()) {
    Json filled_grounds = Json::array();
    int number = 0;
    for (Json ground : grounds->as_array()) {
      const std::string field = "grounds[" + std::to_string(++number) + "].number";
      if (const std::optional<std::string> name = ground.text("number");
          name && !trimmed(*name).empty()) {
        if (const StatutoryText* text = use(chosen.statutory.grounds + "/" + *name, field)) {
          ground["title"] = text->title;
          ground["kind"] = text->kind;
          ground["full_text"] = text->text;
        }
      }
      filled_grounds.push(std::move(ground));
    }
    data["grounds"] = std::move(filled_grounds);
  }
  hash = sha256(used);
  return stand_in;
}

void DocumentParts::refuse_missing_glyphs(const Template& chosen,
                                          const Merged& merged,
                                          Problems& problems) const {
  for (std::size_t i = 0; i < merged.values.size(); ++i) {
    for (const char32_t c : to_code_points(merged.values[i].text)) {
      const bool shows_nothing =
          c == U'\n' || c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F);
      if (c < 0x7F || shows_nothing ||
          (fonts->face_for(c, false) >= 0 && fonts->face_for(c, true) >= 0))
        continue;
      problems.push_back({"the field " + merged.paths[i] + " holds " + name_of_character(c) +
                              ", which no font has",
                          "Write it otherwise, or add a font to config/brand/letterhead.yaml",
                          {.file = chosen.name, .field = merged.paths[i]}});
      break;
    }
  }
}

}  // namespace lintel
