#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/tenancy.h"
#include "storage/connection.h"

namespace lintel {

/// Tenancies and the people who hold them, as the landlord's files give them.
class TenancyStore {
 public:
  explicit TenancyStore(Connection& connection) : connection_(connection) {}

  /// Adds the tenancy or brings it up to date by its reference, with its tenants (by position): a
  /// reference that is known keeps its id, and the id given is not used. Gives the id that holds.
  TenancyId put(const Tenancy& tenancy);
  std::optional<Tenancy> find(TenancyId id) const;
  std::optional<Tenancy> find_by_reference(std::string_view reference) const;
  /// The patches there are, in order of name.
  std::vector<std::string> patches() const;

 private:
  Connection& connection_;
};

/// Lower-case words of a name, reference or address by which a person finds it: accents are taken
/// off Latin letters, punctuation other than "-" and "/" parts words.
std::string search_words(std::string_view text);

}  // namespace lintel
