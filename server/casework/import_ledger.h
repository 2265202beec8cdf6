#pragma once

#include <string>

#include "connectors/rent_file.h"
#include "server/casework/casework_parts.h"
#include "server/casework/import_page.h"
#include "storage/import_store.h"

namespace lintel {

/// The report of a reader in the words of a page; id, times and state are the caller's to fill.
ImportSummary summary_of(const RentFileReport& report);
/// The first sentence that holds an extract; "" when nothing does.
std::string first_sentence(const RentFileReport& report);

/// Writes an import with its rejects into the ledger of files.
void keep_import(CaseworkParts& parts, const ImportSummary& summary, const RentFileReport& report);
/// Says how it ended.
void update_import(CaseworkParts& parts,
                   const ImportSummary& summary,
                   const RentFileReport& report);
/// Reads one back, with at most `most` of its problems.
ImportSummary summary_of(Connection& connection, const Import& import, int most);

}  // namespace lintel
