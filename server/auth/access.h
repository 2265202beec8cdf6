#pragma once

#include <optional>
#include <set>
#include <string>

#include "server/http/request.h"
#include "server/http/response.h"

namespace lintel {

/// What a person may see is checked here and in the queries, never in a page.

/// Those who work on cases, by reading or by acting. Administrators do not.
inline const std::set<Role> kCaseRoles = {Role::income_officer,
                                          Role::legal_officer,
                                          Role::team_manager,
                                          Role::head_of_income,
                                          Role::revenues_coordinator,
                                          Role::auditor};

/// True when the person works the patch ("" is a patch that nobody was given: only people of every
/// patch).
bool may_see(const Person& person, const std::string& patch);

/// The sentence of a 403 page: names the patch and nothing of the case.
Problem not_your_patch(const std::string& patch);

}  // namespace lintel
