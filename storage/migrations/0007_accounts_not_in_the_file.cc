#include "storage/migrations/all.h"

namespace lintel::migration {

const std::string_view kAccountsNotInTheFile = R"sql(
ALTER TABLE run ADD COLUMN not_in_file $number NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN not_in_file_balance $pence NOT NULL DEFAULT 0;
)sql";

}  // namespace lintel::migration
