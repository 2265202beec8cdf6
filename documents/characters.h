#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lintel {

/// What is wrong with the first character that may not stand in a value, or absent when all may:
/// invalid UTF-8, control characters, marks that turn the direction of writing about, private use
/// (where merge keeps its sentinels) and code points that are no characters. `lines` allows
/// newlines.
std::optional<std::string> unwanted_character(std::string_view text, bool lines);

/// True when at least one character of it leaves ink: neither spaces of any kind nor joiners alone.
bool has_ink(std::string_view text);

/// The code points of UTF-8 text. Invalid bytes become U+FFFD.
std::u32string to_code_points(std::string_view utf8);
void append_utf8(std::string& out, char32_t code_point);
std::string to_utf8(std::u32string_view code_points);

/// "U+0141 (Ł)"
std::string name_of_character(char32_t code_point);

/// The text without spaces and newlines at either end.
std::string trimmed(std::string_view text);

}  // namespace lintel
