#include "server/web/assets.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "domain/canonical_json.h"

namespace lintel {
namespace {

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) {
    throw std::runtime_error("the pages' assets are not built: " + file.string() +
                             " cannot be read. Run tools/build-assets.");
  }
  return bytes.str();
}

std::string type_of(const std::string& name) {
  static const std::map<std::string, std::string> kTypes = {
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".txt", "text/plain; charset=utf-8"},
      {".woff2", "font/woff2"},
  };
  const auto type = kTypes.find(std::filesystem::path(name).extension().string());
  return type == kTypes.end() ? "application/octet-stream" : type->second;
}

}  // namespace

Assets::Assets(const std::filesystem::path& folder) {
  const Result<Json> manifest = parse_json(read_file(folder / "manifest.json"));
  if (!manifest || !manifest->is_object()) {
    throw std::runtime_error(
        "the pages' assets are broken: manifest.json cannot be understood. Run "
        "tools/build-assets.");
  }
  for (const auto& [name, file] : manifest->as_object()) {
    const std::string& hashed = file.as_string();
    urls_[name] = "/assets/" + hashed;
    files_[hashed] = File{read_file(folder / hashed), type_of(hashed)};
  }
}

const std::string& Assets::url(std::string_view name) const {
  const auto url = urls_.find(name);
  if (url == urls_.end()) throw std::logic_error("no asset " + std::string(name) + " was built");
  return url->second;
}

Response Assets::answer(const std::string& path) const {
  const auto file = files_.find(path);
  if (file == files_.end()) return plain("There is no such file.\n", 404);
  return asset(file->second.bytes, file->second.type);
}

}  // namespace lintel
