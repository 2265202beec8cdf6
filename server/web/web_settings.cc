#include "server/web/web_settings.h"

#include <stdexcept>

namespace lintel {

WebSettings find_web_folders(const std::filesystem::path& program) {
  for (auto folder = std::filesystem::weakly_canonical(program).parent_path(); !folder.empty();
       folder = folder.parent_path()) {
    if (std::filesystem::is_directory(folder / "server/web/templates")) {
      WebSettings settings;
      settings.templates = folder / "server/web/templates";
      settings.assets = folder / "build/assets";
      return settings;
    }
    if (folder == folder.root_path()) break;
  }
  throw std::runtime_error("no folder above " + program.string() +
                           " holds server/web/templates. Keep the program below the repository.");
}

}  // namespace lintel
