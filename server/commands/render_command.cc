#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>

#include "documents/render.h"
#include "server/commands/commands.h"

namespace lintel {
namespace {

Result<std::string> read_whole_file(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream out;
  out << in.rdbuf();
  if (!in || std::filesystem::is_directory(path)) {
    return problem("the file cannot be read", "Check its name", {.file = path, .field = "--data"});
  }
  return std::move(out).str();
}

/// Writes beside the file and renames, so that a full disk leaves no half a letter.
void write_whole_file(const std::string& path, const std::string& bytes) {
  const std::string beside = path + ".part";
  std::ofstream out{beside, std::ios::binary | std::ios::trunc};
  out << bytes;
  out.close();
  if (!out) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    throw std::runtime_error("the file " + path +
                             " cannot be written: check its folder and the room on the disk");
  }
  std::filesystem::rename(beside, path);
}

Exit run(const Arguments& arguments, CommandContext& context) {
  const std::string variant = arguments.text("--variant").value_or("standard");
  if (variant != "standard") {
    return refuse(context,
                  Problem{"documents are made in standard print only, not " + variant,
                          "Leave --variant out",
                          {.file = "", .field = "--variant"}});
  }
  const std::string path = *arguments.text("--data");
  const Result<std::string> text = read_whole_file(path);
  if (!text) return refuse(context, text.error());
  const Result<Json> data = parse_json(*text);
  if (!data) {
    Problem found = data.error();
    found.place.file = path;
    return refuse(context, found);
  }
  const ResultOfMany<DocumentSet> documents = DocumentSet::read(context.config.string());
  if (!documents) return refuse(context, documents.error());

  const ResultOfMany<Rendered> made = documents->render(
      *arguments.text("--template"), *data, {.version = arguments.text("--version")});
  if (!made) return refuse(context, made.error());
  write_whole_file(*arguments.text("--out"), made->pdf);

  Json said = Json::object();
  said["template"] = made->template_name;
  said["version"] = made->template_version;
  said["pages"] = made->pages;
  said["sha256"] = made->pdf_hash.to_hex();
  said["specimen"] = made->specimen;
  context.out << to_canonical(said) << "\n";
  return Exit::done;
}

Exit run_gallery(const Arguments& arguments, CommandContext& context) {
  const ResultOfMany<DocumentSet> documents = DocumentSet::read(context.config.string());
  if (!documents) return refuse(context, documents.error());
  Problems problems;
  std::vector<std::pair<std::string, Rendered>> all;
  for (const TemplateSummary& one : documents->templates()) {
    const Result<Json> data = documents->sample(one.name);
    if (!data) {
      problems.push_back(data.error());
      continue;
    }
    ResultOfMany<Rendered> made = documents->render(one.name, *data, {.version = one.version});
    if (made) {
      all.emplace_back(one.name, *std::move(made));
    } else {
      problems.insert(problems.end(), made.error().begin(), made.error().end());
    }
  }
  if (!problems.empty()) return refuse(context, problems);
  const std::filesystem::path folder = *arguments.text("--out");
  std::filesystem::create_directories(folder);
  for (const auto& [name, made] : all) {
    write_whole_file((folder / (name + ".pdf")).string(), made.pdf);
    Json said = Json::object();
    said["template"] = name;
    said["pages"] = made.pages;
    said["bytes"] = static_cast<std::int64_t>(made.pdf.size());
    said["sha256"] = made.pdf_hash.to_hex();
    context.out << to_canonical(said) << "\n";
  }
  return Exit::done;
}

}  // namespace

Command render_command() {
  return {
      .name = "render",
      .one_line = "makes one document from a template and its fields",
      .words = "",
      .options = {{"--template", Takes::text, "NAME", "the template, such as letter_1", true},
                  {"--version",
                   Takes::text,
                   "V",
                   "that version; else the latest in force on letter_date",
                   false},
                  {"--data", Takes::text, "FILE.json", "an object of the template's fields", true},
                  {"--out", Takes::text, "FILE.pdf", "the PDF to write", true},
                  {"--variant", Takes::text, "KIND", "standard", false}},
      .explains =
          "The fields of a template stand in its front matter and in config/templates/fields.yaml; "
          "NAME.sample.json beside it shows each. A field that is absent, empty, misspelt or "
          "cannot be "
          "printed is named, and nothing is written.",
      .run = run};
}

Command gallery_command() {
  return {.name = "gallery",
          .one_line = "makes every document with its sample data",
          .words = "",
          .options = {{"--out", Takes::text, "DIR", "the folder to write to", true}},
          .explains =
              "Each template is rendered with its NAME.sample.json. Nothing is written when any is "
              "refused.",
          .run = run_gallery};
}

}  // namespace lintel
