#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
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

/// The same, of bytes that come in pieces.
class RunningHash {
 public:
  RunningHash();
  ~RunningHash();
  RunningHash(const RunningHash&) = delete;
  RunningHash& operator=(const RunningHash&) = delete;

  void add(std::string_view bytes);
  /// Ends it: nothing may be added after.
  Hash finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lintel
