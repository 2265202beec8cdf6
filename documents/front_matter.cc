#include <set>

#include "documents/characters.h"
#include "documents/template.h"
#include "documents/template_body.h"

namespace lintel {
namespace {

/// Reads a map's keys one by one, keeps what is wrong, and in the end names the keys that nobody
/// read.
class Keys {
 public:
  Keys(const YamlNode& map, Problems& problems) : map_(map), problems_(problems) {}

  const YamlNode* find(std::string_view key) {
    known_.emplace_back(key);
    return map_.find(key);
  }
  std::string text(std::string_view key, bool required = true) {
    const YamlNode* node = find(key);
    if (node == nullptr || node->is_null || !node->is_scalar() || node->text.empty()) {
      if (required || (node != nullptr && !node->is_scalar()))
        fault(node, key, "is missing or empty", "Write " + std::string(key) + ": and its value");
      return "";
    }
    return node->text;
  }
  bool yes(std::string_view key, bool otherwise) {
    const YamlNode* node = find(key);
    if (node == nullptr) return otherwise;
    if (node->text == "yes" || node->text == "true") return true;
    if (node->text == "no" || node->text == "false") return false;
    fault(node, key, "is neither yes nor no", "Write yes or no");
    return otherwise;
  }
  void fault(const YamlNode* node, std::string_view key, std::string what, std::string fix) {
    Place place = node != nullptr ? node->place : map_.place;
    place.field = key;
    problems_.push_back(
        {"the key " + std::string(key) + " " + std::move(what), std::move(fix), std::move(place)});
  }
  void refuse_others() {
    for (const YamlEntry& entry : map_.entries) {
      if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
      const std::string hint = did_you_mean(entry.key, known_);
      problems_.push_back({"there is no key " + entry.key + " here",
                           hint.empty() ? "Remove it" : hint,
                           entry.place});
    }
  }

