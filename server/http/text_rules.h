#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lintel {

/// The small grammars of HTTP, each as one function over the whole text.

/// RFC 9110 §5.6.2: what a header's name, a method or a cookie's name may be.
bool is_token(std::string_view text);
/// No control character but a tab: what a header's value may be once decoded.
bool is_header_value(std::string_view text);
/// Printable ASCII without space.
bool is_visible_ascii(std::string_view text);
/// Well-formed UTF-8 without NUL.
bool is_utf8_text(std::string_view text);
/// Decodes %XX once. Nothing when a per cent sign is not followed by two hex digits.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);
std::string percent_encoded(std::string_view text);  ///< all but RFC 3986 unreserved characters
std::string lower_case(std::string_view ascii);
std::string_view trimmed(std::string_view text);

}  // namespace lintel
