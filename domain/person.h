#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "domain/id.h"
#include "domain/result.h"

namespace lintel {

/// A name as its owner writes it. One name only is a name: `forename` may be "".
struct PersonName {
  std::string forename;
  std::string surname;

  /// "Daniel Okafor"
  std::string in_full() const;
  friend bool operator==(const PersonName&, const PersonName&) = default;
};

/// Someone who rents. Every joint tenant of a tenancy is one, and each is written to.
struct Tenant {
  TenantId id;
  TenancyId tenancy_id;
  int position = 1;  ///< 1 is the main tenant; joint tenants follow
  PersonName name;
};

enum class Role {
  income_officer,
  legal_officer,
  team_manager,
  head_of_income,
  revenues_coordinator,
  auditor,
  administrator
};
std::string_view to_string(Role role);   ///< "income_officer", as files and the database spell it
std::string_view role_label(Role role);  ///< "Income officer"
Result<Role> parse_role(std::string_view text);

/// Someone who works here and signs in. Disabled people keep their past acts.
struct Person {
  PersonId id;
  std::string username;
  std::string name;  ///< as screens and letters show it
  std::set<Role> roles;
  std::set<std::string> patches;  ///< empty: every patch
  bool disabled = false;

  bool has(Role role) const { return roles.contains(role); }
  bool covers(const std::string& patch) const { return patches.empty() || patches.contains(patch); }
};

}  // namespace lintel
