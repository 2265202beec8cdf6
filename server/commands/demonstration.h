#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/person.h"
#include "server/casework/policy.h"
#include "storage/database.h"

namespace lintel {

/// Somebody of Northmere's office, with a password that nobody had before.
struct SignIn {
  Person person;
  std::string password;
};

/// One person of each role, the officers with half of the patches each. People who are there
/// already keep all but their passwords.
std::vector<SignIn> people_of_northmere(Database& database, IdMaker& ids, Instant now);

/// Northmere Homes as it stands on one day: twelve weekly rent files behind it, a run on each
/// Monday, and officers who worked in between, so that there are cases in every state.
struct Demonstration {
  long homes = 12'400;
  Date on{2026, 11, 23};  ///< a Monday: the day of the last run

  /// The same words make the same demonstration.
  std::string words() const;

  /// Plays the weeks into an empty database, telling `told` of each. Rent files stand in `folder`
  /// while they are read, letters for post stay there. Throws std::runtime_error when a made-up
  /// file is refused.
  void play(const Policy& policy,
            Database& database,
            IdMaker& ids,
            const std::filesystem::path& folder,
            std::ostream& told) const;
};

}  // namespace lintel
