#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/instant.h"
#include "domain/person.h"
#include "storage/connection.h"

namespace lintel {

/// What signing in needs to know about a person.
struct SignInRecord {
  Person person;
  std::string password_hash;  ///< argon2id, PHC string
  int failures = 0;           ///< since the last success
  std::optional<Instant> last_failed_at;
};

/// People who work here.
class PersonStore {
 public:
  explicit PersonStore(Connection& connection) : connection_(connection) {}

  /// ConstraintFault (unique) when the username is taken. Usernames are kept in lower case.
  void add(const Person& person, std::string_view password_hash);
  std::optional<Person> find(PersonId id) const;
  std::optional<Person> find_by_username(std::string_view username) const;
  std::optional<SignInRecord> sign_in_record(std::string_view username) const;
  std::vector<Person> all() const;

  void set_password(PersonId id, std::string_view password_hash);
  void set_roles(PersonId id, const std::set<Role>& roles);
  void set_patches(PersonId id, const std::set<std::string>& patches);
  /// Ends the person's sessions as well.
  void disable(PersonId id);
  void enable(PersonId id);
  /// Counts a failure; gives the number of them now. What follows from it is the caller's rule.
  int sign_in_failed(PersonId id, Instant at);
  void sign_in_succeeded(PersonId id);

 private:
  Connection& connection_;
};

}  // namespace lintel
