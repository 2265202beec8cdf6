#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lintel {

enum class FileEncoding { utf8, windows_1252, ascii };
/// "UTF-8", as a sentence says it.
std::string_view to_string(FileEncoding encoding);

/// `bytes` as UTF-8: themselves where they are that already, else written into `scratch`. Absent
/// when a byte means nothing in the encoding (overlong and surrogate UTF-8 too).
std::optional<std::string_view> decode(std::string_view bytes,
                                       FileEncoding encoding,
                                       std::string& scratch);

/// The characters from..to (inclusive, from 1) of UTF-8 text; shorter, or "", where it ends before.
std::string_view characters(std::string_view text, int from, int to);
int character_count(std::string_view text);

}  // namespace lintel
