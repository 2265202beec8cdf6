#include "server/casework/law_files.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace lintel {
namespace {

Result<std::string> read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in || !text) {
    return problem("the file cannot be read",
                   "Check that it is there and may be read.",
                   Place{path.string(), 0, 0, ""});
  }
  return std::move(text).str();
}

}  // namespace

ResultOfMany<LawBook> read_law_folder(const std::filesystem::path& config) {
  const std::filesystem::path folder = config / "law";
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  if (error) {
    return tl::unexpected(Problems{{"the folder of law cannot be read: " + error.message(),
                                    "Give --config the folder that holds law/.",
                                    Place{folder.string(), 0, 0, ""}}});
  }
  std::ranges::sort(paths);

  std::vector<LawFile> files;
  Problems problems;
  for (const std::filesystem::path& path : paths) {
    Result<std::string> text = read_text(path);
    if (text)
      files.push_back({path.string(), std::move(*text)});
    else
      problems.push_back(text.error());
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return LawBook::read(files);
}

ResultOfMany<LandlordProfile> read_landlord_file(const std::filesystem::path& config) {
  const std::filesystem::path path = config / "landlord.yaml";
  const Result<std::string> text = read_text(path);
  if (!text) return tl::unexpected(Problems{text.error()});
  return read_landlord(*text, path.string());
}

}  // namespace lintel
