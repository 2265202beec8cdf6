#include "domain/hash.h"

#include <sodium.h>

namespace lintel {

std::string Hash::to_hex() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

Result<Hash> Hash::parse_hex(std::string_view text) {
  Hash hash;
  std::size_t length = 0;
  const bool whole = text.size() == hash.bytes.size() * 2 &&
                     sodium_hex2bin(hash.bytes.data(),
                                    hash.bytes.size(),
                                    text.data(),
                                    text.size(),
                                    nullptr,
                                    &length,
                                    nullptr) == 0 &&
                     length == hash.bytes.size();
  if (!whole) return problem("\"" + std::string(text) + "\" is not a SHA-256 in hexadecimal");
  return hash;
}

Hash sha256(std::string_view bytes) {
  Hash hash;
  crypto_hash_sha256(
      hash.bytes.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hash;
}

struct RunningHash::State {
  crypto_hash_sha256_state sodium;
};

RunningHash::RunningHash() : state_(std::make_unique<State>()) {
  crypto_hash_sha256_init(&state_->sodium);
}
RunningHash::~RunningHash() = default;

void RunningHash::add(std::string_view bytes) {
  crypto_hash_sha256_update(
      &state_->sodium, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

Hash RunningHash::finish() {
  Hash hash;
  crypto_hash_sha256_final(&state_->sodium, hash.bytes.data());
  return hash;
}

}  // namespace lintel
