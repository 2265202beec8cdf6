#pragma once

#include "connectors/rent_file.h"
#include "connectors/rent_file_layout.h"

namespace lintel {

/// Decides one file's verdict once everything is read: whether its trailer ties to its rows, and
/// whether any row could be read. Why it is not ok is added to its `because`.
void judge(RentFileFindings& file, const RentFileLayout& layout);

}  // namespace lintel
