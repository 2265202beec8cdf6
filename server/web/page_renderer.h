#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "server/web/view.h"

namespace lintel {

/// The pages' templates (Mustache), read whole at start-up, escaped without exception.
///
/// A template may take in another with {{>name}}, and "layout" takes in the page with {{>page}}:
/// both are done once, on the text, before it is parsed. A raw value ({{{x}}} or {{&x}}) is refused
/// when the templates are read: nothing that anybody typed can become markup. Safe on many threads.
class PageRenderer {
 public:
  /// Reads every *.mustache of the folder. Throws std::runtime_error naming the template and what
  /// is wrong with it: a missing part, a section left open, a raw value.
  explicit PageRenderer(const std::filesystem::path& folder);

  /// The page of that name within the layout.
  /// Throws std::logic_error when the template asks for a name that the view has not.
  std::string page(std::string_view name, const View& view) const;
  /// The template alone: a part of a page, for htmx.
  std::string part(std::string_view name, const View& view) const;

 private:
  std::string render(const std::string& key, const View& view) const;

  std::map<std::string, std::string, std::less<>> texts_;  ///< "page:case", "part:progress" -> text
  std::uint64_t
      serial_;  ///< tells this renderer's parsed templates from another's on the same thread
};

}  // namespace lintel
