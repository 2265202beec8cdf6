#pragma once

#include <memory>
#include <string>
#include <vector>

#include "documents/template.h"
#include "documents/value.h"
#include "domain/canonical_json.h"
#include "domain/result.h"

namespace lintel {

/// A body with a sentinel in place of each value: Markdown that holds none of the caller's text.
///
/// The sentinel of values[n] is the one character U+F0000 + n, of the supplementary private use
/// area, which no template and no value may hold. Values are bound after the Markdown has been
/// read, so that whatever a tenant's name looks like, it is never a heading, a link or a row.
struct Merged {
  std::string text;
  std::vector<FieldValue> values;
  std::vector<std::string> paths;  ///< the field of each value: "grounds[2].reasons"
};

constexpr char32_t kFirstSentinel = 0xF0000;
constexpr std::size_t kMostValues = 65'000;

/// One template's body, parsed once. fill() may be called from many threads.
class Merge {
 public:
  explicit Merge(const Template& parsed);
  Merge(Merge&&) noexcept;
  ~Merge();

  /// Problems, with the template as place.file and the field as place.field: a required field that
  /// is absent, null or empty, and any value that its type refuses.
  ResultOfMany<Merged> fill(const Json& data) const;

 private:
  struct Parsed;
  const Template& template_;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace lintel
