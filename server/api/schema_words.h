#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "domain/canonical_json.h"

namespace lintel::schema {

// The words in which the API's schemas are written. `says` is the description; "" gives none.

Json typed(const char* type, const char* says = "");
Json text(const char* says = "");
Json yes_no(const char* says = "");
Json whole(const char* says = "");
Json money(const char* says = "Pounds and pence.");  ///< "112.40", as text
Json date(const char* says = "");
/// The same, or null; `schema` must have a type.
Json or_null(Json schema);
Json ref(const std::string& name);  ///< a schema of components
Json list_of(Json element);

using Members = std::initializer_list<std::pair<const char*, Json>>;
/// An object that holds all of these members, but for the optional ones, and no others.
Json object(const char* says, Members members, std::initializer_list<const char*> optional = {});

}  // namespace lintel::schema
