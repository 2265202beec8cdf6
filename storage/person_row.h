#pragma once

#include "domain/person.h"
#include "storage/connection.h"

namespace lintel {

/// The columns id, username, name, disabled of person, in that order.
Person take_person(Row& row);
void add_roles_and_patches(Connection& connection, Person& person);

}  // namespace lintel
