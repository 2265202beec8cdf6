#include "server/auth/random_token.h"

#include <sodium.h>

#include <stdexcept>

namespace lintel {
namespace {

void begin_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::runtime_error("The cryptography library cannot be started.");
}

}  // namespace

std::string random_bytes(std::size_t count) {
  begin_sodium();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_token() {
  constexpr std::size_t kBytes = 32;
  const std::string bytes = random_bytes(kBytes);
  std::string hex(kBytes * 2 + 1, '\0');
  sodium_bin2hex(
      hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  hex.pop_back();
  return hex;
}

std::uint64_t random_bits() {
  begin_sodium();
  std::uint64_t bits = 0;
  randombytes_buf(&bits, sizeof bits);
  return bits;
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
  begin_sodium();
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(
      &state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
  crypto_auth_hmacsha256_update(
      &state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(mac.data()));
  return mac;
}

bool same_secret(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace lintel
