#pragma once

#include <string>
#include <string_view>

namespace lintel {

/// Versions of a workflow are words such as "2026.1". Runs of digits are compared as numbers, so
/// that 2026.10 is after 2026.9.
bool is_earlier_version(std::string_view a, std::string_view b);

/// The version that a person would write next: "2026.2" after "2026.1", "7" after "6"; one that
/// does not end in a number gets ".2".
std::string next_version(std::string_view version);

}  // namespace lintel
