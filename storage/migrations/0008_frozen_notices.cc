#include "storage/migrations/all.h"

namespace lintel::migration {

// `counted_from` is canonical JSON: the letting, the rent periods and the days of service as they
// stood. Null in a row that is older than this.
const std::string_view kFrozenNotices = R"sql(
ALTER TABLE notice ADD COLUMN form_version $line;
ALTER TABLE notice ADD COLUMN form_edition $line;
ALTER TABLE notice ADD COLUMN names $word;
ALTER TABLE notice ADD COLUMN earliest_legal $date;
ALTER TABLE notice ADD COLUMN last_legal $date;
ALTER TABLE notice ADD COLUMN counted_from $text;
)sql";

}  // namespace lintel::migration
