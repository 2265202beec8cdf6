#pragma once

#include <string>
#include <string_view>

namespace lintel {

/// The bytes in zlib's format (RFC 1950). Level 1 is quick, 12 is small.
std::string deflate(std::string_view bytes, int level);

}  // namespace lintel
