#pragma once

#include <map>
#include <optional>
#include <vector>

#include "documents/render.h"
#include "domain/date.h"
#include "domain/person.h"
#include "workflows/checks.h"

namespace lintel {

/// What the world around a workflow offers, as its checks ask for it: the landlord's templates with
/// the fields that they need, what the case file knows, the calls that are answered, law and policy
/// as on a day. The one place where it is made. `book` outlives it. People, other workflows and
/// earlier versions are the caller's to add.
CheckContext check_context(const DocumentSet& documents,
                           const RuleBook& book,
                           std::optional<Date> today);

/// How many people who may sign in hold each role; nothing while nobody may, for then nothing is
/// known of who will.
std::optional<std::map<Role, int>> role_holders(const std::vector<Person>& people);

}  // namespace lintel
