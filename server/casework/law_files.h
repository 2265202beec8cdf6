#pragma once

#include <filesystem>

#include "domain/landlord.h"
#include "domain/law/law.h"

namespace lintel {

/// Reads config/law/*.yaml, in order of name. Problems: a file that cannot be read, and every fault
/// of every file with its place.
ResultOfMany<LawBook> read_law_folder(const std::filesystem::path& config);

/// Reads config/landlord.yaml.
ResultOfMany<LandlordProfile> read_landlord_file(const std::filesystem::path& config);

}  // namespace lintel
