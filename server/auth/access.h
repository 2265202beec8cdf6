#pragma once

#include <optional>
#include <string>

#include "server/http/request.h"
#include "server/http/response.h"

namespace lintel {

/// What a person may see is checked here and in the queries, never in a page.

/// True when the person works the patch ("" is a patch that nobody was given: only people of every
/// patch).
bool may_see(const Person& person, const std::string& patch);

/// The sentence of a 403 page: names the patch and nothing of the case.
Problem not_your_patch(const std::string& patch);

}  // namespace lintel
