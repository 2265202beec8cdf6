#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "domain/instant.h"

namespace lintel {

/// Where the pages come from, and what every page says.
struct WebSettings {
  std::filesystem::path templates;   ///< server/web/templates
  std::filesystem::path assets;      ///< build/assets, made by tools/build-assets
  std::string landlord = "Lintel";   ///< first words of the top bar: "Northmere Homes"
  std::optional<Date> clock_set_to;  ///< a demonstration: said on every page
};

/// The settings' folders for this program: in the first folder above it that holds
/// server/web/templates. Throws std::runtime_error when there is none.
WebSettings find_web_folders(const std::filesystem::path& program);

}  // namespace lintel
