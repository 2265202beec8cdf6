#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/result.h"

namespace lintel {

/// A SHA-256 digest (FIPS 180-4).
struct Hash {
  std::array<std::uint8_t, 32> bytes{};

  std::string to_hex() const;
  static Result<Hash> parse_hex(std::string_view text);
  friend auto operator<=>(const Hash&, const Hash&) = default;
};

Hash sha256(std::string_view bytes);

}  // namespace lintel
