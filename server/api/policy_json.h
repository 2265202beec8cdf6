#pragma once

#include "domain/canonical_json.h"
#include "server/casework/policy_migration.h"
#include "server/casework/policy_studio.h"

namespace lintel {

// What the policy studio shows, spelt as JSON. The schemas are in server/api/policy_schemas.h.

Json to_json(const PolicyLine& line);
Json to_json(const PolicyVersion& version);
Json to_json(const PolicyCheck& check);
Json to_json(const PolicyDraft& draft);
Json to_json(const DefinitionChange& change);
Json to_json(const StudioOutcome& outcome);
Json to_json(const MigrationLedger& ledger);

}  // namespace lintel
