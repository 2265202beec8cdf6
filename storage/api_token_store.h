#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/hash.h"
#include "domain/instant.h"
#include "domain/person.h"
#include "storage/connection.h"

namespace lintel {

/// A key with which another system speaks for a person. The key itself is shown once, to them
/// alone.
struct ApiToken {
  Hash token_hash;
  PersonId person_id;
  std::string name;  ///< "nightly report"
  Instant made{};
  Instant ends{};
  std::optional<Instant> used;  ///< last
};

class ApiTokenStore {
 public:
  explicit ApiTokenStore(Connection& connection) : connection_(connection) {}

  void add(const ApiToken& token);
  /// None when unknown, revoked or its person disabled. Does not judge `ends`.
  std::optional<std::pair<ApiToken, Person>> find_with_person(const Hash& token_hash) const;
  std::vector<ApiToken> of_person(PersonId id) const;
  void used(const Hash& token_hash, Instant at);
  void revoke(const Hash& token_hash);
  void revoke_all(PersonId id);

 private:
  Connection& connection_;
};

}  // namespace lintel
