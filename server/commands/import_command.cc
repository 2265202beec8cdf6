#include <ostream>

#include "server/commands/casework_command.h"
#include "server/commands/commands.h"
#include "server/commands/shown_progress.h"

namespace lintel {
namespace {

void say(std::ostream& err, const ImportSummary& summary) {
  for (const Problem& each : summary.warnings) err << each.to_string() << "\n";
  for (const Problem& each : summary.rejects) err << each.to_string() << "\n";
  if (!summary.why.empty()) err << summary.why << ".\n";
}

Exit run(const Arguments& arguments, CommandContext& context) {
  auto opened = CommandCasework::open(context);
  if (!opened) return refuse(context, opened.error());
  const std::vector<std::string>& words = arguments.words();
  const std::vector<std::filesystem::path> files(words.begin() + 1, words.end());
  const Result<ImportSummary> summary = (*opened)->casework().import_rents(
      words.front(), files, arguments.has("--dry-run"), shown_progress(context, "Reading"));
  if (!summary) return refuse(context, summary.error());
  say(context.err, *summary);
  context.out << to_canonical(to_json(*summary)) << "\n";
  return summary->state == ImportFate::held ? Exit::refused : Exit::done;
}

}  // namespace

Command import_command() {
  return {.name = "import",
          .one_line = "reads one extract of a housing system into the accounts",
          .words = "LAYOUT FILE...",
          .least_words = 2,
          .most_words = kAnyNumber,
          .options =
              {{"--dry-run", Takes::nothing, "", "says what would be loaded and writes nothing"}},
          .explains =
              "LAYOUT is a file of config/layouts: cx, ql, pyramid, generic. Give all files of one "
              "day\n"
              "together. Prints one JSON object: the file's totals, what was loaded, held and left "
              "untied,\n"
              "and each rejected row with its column, reason and fix. The same files again change "
              "nothing;\n"
              "different files for a day that is loaded are held.",
          .run = run};
}

}  // namespace lintel
