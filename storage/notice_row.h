#pragma once

#include <vector>

#include "domain/notice.h"
#include "storage/connection.h"

namespace lintel {

/// A row of notice left joined with service: id, case_id, form, regime, statute, grounds, arrears,
/// drafted_on, state, documents, served_on, named_date, earliest_claim, lapses_on, steps, rules,
/// form_version, form_edition, names, earliest_legal, last_legal, counted_from, then tenant_id,
/// method, given_on, given_at, place, by_id, deemed. Rows of one notice stand together: the first
/// adds it to `notices`, each adds its service.
void add_notice_row(Row& row, std::vector<Notice>& notices);

/// Adds a notice, or brings it up to date, with its services.
void put_notice(Connection& connection, const Notice& notice, CaseId case_id);

}  // namespace lintel
