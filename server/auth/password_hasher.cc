#include "server/auth/password_hasher.h"

#include <sodium.h>

#include <new>

#include "server/auth/random_token.h"

namespace lintel {
namespace {

constexpr unsigned long long kPasses = 1;

class Place {
 public:
  explicit Place(std::counting_semaphore<4>& places) : places_(places) { places_.acquire(); }
  ~Place() { places_.release(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  std::counting_semaphore<4>& places_;
};

}  // namespace

PasswordHasher::PasswordHasher(std::size_t memory)
    : memory_(memory), nobody_(hash(random_token())) {
}

std::string PasswordHasher::hash(std::string_view password) {
  const Place place(places_);
  char text[crypto_pwhash_STRBYTES] = {};
  if (crypto_pwhash_str_alg(
          text, password.data(), password.size(), kPasses, memory_, crypto_pwhash_ALG_ARGON2ID13) !=
      0) {
    throw std::bad_alloc();
  }
  return text;
}

bool PasswordHasher::fits(const std::string& hash, std::string_view password) {
  const Place place(places_);
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool PasswordHasher::fits_nobody(std::string_view password) {
  fits(nobody_, password);
  return false;
}

bool PasswordHasher::is_outdated(const std::string& hash) const {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), kPasses, memory_) != 0;
}

}  // namespace lintel
