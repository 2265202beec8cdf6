#include "documents/statutory_text.h"

#include "documents/characters.h"
#include "domain/strict_yaml.h"

namespace lintel {
namespace {

class Reader {
 public:
  Problems problems;
  std::vector<StatutoryText> texts;

  void read(const YamlNode& root) {
    if (const YamlNode* sets = root.find("grounds")) {
      for (const YamlEntry& set : sets->entries) {
        for (const YamlNode& ground : set.value.list)
          read_text(ground, set.key + "/" + scalar(ground, "number"), true);
      }
    }
    if (const YamlNode* notes = root.find("notes")) {
      for (const YamlNode& note : notes->list) read_text(note, scalar(note, "id"), false);
    }
  }

 private:
  std::string scalar(const YamlNode& node, std::string_view key) {
    const YamlNode* value = node.find(key);
    if (value == nullptr || !value->is_scalar() || value->text.empty()) {
      Place place = node.place;
      place.field = key;
      problems.push_back(
          {"the key " + std::string(key) + " is missing or empty", "Write it", std::move(place)});
      return "";
    }
    return value->text;
  }

  std::optional<Date> day(const YamlNode& node, std::string_view key) {
    const Result<Date> read = Date::parse(scalar(node, key));
    if (read) return *read;
    Place place = node.place;
    place.field = key;
    problems.push_back({"the key " + std::string(key) + " is no date",
                        "Write it as 2026-05-01",
                        std::move(place)});
    return std::nullopt;
  }

  void read_text(const YamlNode& node, std::string id, bool ground) {
    StatutoryText made;
    made.id = std::move(id);
    made.edition = scalar(node, "edition");
    made.citation = scalar(node, "citation");
    made.text = trimmed(scalar(node, "text"));
    if (const std::optional<Date> from = day(node, "in_force_from")) made.in_force_from = *from;
    if (node.find("in_force_to") != nullptr) made.in_force_to = day(node, "in_force_to");
    if (ground) {
      made.title = scalar(node, "title");
      made.kind = scalar(node, "kind");
    }
    made.hash = sha256(made.title + "\n" + made.kind + "\n" + made.text);
    texts.push_back(std::move(made));
  }
};

}  // namespace

ResultOfMany<StatutoryTexts> StatutoryTexts::read(
    const std::vector<std::pair<std::string, std::string>>& texts,
    std::string_view adopted,
    const std::string& adopted_file) {
  Reader reader;
  for (const auto& [file, content] : texts) {
    const Result<YamlNode> root = read_strict_yaml(content, file);
    if (root) {
      reader.read(*root);
    } else {
      reader.problems.push_back(root.error());
    }
  }
  if (!adopted.empty()) {
    const Result<YamlNode> root = read_strict_yaml(adopted, adopted_file);
    if (!root) reader.problems.push_back(root.error());
    const YamlNode* list = root ? root->find("adopted") : nullptr;
    for (const YamlNode& entry : list != nullptr ? list->list : std::vector<YamlNode>{}) {
      const YamlNode *id = entry.find("id"), *edition = entry.find("edition"),
                     *hash = entry.find("sha256");
      const YamlNode *approver = entry.find("approved_by"), *second = entry.find("second_person");
      const bool whole = id != nullptr && edition != nullptr && hash != nullptr &&
                         approver != nullptr && second != nullptr;
      if (!whole || approver->text == second->text) {
        reader.problems.push_back(
            {"an adoption needs id, edition, sha256, approved_by and another second_person",
             "Write all five",
             entry.place});
        continue;
      }
      // Words that have changed since are not the words that were adopted.
      for (StatutoryText& text : reader.texts) {
        if (text.id == id->text && text.edition == edition->text &&
            text.hash.to_hex() == hash->text)
          text.state = TextState::adopted;
      }
    }
  }
  if (!reader.problems.empty()) return tl::unexpected(std::move(reader.problems));
  StatutoryTexts made;
  made.texts_ = std::move(reader.texts);
  return made;
}

const StatutoryText* StatutoryTexts::find(std::string_view id, Date on) const {
  const StatutoryText* best = nullptr;
  for (const StatutoryText& text : texts_) {
    const bool in_force =
        text.id == id && text.in_force_from <= on && (!text.in_force_to || on <= *text.in_force_to);
    if (in_force &&
        (best == nullptr || text.state < best->state || text.in_force_from > best->in_force_from))
      best = &text;
  }
  return best;
}

bool StatutoryTexts::knows(std::string_view id) const {
  return std::any_of(
      texts_.begin(), texts_.end(), [&](const StatutoryText& text) { return text.id == id; });
}

bool StatutoryTexts::has_grounds(std::string_view set) const {
  const std::string prefix = std::string(set) + "/";
  return std::any_of(texts_.begin(), texts_.end(), [&](const StatutoryText& text) {
    return text.id.starts_with(prefix);
  });
}

}  // namespace lintel
