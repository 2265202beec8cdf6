#include <algorithm>
#include <fstream>
#include <iterator>

#include "connectors/layout_keys.h"
#include "connectors/rent_file_layout.h"
#include "domain/strict_yaml.h"

namespace lintel {

ResultOfMany<RentFileLayout> find_rent_file_layout(const std::filesystem::path& folder,
                                                   std::string_view name) {
  const std::vector<std::string> names = rent_file_layout_names(folder);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    std::string advice = did_you_mean(name, names);
    advice += (advice.empty() ? "" : " ");
    advice += names.empty() ? "There are no layouts in " + folder.string() + "."
                            : "The layouts are " + listed(names) + ".";
    return tl::unexpected(
        Problems{{"there is no layout \"" + std::string(name) + "\"", std::move(advice), {}}});
  }
  const std::filesystem::path path = folder / (std::string(name) + ".yaml");
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return tl::unexpected(Problems{{"the layout cannot be opened", "", {path.string(), 0, 0, ""}}});
  const std::string yaml{std::istreambuf_iterator<char>(in), {}};
  ResultOfMany<RentFileLayout> layout = read_rent_file_layout(yaml, path.string());
  if (layout && layout->name != name) {
    return tl::unexpected(Problems{{"the layout in this file calls itself \"" + layout->name + "\"",
                                    "Give the file and the layout one name.",
                                    {path.string(), 1, 1, "layout"}}});
  }
  return layout;
}

std::vector<std::string> rent_file_layout_names(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace lintel
