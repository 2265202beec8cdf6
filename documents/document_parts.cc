#include <fstream>
#include <sstream>

#include "documents/document_parts.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

/// Letters that any document may hold; they are in every subset, so that subsets repeat.
constexpr std::string_view kCommonText =
    " '(),-./0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz£–’•é";
/// In bold stand headings, which are the template's own, and sums and dates, which differ.
constexpr std::string_view kCommonBold = " '(),-./0123456789:ADFJMNOSabcdefghijklmnopqrstuvwxyz£–’";

std::string read_file(const fs::path& path, Problems& problems) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream out;
  out << in.rdbuf();
  if (!in)
    problems.push_back({"the file cannot be read",
                        "Check that it is there and may be read",
                        {.file = path.string(), .field = ""}});
  return std::move(out).str();
}

/// The files below a folder whose names end so, in one order on every machine.
std::vector<fs::path> files_below(const fs::path& folder, std::string_view ending) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::recursive_directory_iterator file{folder, error}, end; !error && file != end;
       file.increment(error)) {
    if (file->is_regular_file() && file->path().filename().string().ends_with(ending))
      found.push_back(file->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

void add(Problems& problems, const Problems& more) {
  problems.insert(problems.end(), more.begin(), more.end());
}

}  // namespace

void DocumentParts::read_templates(const fs::path& folder, Problems& problems) {
  for (const fs::path& path : files_below(folder / "partials", ".md")) {
    std::string text = read_file(path, problems);
    while (text.ends_with('\n')) text.pop_back();
    shared.partials.emplace(path.stem().string(), std::move(text));
  }
  auto families =
      read_families(read_file(folder / "fields.yaml", problems), (folder / "fields.yaml").string());
  if (families) {
    shared.families = *std::move(families);
  } else {
    add(problems, families.error());
  }
  std::vector<std::pair<std::string, std::string>> statutory;
  for (const fs::path& path : files_below(folder / "statutory", ".yaml")) {
    if (path.filename() != "adopted.yaml")
      statutory.emplace_back(path.string(), read_file(path, problems));
  }
  const fs::path adopted = folder / "statutory" / "adopted.yaml";
  auto read = StatutoryTexts::read(
      statutory, fs::exists(adopted) ? read_file(adopted, problems) : "", adopted.string());
  if (read) {
    texts = *std::move(read);
  } else {
    add(problems, read.error());
  }
  std::vector<Template> found;
  for (const fs::path& path : files_below(folder, ".md")) {
    if (path.parent_path().filename() == "partials") continue;
    ResultOfMany<Template> one = read_template(read_file(path, problems), path.string(), shared);
    if (one) {
      found.push_back(*std::move(one));
    } else {
      add(problems, one.error());
    }
  }
  std::sort(found.begin(), found.end(), [](const Template& a, const Template& b) {
    return a.name != b.name ? a.name < b.name : a.in_force_from > b.in_force_from;
  });
  for (std::size_t i = 1; i < found.size(); ++i) {
    const bool twice = found[i].name == found[i - 1].name &&
                       (found[i].version == found[i - 1].version ||
                        found[i].in_force_from == found[i - 1].in_force_from);
    if (twice)
      problems.push_back(
          {"the template " + found[i].name + " is there twice for one version or day",
           "Give it another version: and in_force_from:",
           {.file = found[i].file, .field = "version"}});
  }
  for (Template& one : found) {
    for (const Field& field : one.fields) (field.filled_here ? filled : given).insert(field.name);
    templates.push_back(std::move(one));
    merges.emplace_back(templates.back());
  }
  for (const fs::path& path : files_below(folder, ".sample.json")) {
    const std::string name = path.filename().string();
    samples.emplace(name.substr(0, name.find('.')), read_file(path, problems));
  }
}

void DocumentParts::read_brand(const fs::path& folder, Problems& problems) {
  const fs::path head = folder / "letterhead.yaml", page = folder / "zones.yaml";
  auto read_head = read_letterhead(read_file(head, problems), head.string());
  if (!read_head) return add(problems, read_head.error());
  letterhead = *std::move(read_head);
  const std::string zone_text = read_file(page, problems);
  zones_hash = sha256(zone_text);
  auto read_page = lintel::read_zones(zone_text, page.string());
  if (!read_page) return add(problems, read_page.error());
  zones = *std::move(read_page);
  for (const Template& one : templates) {
    if (!zones.contains(one.zones))
      problems.push_back({"the zones " + one.zones + " are not in zones.yaml",
                          "Add them",
                          {.file = one.file, .field = "zones"}});
  }
  auto read = read_fonts(letterhead);
  if (!read) return add(problems, read.error());
  fonts.emplace(*std::move(read));
  std::string common{kCommonText};
  for (const PanelLine& line : letterhead.formats_panel) common += line.text;
  subsets = std::make_unique<SubsetCache>(*fonts, common, kCommonBold);
  shapers = std::make_unique<ShaperPool>(*fonts);
}

void DocumentParts::check_texts(Problems& problems) const {
  for (const Template& one : templates) {
    for (const std::string& note : one.statutory.notes) {
      if (!texts.knows(note))
        problems.push_back({"there is no statutory text " + note,
                            "Add it to templates/statutory",
                            {.file = one.file, .field = "statutory_texts"}});
    }
    const std::string& set = one.statutory.grounds;
    if (!set.empty() && !texts.has_grounds(set)) {
      problems.push_back({"there is no set of grounds " + set,
                          "Add it to templates/statutory",
                          {.file = one.file, .field = "statutory_texts"}});
    }
  }
}

}  // namespace lintel
