#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include "domain/strict_yaml.h"
#include "server/casework/case_diagram.h"
#include "server/casework/law_and_policy.h"
#include "server/casework/law_files.h"
#include "server/commands/casework_command.h"
#include "server/commands/commands.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

Problem in_file(std::string what, std::string fix, const fs::path& file) {
  return {std::move(what), std::move(fix), Place{file.string(), 0, 0, ""}};
}

/// The file that WORKFLOW names: itself, or the one of that name in the configuration.
Result<fs::path> file_of(const std::string& workflow, const fs::path& config) {
  const fs::path given{workflow};
  if (given.extension() == ".yaml" || given.has_parent_path()) return given;
  const fs::path folder = config / "workflows";
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  for (const std::string& name : names)
    if (name == workflow) return folder / (name + ".yaml");
  return problem("there is no workflow \"" + workflow + "\" in " + folder.string(),
                 did_you_mean(workflow, names));
}

ResultOfMany<Definition> read_one(const std::string& workflow, const CommandContext& context) {
  const Result<fs::path> file = file_of(workflow, context.config);
  if (!file) return tl::unexpected(Problems{file.error()});
  std::ifstream in(*file, std::ios::binary);
  if (!in || fs::is_directory(*file))
    return tl::unexpected(Problems{
        in_file("the file cannot be read", "Check that it is there and may be read.", *file)});
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const ResultOfMany<LawBook> law = read_law_folder(context.config);
  if (!law) return tl::unexpected(law.error());
  const ResultOfMany<LandlordProfile> landlord = read_landlord_file(context.config);
  if (!landlord) return tl::unexpected(landlord.error());
  return read_definition(text, file->string(), LawAndPolicy{*law, landlord->policy});
}

Exit write(const std::string& text, const std::string& to, CommandContext& context) {
  std::ofstream out(to, std::ios::binary);
  out << text;
  out.close();
  if (!out)
    return refuse(context, in_file("the file cannot be written", "Is the folder there?", to));
  return Exit::done;
}

std::string drawn(const Definition& definition, const DiagramMarks& marks, const std::string& to) {
  return fs::path(to).extension() == ".mmd" ? diagram_mermaid(definition)
                                            : diagram_svg(definition, marks, DiagramFor::file);
}

Exit run(const Arguments& arguments, CommandContext& context) {
  const std::string& workflow = arguments.words().front();
  const std::string to = arguments.text("--out").value_or("");
  std::string text;
  if (const std::optional<std::string> reference = arguments.text("--case")) {
    auto opened = CommandCasework::open(context);
    if (!opened) return refuse(context, opened.error());
    const std::optional<CaseDiagram> found = (*opened)->casework().case_diagram(*reference);
    if (!found)
      return refuse(context,
                    Problem{"there is no case " + *reference,
                            "A case has the reference of its tenancy: T-0041872.",
                            {}});
    const std::string named = fs::path(workflow).stem().string();
    if (found->definition->key.workflow != named)
      return refuse(context,
                    Problem{"the case " + *reference + " is in " + found->definition->key.workflow +
                                ", not in " + named,
                            "Ask for that workflow.",
                            {}});
    text = drawn(*found->definition, found->marks, to);
  } else {
    const ResultOfMany<Definition> definition = read_one(workflow, context);
    if (!definition) return refuse(context, definition.error());
    text = drawn(*definition, {}, to);
  }
  if (!to.empty()) return write(text, to, context);
  context.out << text;
  return Exit::done;
}

}  // namespace

Command diagram_command() {
  return {
      .name = "diagram",
      .one_line = "draws a workflow, or where one case stands in it",
      .words = "WORKFLOW",
      .least_words = 1,
      .most_words = 1,
      .options = {{.name = "--case",
                   .takes = Takes::text,
                   .shown_as = "REF",
                   .help = "marks where this case has been, is, and what stops it"},
                  {.name = "--out",
                   .takes = Takes::text,
                   .shown_as = "FILE",
                   .help = "a picture (.svg), or a Mermaid text (.mmd)"}},
      .explains =
          "WORKFLOW is a file, or the name of one in the configuration: arrears_secure. Without\n"
          "--out the picture goes to standard output. With --case the case is read from the\n"
          "database: solid arrows are the way that it went, the filled state is where it is now,\n"
          "and numbers say what stops each next arrow.",
      .run = run};
}

}  // namespace lintel
