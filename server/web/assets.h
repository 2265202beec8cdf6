#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "server/http/request.h"
#include "server/http/response.h"

namespace lintel {

/// The styles, scripts, font and icon that tools/build-assets made, held in memory. Their names
/// hold the hash of their content, so browsers keep them for ever.
class Assets {
 public:
  /// Reads manifest.json and what it names. Throws std::runtime_error saying to run
  /// tools/build-assets when they are not there.
  explicit Assets(const std::filesystem::path& folder);

  /// "/assets/lintel-1b2c3d4e5f60.css". Asking for one that was not built is a bug.
  const std::string& url(std::string_view name) const;
  /// The file of a path below /assets/; 404 when there is none.
  Response answer(const std::string& path) const;

 private:
  struct File {
    std::string bytes;
    std::string type;
  };
  std::map<std::string, std::string, std::less<>> urls_;
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace lintel
