#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "documents/field.h"
#include "domain/date.h"
#include "domain/hash.h"
#include "domain/result.h"
#include "domain/strict_yaml.h"

namespace lintel {

/// The statutory texts that a template prints: notes by id, as fields of that name, and the set
/// from which a ground's number brings its title, kind and full text.
struct StatutoryUse {
  std::vector<std::string> notes;
  std::string grounds;

  bool any() const { return !notes.empty() || !grounds.empty(); }
};

/// One version of a document's words: front matter, and a body in Mustache and Markdown.
struct Template {
  std::string file;
  std::string name;
  std::string version;
  std::string title;
  std::string language;  ///< BCP 47, "en-GB"
  std::vector<std::string> tags;
  Date in_force_from{1900, 1, 1};
  std::string zones;           ///< the print zones, and the family whose fields it shares
  std::string statutory_form;  ///< "" for none
  std::string form_edition;
  std::string law;  ///< the provision or protocol that it answers to
  StatutoryUse statutory;
  std::vector<Field> fields;  ///< its own and its family's
  std::string body;           ///< partials in place, comments gone
  Hash hash;                  ///< of front matter and body

  const Field* field(std::string_view name) const;
};

/// What templates share, read before them.
struct TemplateParts {
  std::map<std::string, std::vector<Field>, std::less<>> families;  ///< by zones
  std::map<std::string, std::string, std::less<>> partials;         ///< name to text
};

/// Reads the fields of a `fields:` map or of a family.
ResultOfMany<std::vector<Field>> read_fields(const YamlNode& map);
/// Reads config/templates/fields.yaml.
ResultOfMany<std::map<std::string, std::vector<Field>, std::less<>>> read_families(
    std::string_view text, std::string file);

/// Reads and checks one template file. Problems, with line and column: faults of the front matter;
/// a tag that names no declared field; a required field in a section, an optional one outside its
/// own;
/// `{{{`, `{{&` and changed delimiters; unknown or endless partials; a body over 64 KiB.
ResultOfMany<Template> read_template(std::string_view text,
                                     std::string file,
                                     const TemplateParts& parts);

}  // namespace lintel
