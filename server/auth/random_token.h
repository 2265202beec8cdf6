#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lintel {

/// 256 random bits in hexadecimal: a session's id, a form's secret, the secret part of a token.
std::string random_token();
/// 64 random bits, for IdMaker.
std::uint64_t random_bits();
/// HMAC-SHA-256, 32 raw bytes.
std::string hmac_sha256(std::string_view key, std::string_view text);
/// The same time whatever the texts: for comparing secrets.
bool same_secret(std::string_view left, std::string_view right);
std::string random_bytes(std::size_t count);

}  // namespace lintel
