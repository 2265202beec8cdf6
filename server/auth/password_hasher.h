#pragma once

#include <cstddef>
#include <semaphore>
#include <string>
#include <string_view>

namespace lintel {

/// argon2id (RFC 9106) in the PHC spelling, by libsodium. At most four at once: each takes
/// `memory` bytes, and a hundred people signing in together must not take five gigabytes.
class PasswordHasher {
 public:
  static constexpr std::size_t kMemory = 46U << 20;  ///< bytes, with one pass (OWASP)

  explicit PasswordHasher(std::size_t memory = kMemory);

  std::string hash(std::string_view password);
  bool fits(const std::string& hash, std::string_view password);
  /// Takes as long as fits() and is always false: for a name that nobody has.
  bool fits_nobody(std::string_view password);
  /// The hash was made with other costs than today's.
  bool is_outdated(const std::string& hash) const;

 private:
  static constexpr std::ptrdiff_t kAtOnce = 4;
  std::size_t memory_;
  std::counting_semaphore<kAtOnce> places_{kAtOnce};
  std::string nobody_;
};

}  // namespace lintel
