#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "domain/instant.h"
#include "domain/result.h"
#include "server/auth/auth_settings.h"
#include "server/auth/password_hasher.h"
#include "server/http/request.h"

namespace lintel {

class Database;

/// How long an account must rest after this many wrong passwords in a row: nothing up to four, then
/// a minute, doubling to fifteen. Never for good, or a stranger could lock people out.
std::chrono::milliseconds rest_after(int failures);

/// Signing in and out, and who a request is from. The browser holds a random id; the database holds
/// only its SHA-256. Every request asks the database, so a disabled person is out at once.
///
/// Many threads at once.
class Sessions {
 public:
  Sessions(Database& database, const Clock& clock, AuthSettings settings, PasswordHasher& hasher)
      : database_(database), clock_(clock), settings_(std::move(settings)), hasher_(hasher) {}

  /// The new session's id for the cookie. The Problem reads the same for a wrong password, a name
  /// that nobody has, a disabled person and an account at rest, and takes the same time.
  Result<std::string> sign_in(std::string_view username,
                              std::string_view password,
                              std::string_view from);

  /// Nobody when the session is unknown, ended, idle too long or too old.
  std::optional<SignedIn> find(std::string_view id);
  /// By "Authorization: Bearer ...": see add_token().
  std::optional<SignedIn> find_by_token(std::string_view token);
  void sign_out(const Hash& session);

  /// A key for another system, shown this once: "lintel_" and 256 bits. Good for `days`.
  std::string add_token(PersonId person, std::string name, int days);

 private:
  Database& database_;
  const Clock& clock_;
  AuthSettings settings_;
  PasswordHasher& hasher_;
};

}  // namespace lintel
