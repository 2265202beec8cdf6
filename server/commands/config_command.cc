#include <fstream>
#include <ostream>

#include "server/casework/workflows.h"
#include "server/commands/casework_command.h"
#include "server/commands/commands.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

/// The version that is live, or the newest that will be, keeps the workflow's own name.
std::string file_name(const PublishedWorkflow& published, bool newest) {
  const DefinitionKey& key = published.definition.key;
  return newest ? key.workflow + ".yaml" : key.workflow + "." + key.version + ".yaml";
}

Exit export_config(const Arguments& arguments, CommandContext& context) {
  auto opened = CommandCasework::open(context);
  if (!opened) return refuse(context, opened.error());
  const fs::path folder = fs::path(*arguments.text("--out")) / "workflows";
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    return refuse(context,
                  Problem{"the folder " + folder.string() + " cannot be made: " + failed.message(),
                          "Give another with --out.",
                          {}});
  std::string last;
  for (const PublishedWorkflow* each : (*opened)->casework().workflows().all()) {
    const DefinitionKey& key = each->definition.key;
    const fs::path file = folder / file_name(*each, key.workflow != last);
    last = key.workflow;
    std::ofstream out(file, std::ios::binary);
    out << each->text;
    out.close();
    if (!out)
      return refuse(context,
                    Problem{"the file " + file.string() + " cannot be written",
                            "Check that the folder may be written to and has room.",
                            {}});
    Json line = Json::object();
    line["kind"] = "workflow";
    line["name"] = key.workflow;
    line["version"] = key.version;
    line["file"] = file.string();
    line["sha256"] = each->definition.hash.to_hex();
    if (each->live_from) line["live_from"] = each->live_from->to_iso();
    context.out << to_canonical(line) << "\n";
  }
  context.err << "Workflows are what the database publishes. Law, letters, layouts and the "
                 "landlord's settings are read from --config and are not in it.\n";
  return Exit::done;
}

}  // namespace

Command config_export_command() {
  return {.name = "config export",
          .one_line = "writes the workflows that the database publishes back to files",
          .words = "",
          .least_words = 0,
          .most_words = 0,
          .options = {{"--out", Takes::text, "DIR", "the folder to write to", true}},
          .explains =
              "Writes DIR/workflows/NAME.yaml, as its author typed it, for the newest version of "
              "each workflow,\n"
              "and DIR/workflows/NAME.VERSION.yaml for each earlier one. Prints a JSON object for "
              "each, with the\n"
              "hash that events carry and the day from which it is live. The files can be put into "
              "config/workflows\n"
              "as they are: a version that is loaded already, with the same body, is left alone.",
          .run = export_config};
}

}  // namespace lintel
