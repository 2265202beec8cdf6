#include <filesystem>
#include <ostream>

#include "domain/canonical_json.h"
#include "server/commands/commands.h"
#include "server/commands/open_database.h"
#include "storage/fault.h"
#include "storage/migrator.h"

namespace lintel {
namespace {

Exit run(const Arguments&, CommandContext& context) {
  const std::string folder = folder_of(context.database_url);
  if (!folder.empty()) std::filesystem::create_directories(folder);
  try {
    const std::unique_ptr<Database> database = Database::open(context.database_url);
    const MigrationsDone done = migrate(*database);
    Json answer = Json::object();
    answer["from"] = done.from;
    answer["to"] = done.to;
    context.out << to_canonical(answer) << "\n";
    return Exit::done;
  } catch (const StorageFault& fault) {
    if (fault.cause() != StorageFault::Cause::refused &&
        fault.cause() != StorageFault::Cause::corrupt)
      throw;
    context.err << fault.what() << "\n";
    return Exit::refused;
  }
}

}  // namespace

Command migrate_command() {
  return {
      .name = "migrate",
      .one_line = "brings the database to this program's level",
      .words = "",
      .least_words = 0,
      .most_words = 0,
      .options = {},
      .explains =
          "Each step is one transaction; a database made by a newer program is refused and left\n"
          "as it is. Prints the level before and after.",
      .run = run};
}

}  // namespace lintel
