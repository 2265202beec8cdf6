#include "server/auth/csrf.h"

#include "server/auth/random_token.h"

namespace lintel {
namespace {

constexpr std::size_t kMac = 32;  // bytes

std::string form_mac(std::string_view secret) {
  return hmac_sha256(secret, "a form of Lintel");
}

std::string masked(std::string_view text, std::string_view mask) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size(); ++at) out[at] = static_cast<char>(out[at] ^ mask[at]);
  return out;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  for (const char each : bytes) {
    const auto byte = static_cast<unsigned char>(each);
    hex += kHex[byte >> 4];
    hex += kHex[byte & 15];
  }
  return hex;
}

/// "" when it is not hexadecimal of the length that we make.
std::string from_hex(std::string_view hex) {
  if (hex.size() != kMac * 4) return "";
  std::string bytes;
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    int byte = 0;
    for (const char digit : hex.substr(at, 2)) {
      const std::size_t value = std::string_view("0123456789abcdef").find(digit);
      if (value == std::string_view::npos) return "";
      byte = byte * 16 + static_cast<int>(value);
    }
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

}  // namespace

std::string csrf_token(std::string_view secret) {
  const std::string mask = random_bytes(kMac);
  return to_hex(mask + masked(form_mac(secret), mask));
}

std::string csrf_token(const SignedIn& signed_in) {
  return csrf_token(signed_in.csrf_secret);
}

bool csrf_token_fits(std::string_view token, std::string_view secret) {
  const std::string bytes = from_hex(token);
  if (bytes.empty() || secret.empty()) return false;
  return same_secret(masked(std::string_view(bytes).substr(kMac), bytes), form_mac(secret));
}

}  // namespace lintel
