#pragma once

#include <chrono>
#include <set>
#include <string>

namespace lintel {

/// The rules of signing in (OWASP ASVS 5.0 level 2). lintel.yaml may tighten or loosen the first
/// four.
struct AuthSettings {
  std::chrono::minutes idle{30};        ///< a session ends after this long unused
  std::chrono::minutes longest{600};    ///< and this long after sign-in, whatever happens
  std::size_t shortest_password = 12;   ///< characters
  std::set<std::string> refused_words;  ///< landlord, town: lower case, besides the common list
  std::size_t longest_password = 128;   ///< characters; never cut off
};

}  // namespace lintel
