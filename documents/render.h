#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/field.h"
#include "domain/canonical_json.h"
#include "domain/date.h"
#include "domain/hash.h"
#include "domain/result.h"

namespace lintel {

/// A laid-out letter, notice or paper to one person, as PDF and as the same lines in plain text.
struct Rendered {
  std::string pdf;
  int pages = 0;
  Hash pdf_hash;    ///< of `pdf`; the name under which it is kept
  Hash input_hash;  ///< of template, texts, letterhead and fields: equal means equal bytes
  std::string template_name;
  std::string template_version;
  std::string title;              ///< "Notice seeking possession"
  std::vector<std::string> tags;  ///< "arrears_demand", "statutory", "neutral", "court"
  bool specimen =
      false;          ///< holds a statutory text that the landlord has not adopted: not for service
  std::string text;   ///< every line as placed, in reading order; pages parted by "\f"
  std::string boxes;  ///< the same with page, place and size of each line, for comparison
};

/// What a caller may ask of a template before rendering it.
struct TemplateSummary {
  std::string name;     ///< "letter_1"
  std::string version;  ///< "1"
  std::string title;    ///< "You owe rent: please contact us"
  std::vector<std::string> tags;
  Date in_force_from;
  std::string statutory_form;  ///< "Form 3", or "" for a letter
  std::string form_edition;    ///< which edition of that form; "" for a letter
  std::vector<Field> fields;   ///< all that it declares, in order
  Hash hash;                   ///< of its file with its partials: changes when a word changes
};

struct RenderOptions {
  std::optional<std::string>
      version;  ///< that version; else the latest in force on the field letter_date
};

/// The landlord's templates, statutory texts, letterhead and fonts, read and checked once.
///
/// Immutable and safe to use from many threads at once. A document is a function of its inputs: the
/// same set, template and data give the same bytes, on any thread and in any order. Nothing here
/// reads a clock, so the dates in a letter and in its PDF are those of the data.
class DocumentSet {
 public:
  /// Reads `config_folder`/templates/**/*.md, templates/partials, templates/statutory and brand/.
  /// Problems: each fault with file, line and column (a field that the body names and the front
  /// matter does not declare, a font that is not installed, …).
  static ResultOfMany<DocumentSet> read(const std::string& config_folder);

  DocumentSet(DocumentSet&&) noexcept;
  DocumentSet& operator=(DocumentSet&&) noexcept;
  ~DocumentSet();

  /// One document to one person: for joint tenants call it once for each, with their own
  /// `recipient_block`, `salutation_name` and copy fields.
  ///
  /// `data` is an object of the template's fields, spelt as field.h says. It may also hold fields
  /// that only other templates of this set declare; a name that no template knows is refused.
  /// Problems, each with the template as place.file and the field as place.field: a required field
  /// that is absent, null or empty; a value of the wrong type; a character that no font has or that
  /// could disturb the page; an address that does not fit the envelope's window; an unknown
  /// template.
  ResultOfMany<Rendered> render(std::string_view template_name,
                                const Json& data,
                                const RenderOptions& options = {}) const;

  /// Every template and version, by name.
  std::vector<TemplateSummary> templates() const;
  /// The latest version of it that is in force on that day; absent when there is none.
  std::optional<TemplateSummary> find(std::string_view template_name, Date on) const;
  /// The sample data beside the template file (NAME.sample.json); a Problem when there is none.
  Result<Json> sample(std::string_view template_name) const;

 private:
  struct Parts;
  explicit DocumentSet(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

/// Checks the templates under a configuration folder as `lintel check` does, without rendering.
Problems check_documents(const std::string& config_folder);

}  // namespace lintel
