#include "documents/template_body.h"

#include "documents/characters.h"
#include "domain/strict_yaml.h"

namespace lintel {
namespace {

constexpr std::size_t kLargestBody = 64 * 1024;
constexpr int kDeepestPartial = 8;
constexpr std::size_t kDeepestSection = 4;

struct Section {
  std::string name;
  const Field* field = nullptr;
  bool inverted = false;
  Place place;
};

/// Walks a body from tag to tag and writes it anew.
class Walk {
 public:
  Walk(const std::vector<Field>& fields,
       const std::map<std::string, std::string, std::less<>>& partials)
      : fields_(fields), partials_(partials) {}

  void read(std::string_view text, const std::string& file, int first_line, int depth) {
    const std::size_t sections_before = sections_.size();
    std::size_t at = 0;
    while (at < text.size() && joined_.size() <= kLargestBody) {
      const std::size_t open = text.find("{{", at);
      joined_ += text.substr(at, open == std::string_view::npos ? open : open - at);
      if (open == std::string_view::npos) break;
      const Place place = place_of(text, open, file, first_line);
      const std::size_t close = text.find("}}", open);
      if (close == std::string_view::npos) {
        fault("a tag is not closed", "Write }} at its end", place);
        break;
      }
      at = close + 2;
      read_tag(text.substr(open + 2, close - open - 2), place, depth);
      const bool triple = text.substr(open).starts_with("{{{") && text.substr(at).starts_with("}");
      if (triple) ++at;
    }
    while (sections_.size() > sections_before) {
      fault("the section " + sections_.back().name + " is not closed",
            "Write {{/" + sections_.back().name + "}}",
            sections_.back().place);
      sections_.pop_back();
    }
  }

  ResultOfMany<std::string> result(const std::string& file) {
    if (joined_.size() > kLargestBody)
      fault("the body is larger than 64 KiB", "Shorten it", {.file = file, .field = ""});
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    return std::move(joined_);
  }

 private:
  static Place place_of(std::string_view text,
                        std::size_t at,
                        const std::string& file,
                        int first_line) {
    const std::string_view before = text.substr(0, at);
    const std::size_t newline = before.rfind('\n');
    const std::string_view row = before.substr(newline == std::string_view::npos ? 0 : newline + 1);
    return {.file = file,
            .line = first_line + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
            .column = static_cast<int>(to_code_points(row).size()) + 1,
            .field = ""};
  }

  void fault(std::string what, std::string fix, Place place) {
    problems_.push_back({std::move(what), std::move(fix), std::move(place)});
  }

  void read_tag(std::string_view inside, const Place& place, int depth) {
    const char mark = inside.empty() ? ' ' : inside.front();
    switch (mark) {
      case '!':
        return;
      case '{':
      case '&':
        return fault(
            "a value is written unescaped", "Write {{name}}: values are never Markdown", place);
      case '=':
        return fault("the delimiters are changed", "Keep {{ and }}", place);
      case '>':
        return read_partial(trimmed(inside.substr(1)), place, depth);
      case '#':
      case '^':
        return open_section(trimmed(inside.substr(1)), mark == '^', place);
      case '/':
        return close_section(trimmed(inside.substr(1)), place);
      default:
        return read_variable(trimmed(inside), place);
    }
  }

  void read_partial(const std::string& name, const Place& place, int depth) {
    const auto partial = partials_.find(name);
    if (partial == partials_.end()) {
      std::vector<std::string> names;
      for (const auto& [known, text] : partials_) names.push_back(known);
      const std::string hint = did_you_mean(name, names);
      return fault("there is no partial " + name,
                   hint.empty() ? "Put it in templates/partials" : hint,
                   place);
    }
    if (depth >= kDeepestPartial)
      return fault(
          "the partial " + name + " goes round in a circle or too deep", "Take it out", place);
    read(partial->second, "partials/" + name + ".md", 1, depth + 1);
  }

  /// The field that a name means here: the row's of the innermost open list first.
  const Field* find(std::string_view name) const {
    for (auto section = sections_.rbegin(); section != sections_.rend(); ++section) {
      if (section->field == nullptr || section->inverted) continue;
      for (const Field& field : section->field->of) {
        if (field.name == name) return &field;
      }
    }
    for (const Field& field : fields_) {
      if (field.name == name) return &field;
    }
    return nullptr;
  }

  const Field* must_find(const std::string& name, Place place) {
    const Field* field = find(name);
    if (field != nullptr) return field;
    std::vector<std::string> names;
    for (const Field& known : fields_) {
      names.push_back(known.name);
      for (const Field& cell : known.of) names.push_back(cell.name);
    }
    const std::string hint = did_you_mean(name, names);
    place.field = name;
    fault("the front matter declares no field " + name,
          hint.empty() ? "Declare it under fields:" : hint,
          std::move(place));
    return nullptr;
  }

  void open_section(const std::string& name, bool inverted, const Place& place) {
    const Field* field = must_find(name, place);
    if (field != nullptr && field->required && field->type != FieldType::list) {
      fault("the section " + name + " is about a required field",
            "Only optional fields and lists have sections",
            place);
    }
    if (sections_.size() >= kDeepestSection)
      fault("sections are nested too deep", "Use at most four", place);
    joined_ += (inverted ? "{{^" : "{{#") + name + "}}";
    sections_.push_back({name, field, inverted, place});
  }

  void close_section(const std::string& name, const Place& place) {
    if (sections_.empty() || sections_.back().name != name) {
      return fault("the section " + name + " is closed but not open here",
                   "Match {{#" + name + "}} and {{/" + name + "}}",
                   place);
    }
    sections_.pop_back();
    joined_ += "{{/" + name + "}}";
  }

  void read_variable(const std::string& name, const Place& place) {
    if (name == ".") {
      const bool in_texts =
          !sections_.empty() && sections_.back().field != nullptr && !sections_.back().inverted &&
          sections_.back().field->type == FieldType::list && sections_.back().field->of.empty();
      if (!in_texts) return fault("{{.}} stands outside a list of texts", "Name the field", place);
    } else if (const Field* field = must_find(name, place)) {
      if (field->type == FieldType::list)
        return fault("the list " + name + " is written as one value",
                     "Write a section {{#" + name + "}}",
                     place);
      const auto wraps = [&](const Section& section) {
        return section.name == name && !section.inverted;
      };
      if (!field->required && std::none_of(sections_.begin(), sections_.end(), wraps)) {
        return fault("the optional field " + name + " stands outside its own section",
                     "Wrap it in {{#" + name + "}} … {{/" + name + "}}",
                     place);
      }
    }
    joined_ += "{{" + name + "}}";
  }

  const std::vector<Field>& fields_;
  const std::map<std::string, std::string, std::less<>>& partials_;
  std::vector<Section> sections_;
  std::string joined_;
  Problems problems_;
};

}  // namespace

ResultOfMany<std::string> join_body(
    std::string_view body,
    const std::string& file,
    int first_line,
    const std::vector<Field>& fields,
    const std::map<std::string, std::string, std::less<>>& partials) {
  Walk walk{fields, partials};
  walk.read(body, file, first_line, 0);
  return walk.result(file);
}

}  // namespace lintel
