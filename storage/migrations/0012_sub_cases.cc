#include "storage/migrations/all.h"

namespace lintel::migration {

// An account has one open case of each workflow. A column cannot lose its UNIQUE, so that it gives
// its name to a new one and stays behind, empty.
const std::string_view kSubCases = R"sql(
ALTER TABLE tenancy_case RENAME COLUMN open_account_id TO only_open_account_id;
ALTER TABLE tenancy_case ADD COLUMN open_account_id $id;
ALTER TABLE tenancy_case ADD COLUMN parent_case_id $id;
UPDATE tenancy_case SET open_account_id = only_open_account_id;
UPDATE tenancy_case SET only_open_account_id = NULL;
DROP INDEX tenancy_case_due; -- sqlite
CREATE INDEX tenancy_case_due ON tenancy_case (due_on, id) WHERE open_account_id IS NOT NULL; -- sqlite
CREATE UNIQUE INDEX tenancy_case_open ON tenancy_case (open_account_id, workflow);
CREATE INDEX tenancy_case_of_parent ON tenancy_case (parent_case_id) WHERE parent_case_id IS NOT NULL; -- sqlite
CREATE INDEX tenancy_case_of_parent ON tenancy_case (parent_case_id); -- mysql
)sql";

}  // namespace lintel::migration
