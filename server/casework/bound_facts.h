#pragma once

#include <vector>

#include "domain/canonical_json.h"
#include "domain/document.h"
#include "server/casework/gathered_case.h"

namespace lintel {

/// The facts that an approval leans on, by name with their words: money owed, tenancy, agreement,
/// holds. A day passing changes none of them.
Json approval_facts(const GatheredCase& gathered, const RuleValues& rules);
/// What a second person's word is bound to: those facts and each document's PDF.
Hash approval_hash(const Json& facts, const std::vector<Document>& documents);

}  // namespace lintel
