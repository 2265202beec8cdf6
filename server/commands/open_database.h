#pragma once

#include <memory>
#include <string>

#include "domain/result.h"
#include "storage/database.h"

namespace lintel {

/// Opens the database that a command was told to use. An empty one is brought to this program's
/// level; one at another level is a Problem that says what to do. The folder of a new file is made.
Result<std::unique_ptr<Database>> open_database(const std::string& url);

/// The same, of one that is there already: nothing is made. Problem also when it is empty.
Result<std::unique_ptr<Database>> open_existing_database(const std::string& url);

/// "sqlite:var/lintel.db" stands in this folder; "" for a database that is no file.
std::string folder_of(const std::string& url);

}  // namespace lintel
