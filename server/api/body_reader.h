#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "domain/canonical_json.h"
#include "domain/result.h"

namespace lintel {

/// Reads the members of a JSON body, each with a Problem that names the field. Remembers the first
/// thing wrong; ask for it once everything has been read.
class BodyReader {
 public:
  /// `body` must be one JSON object.
  explicit BodyReader(std::string_view body);

  std::string text(std::string_view name);  ///< needed
  std::string text_or(std::string_view name, std::string_view otherwise);
  bool yes_no(std::string_view name);         ///< needed
  std::int64_t whole(std::string_view name);  ///< needed
  /// The member as it stands; null when absent.
  const Json& member(std::string_view name) const;
  /// Refuses members that nobody asked for, so that a misspelt one is not ignored.
  void only(std::initializer_list<std::string_view> names);

  const std::optional<Problem>& wrong() const { return wrong_; }

 private:
  void refuse(std::string_view name, std::string what, std::string fix);

  Json body_;
  std::optional<Problem> wrong_;
};

}  // namespace lintel
