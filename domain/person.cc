#include "domain/person.h"

#include <array>

namespace lintel {
namespace {

struct RoleWords {
  Role role;
  std::string_view id;
  std::string_view label;
};
constexpr std::array kRoles = {
    RoleWords{Role::income_officer, "income_officer", "Income officer"},
    RoleWords{Role::legal_officer, "legal_officer", "Legal-action officer"},
    RoleWords{Role::team_manager, "team_manager", "Team manager"},
    RoleWords{Role::head_of_income, "head_of_income", "Head of income"},
    RoleWords{Role::revenues_coordinator, "revenues_coordinator", "Rent and revenues coordinator"},
    RoleWords{Role::auditor, "auditor", "Auditor"},
    RoleWords{Role::administrator, "administrator", "Administrator"},
};

const RoleWords& words(Role role) {
  return kRoles.at(static_cast<std::size_t>(role));
}

}  // namespace

std::string PersonName::in_full() const {
  return forename.empty() ? surname : surname.empty() ? forename : forename + " " + surname;
}

std::string_view to_string(Role role) {
  return words(role).id;
}
std::string_view role_label(Role role) {
  return words(role).label;
}

Result<Role> parse_role(std::string_view text) {
  for (const RoleWords& each : kRoles) {
    if (each.id == text) return each.role;
  }
  return problem("\"" + std::string(text) + "\" is not a role",
                 "Roles are income_officer, legal_officer, team_manager, head_of_income, "
                 "revenues_coordinator, auditor and administrator.");
}

}  // namespace lintel