 private:
  const YamlNode& map_;
  Problems& problems_;
  std::vector<std::string> known_;
};

Field read_field(std::string name, const YamlNode& node, Place place, Problems& problems) {
  Field field{.name = std::move(name), .of = {}, .place = std::move(place)};
  if (!node.is_map()) {
    problems.push_back({"the field " + field.name + " has no type",
                        "Write {type: text, required: yes}",
                        field.place});
    return field;
  }
  Keys keys{node, problems};
  const Result<FieldType> type = parse_field_type(keys.text("type"));
  if (type) {
    field.type = *type;
  } else {
    keys.fault(node.find("type"), "type", "is wrong: " + type.error().what, type.error().fix);
  }
  field.required = keys.yes("required", true);
  const std::string format = keys.text("format", false);
  field.weekday = format == "weekday";
  if (!format.empty() && format != "weekday")
    keys.fault(node.find("format"), "format", "is not known", "Only dates have one: weekday");
  const std::string above = keys.text("above", false);
  field.above_zero = above == "0";
  if (!above.empty() && above != "0")
    keys.fault(node.find("above"), "above", "can only be 0", "Write above: 0");
  const std::string filled = keys.text("filled", false);
  field.filled_here = !filled.empty();
  if (!filled.empty() && filled != "letterhead" && filled != "statutory") {
    keys.fault(node.find("filled"), "filled", "is not known", "Write letterhead or statutory");
  }
  const std::string most = keys.text("max_lines", false);
  if (!most.empty())
    field.max_lines = most.size() == 1 && most[0] >= '1' && most[0] <= '9' ? most[0] - '0' : 0;
  if (!most.empty() && field.max_lines == 0)
    keys.fault(node.find("max_lines"), "max_lines", "is not 1 to 9", "Write 7");
  if (const YamlNode* of = keys.find("of")) {
    ResultOfMany<std::vector<Field>> row = read_fields(*of);
    if (row) {
      field.of = *std::move(row);
    } else {
      problems.insert(problems.end(), row.error().begin(), row.error().end());
    }
    for (const Field& cell : field.of) {
      if (cell.type == FieldType::list)
        problems.push_back({"a list inside a list", "Give the row plain fields", cell.place});
    }
  }
  keys.refuse_others();
  return field;
}

std::vector<std::string> read_names(Keys& keys, const YamlNode* node, std::string_view key) {
  std::vector<std::string> names;
  if (node == nullptr) return names;
  if (!node->is_list()) {
    keys.fault(node, key, "is not a list", "Write [one, two]");
    return names;
  }
  for (const YamlNode& name : node->list) names.push_back(name.text);
  return names;
}

void read_statutory(Template& made, Keys& keys, Problems& problems) {
  const YamlNode* node = keys.find("statutory_texts");
  if (node == nullptr) return;
  Keys inner{*node, problems};
  made.statutory.notes = read_names(inner, inner.find("notes"), "notes");
  made.statutory.grounds = inner.text("grounds", false);
  inner.refuse_others();
  for (const std::string& note : made.statutory.notes) {
    made.fields.push_back({.name = note,
                           .type = FieldType::long_text,
                           .filled_here = true,
                           .of = {},
                           .place = node->place});
  }
}

constexpr std::array<std::string_view, 4> kTags{"arrears_demand", "statutory", "neutral", "court"};

void read_head(Template& made,
               const YamlNode& head,
               const TemplateParts& parts,
               Problems& problems) {
  Keys keys{head, problems};
  made.name = keys.text("name");
  made.version = keys.text("version");
  made.title = keys.text("title");
  made.language = keys.text("language");
  made.law = keys.text("law");
  made.zones = keys.text("zones");
  made.statutory_form = keys.text("statutory_form");
  if (made.statutory_form == "none") made.statutory_form.clear();
  made.form_edition = keys.text("form_edition", !made.statutory_form.empty());
  made.tags = read_names(keys, keys.find("tags"), "tags");
  if (made.tags.empty())
    keys.fault(head.find("tags"), "tags", "is missing or empty", "Write tags: [arrears_demand]");
  for (const std::string& tag : made.tags) {
    if (std::find(kTags.begin(), kTags.end(), tag) == kTags.end()) {
      keys.fault(head.find("tags"),
                 "tags",
                 "names " + tag,
                 "Use arrears_demand, statutory, neutral or court");
    }
  }
  const Result<Date> from = Date::parse(keys.text("in_force_from"));
  if (from) {
    made.in_force_from = *from;
  } else {
    keys.fault(head.find("in_force_from"), "in_force_from", "is no date", "Write it as 2026-10-01");
  }
  if (const YamlNode* fields = keys.find("fields")) {
    ResultOfMany<std::vector<Field>> own = read_fields(*fields);
    if (own) {
      made.fields = *std::move(own);
    } else {
      problems.insert(problems.end(), own.error().begin(), own.error().end());
    }
  }
  read_statutory(made, keys, problems);
  const auto family = parts.families.find(made.zones);
  if (family == parts.families.end()) {
    keys.fault(head.find("zones"),
               "zones",
               "names no zones of fields.yaml: " + made.zones,
               "Use letter, notice or internal");
  } else {
    for (const Field& shared : family->second) {
      if (made.field(shared.name) == nullptr) made.fields.push_back(shared);
    }
  }
  keys.refuse_others();
}

}  // namespace

const Field* Template::field(std::string_view wanted) const {
  for (const Field& candidate : fields) {
    if (candidate.name == wanted) return &candidate;
  }
  return nullptr;
}

ResultOfMany<std::vector<Field>> read_fields(const YamlNode& map) {
  Problems problems;
  std::vector<Field> fields;
  if (!map.is_map())
    problems.push_back({"the fields are not a map", "Write name: {type: text}", map.place});
  for (const YamlEntry& entry : map.entries) {
    Place place = entry.place;
    place.field = entry.key;
    const bool plain =
        !entry.key.empty() &&
        entry.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
    if (!plain)
      problems.push_back(
          {"a field is named \"" + entry.key + "\"", "Use small letters, digits and _", place});
    fields.push_back(read_field(entry.key, entry.value, place, problems));
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return fields;
}

ResultOfMany<std::map<std::string, std::vector<Field>, std::less<>>> read_families(
    std::string_view text, std::string file) {
  const Result<YamlNode> root = read_strict_yaml(text, std::move(file));
  if (!root) return tl::unexpected(Problems{root.error()});
  std::map<std::string, std::vector<Field>, std::less<>> families;
  Problems problems;
  for (const YamlEntry& entry : root->entries) {
    ResultOfMany<std::vector<Field>> fields = read_fields(entry.value);
    if (fields) {
      families.emplace(entry.key, *std::move(fields));
    } else {
      problems.insert(problems.end(), fields.error().begin(), fields.error().end());
    }
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return families;
}

ResultOfMany<Template> read_template(std::string_view text,
                                     std::string file,
                                     const TemplateParts& parts) {
  constexpr std::string_view kFence = "---\n";
  const std::size_t end = text.find("\n---\n", kFence.size() - 1);
  if (!text.starts_with(kFence) || end == std::string_view::npos) {
    return tl::unexpected(Problems{{"there is no front matter",
                                    "Begin with a line --- , the keys, and a line ---",
                                    {.file = file, .line = 1, .field = ""}}});
  }
  if (const auto wrong = unwanted_character(text, true)) {
    return tl::unexpected(Problems{{"the template cannot be read: " + *wrong,
                                    "Remove that character",
                                    {.file = file, .field = ""}}});
  }
  // A newline in place of the fence, so that lines are counted as in the file.
  const std::string yaml = "\n" + std::string(text.substr(kFence.size(), end + 1 - kFence.size()));
  const Result<YamlNode> head = read_strict_yaml(yaml, file);
  if (!head) return tl::unexpected(Problems{head.error()});

  Problems problems;
  Template made;
  made.file = file;
  if (!head->is_map()) {
    problems.push_back(
        {"the front matter is not a map", "Write name: and the other keys", head->place});
    return tl::unexpected(std::move(problems));
  }
  read_head(made, *head, parts, problems);

  const std::size_t body_at = end + 5;
  const auto lines_before = static_cast<int>(
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(body_at), '\n'));
  ResultOfMany<std::string> body =
      join_body(text.substr(body_at), made.file, lines_before + 1, made.fields, parts.partials);
  if (body) {
    made.body = *std::move(body);
  } else {
    problems.insert(problems.end(), body.error().begin(), body.error().end());
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  made.hash = sha256(yaml + "\n---\n" + made.body);
  return made;
}

}  // namespace lintel
