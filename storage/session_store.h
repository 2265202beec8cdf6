#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/hash.h"
#include "domain/instant.h"
#include "domain/person.h"
#include "storage/connection.h"

namespace lintel {

/// Somebody signed in, in one browser. The token itself is known to the browser alone.
struct Session {
  Hash token_hash;
  PersonId person_id;
  std::string csrf_secret;
  Instant began{};
  Instant seen{};
  Instant ends{};    ///< absolute end; the idle rule is the caller's
  std::string from;  ///< browser and address, as shown on "your sessions"
};

class SessionStore {
 public:
  explicit SessionStore(Connection& connection) : connection_(connection) {}

  void add(const Session& session);
  /// None when unknown or ended. Does not judge `ends` or idleness.
  std::optional<Session> find(const Hash& token_hash) const;
  /// The session and its person, for every request. None also when the person is disabled.
  std::optional<std::pair<Session, Person>> find_with_person(const Hash& token_hash) const;
  std::vector<Session> of_person(PersonId id) const;
  void seen(const Hash& token_hash, Instant at);
  void end(const Hash& token_hash);
  void end_all(PersonId id);
  /// Takes away those that began before one moment or were last seen before the other; how many.
  std::int64_t remove_older(Instant began_before, Instant seen_before);

 private:
  Connection& connection_;
};

}  // namespace lintel
