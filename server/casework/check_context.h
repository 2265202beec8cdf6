#pragma once

#include <optional>

#include "documents/render.h"
#include "domain/date.h"
#include "workflows/checks.h"

namespace lintel {

/// What the world around a workflow offers, as its checks ask for it: the landlord's templates with
/// the fields that they need, what the case file knows, the calls that are answered, law and policy
/// as on a day. The one place where it is made. `book` outlives it. People, other workflows and
/// earlier versions are the caller's to add.
CheckContext check_context(const DocumentSet& documents,
                           const RuleBook& book,
                           std::optional<Date> today);

}  // namespace lintel
