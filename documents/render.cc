#include "documents/render.h"

#include <deque>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "documents/characters.h"
#include "documents/layout.h"
#include "documents/letterhead.h"
#include "documents/markdown.h"
#include "documents/merge.h"
#include "documents/pdf_writer.h"
#include "documents/shaper_pool.h"
#include "documents/statutory_text.h"
#include "documents/subset_cache.h"
#include "documents/tagged_content.h"
#include "documents/template.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

/// Changes when the same input would make other bytes: part of each document's input hash.
constexpr std::string_view kMaker = "lintel documents 1";

/// Letters that any document may hold; they are in every subset, so that subsets repeat.
constexpr std::string_view kCommonText =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~£–—‘’“”•·é";

std::string read_file(const fs::path& path, Problems& problems) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream out;
  out << in.rdbuf();
  if (!in) problems.push_back({"the file cannot be read", "Check that it is there and may be read", {.file = path.string(), .field = ""}});
  return std::move(out).str();
}

/// The files below a folder whose names end so, in one order on every machine.
std::vector<fs::path> files_below(const fs::path& folder, std::string_view ending) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::recursive_directory_iterator file{folder, error}, end; !error && file != end; file.increment(error)) {
    if (file->is_regular_file() && file->path().filename().string().ends_with(ending)) found.push_back(file->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

void add(Problems& problems, const Problems& more) { problems.insert(problems.end(), more.begin(), more.end()); }

}  // namespace

struct DocumentSet::Parts {
  TemplateParts shared;
  std::deque<Template> templates;   ///< by name, then the latest first
  std::deque<Merge> merges;         ///< merges[i] is of templates[i]
  std::map<std::string, std::string, std::less<>> samples;
  StatutoryTexts texts;
  Letterhead letterhead;
  std::map<std::string, Zones, std::less<>> zones;
  Hash zones_hash;
  std::optional<FontSet> fonts;
  std::unique_ptr<SubsetCache> subsets;
  std::unique_ptr<ShaperPool> shapers;
  std::set<std::string, std::less<>> given;   ///< fields that callers give, of all templates
  std::set<std::string, std::less<>> filled;  ///< fields that the landlord's files give

  void read_templates(const fs::path& folder, Problems& problems);
  void read_brand(const fs::path& folder, Problems& problems);
  void check_texts(Problems& problems) const;
  const Template* choose(std::string_view name, const Json& data, const RenderOptions& options, Problems& problems) const;
  void refuse_unknown(const Template& chosen, const Json& data, Problems& problems) const;
  bool add_statutory(const Template& chosen, Date on, Json& data, Hash& hash, Problems& problems) const;
  void refuse_missing_glyphs(const Template& chosen, const Merged& merged, Problems& problems) const;
};

void DocumentSet::Parts::read_templates(const fs::path& folder, Problems& problems) {
  for (const fs::path& path : files_below(folder / "partials", ".md")) {
    std::string text = read_file(path, problems);
    while (text.ends_with('\n')) text.pop_back();
    shared.partials.emplace(path.stem().string(), std::move(text));
  }
  auto families = read_families(read_file(folder / "fields.yaml", problems), (folder / "fields.yaml").string());
  if (families) {
    shared.families = *std::move(families);
  } else {
    add(problems, families.error());
  }
  std::vector<std::pair<std::string, std::string>> statutory;
  for (const fs::path& path : files_below(folder / "statutory", ".yaml")) {
    if (path.filename() != "adopted.yaml") statutory.emplace_back(path.string(), read_file(path, problems));
  }
  const fs::path adopted = folder / "statutory" / "adopted.yaml";
  auto read = StatutoryTexts::read(statutory, fs::exists(adopted) ? read_file(adopted, problems) : "", adopted.string());
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
                       (found[i].version == found[i - 1].version || found[i].in_force_from == found[i - 1].in_force_from);
    if (twice) problems.push_back({"the template " + found[i].name + " is there twice for one version or day", "Give it another version: and in_force_from:", {.file = found[i].file, .field = "version"}});
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

void DocumentSet::Parts::read_brand(const fs::path& folder, Problems& problems) {
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
    if (!zones.contains(one.zones)) problems.push_back({"the zones " + one.zones + " are not in zones.yaml", "Add them", {.file = one.file, .field = "zones"}});
  }
  auto read = read_fonts(letterhead);
  if (!read) return add(problems, read.error());
  fonts.emplace(*std::move(read));
  std::string common{kCommonText};
  for (const PanelLine& line : letterhead.formats_panel) common += line.text;
  subsets = std::make_unique<SubsetCache>(*fonts, common, kCommonText);
  shapers = std::make_unique<ShaperPool>(*fonts);
}

void DocumentSet::Parts::check_texts(Problems& problems) const {
  for (const Template& one : templates) {
    for (const std::string& note : one.statutory.notes) {
      if (!texts.knows(note)) problems.push_back({"there is no statutory text " + note, "Add it to templates/statutory", {.file = one.file, .field = "statutory_texts"}});
    }
    const std::string& set = one.statutory.grounds;
    if (!set.empty() && !texts.has_grounds(set)) {
      problems.push_back({"there is no set of grounds " + set, "Add it to templates/statutory", {.file = one.file, .field = "statutory_texts"}});
    }
  }
}

ResultOfMany<DocumentSet> DocumentSet::read(const std::string& config_folder) {
  auto parts = std::make_unique<Parts>();
  Problems problems;
  parts->read_templates(fs::path(config_folder) / "templates", problems);
  parts->read_brand(fs::path(config_folder) / "brand", problems);
  parts->check_texts(problems);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return DocumentSet{std::move(parts)};
}

DocumentSet::DocumentSet(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
DocumentSet::DocumentSet(DocumentSet&&) noexcept = default;
DocumentSet& DocumentSet::operator=(DocumentSet&&) noexcept = default;
DocumentSet::~DocumentSet() = default;

const Template* DocumentSet::Parts::choose(std::string_view name, const Json& data, const RenderOptions& options,
                                           Problems& problems) const {
  const Place place{.file = std::string(name), .field = "letter_date"};
  std::vector<std::string> names;
  std::optional<Date> on;
  if (const std::optional<std::string> day = data.text("letter_date")) {
    if (const Result<Date> read = Date::parse(*day)) on = *read;
  }
  const Template* newest = nullptr;
  for (const Template& one : templates) {
    names.push_back(one.name);
    if (one.name != name) continue;
    if (newest == nullptr) newest = &one;
    const bool fits = options.version ? one.version == *options.version : !on || one.in_force_from <= *on;
    if (fits) return &one;
  }
  if (newest == nullptr) {
    const std::string hint = did_you_mean(name, names);
    problems.push_back({"there is no template " + std::string(name), hint.empty() ? "Look in config/templates" : hint, {.file = std::string(name), .field = ""}});
  } else if (options.version) {
    problems.push_back({"the template has no version " + *options.version, "The latest is " + newest->version, {.file = std::string(name), .field = ""}});
  } else {
    problems.push_back({"no version of the template is in force on " + on->to_words(), "The first is in force from " + newest->in_force_from.to_words(), place});
  }
  return nullptr;
}

void DocumentSet::Parts::refuse_unknown(const Template& chosen, const Json& data, Problems& problems) const {
  std::vector<std::string> known;
  for (const Field& field : chosen.fields) {
    if (!field.filled_here) known.push_back(field.name);
  }
  for (const auto& [key, value] : data.as_object()) {
    if (given.contains(key)) continue;
    const std::string hint = did_you_mean(key, known);
    const bool landlords = filled.contains(key);
    problems.push_back({landlords ? "the field " + key + " is the landlord's own, not the caller's" : "no template has a field " + key,
                        landlords || hint.empty() ? "Leave it out" : hint,
                        {.file = chosen.name, .field = key}});
  }
}

/// Fills notes and grounds in; says whether any of them is a stand-in.
bool DocumentSet::Parts::add_statutory(const Template& chosen, Date on, Json& data, Hash& hash, Problems& problems) const {
  bool stand_in = false;
  std::string used;
  const auto use = [&](const std::string& id, const std::string& field) -> const StatutoryText* {
    const StatutoryText* text = texts.find(id, on);
    if (text == nullptr) {
      problems.push_back({"the field " + field + ": there is no statutory text " + id + " in force on " + on.to_words(),
                          "Check the ground, or load the text",
                          {.file = chosen.name, .field = field}});
      return nullptr;
    }
    stand_in = stand_in || text->state == TextState::stand_in;
    used += id + " " + text->hash.to_hex() + "\n";
    return text;
  };
  for (const std::string& note : chosen.statutory.notes) {
    if (const StatutoryText* text = use(note, note)) data[note] = text->text;
  }
  const Json* grounds = data.find("grounds");
  if (!chosen.statutory.grounds.empty() && grounds != nullptr && grounds->is_array()) {
    Json filled_grounds = Json::array();
    int number = 0;
    for (Json ground : grounds->as_array()) {
      const std::string field = "grounds[" + std::to_string(++number) + "].number";
      if (const std::optional<std::string> name = ground.text("number"); name && !trimmed(*name).empty()) {
        if (const StatutoryText* text = use(chosen.statutory.grounds + "/" + *name, field)) {
          ground["title"] = text->title;
          ground["kind"] = text->kind;
          ground["full_text"] = text->text;
        }
      }
      filled_grounds.push(std::move(ground));
    }
    data["grounds"] = std::move(filled_grounds);
  }
  hash = sha256(used);
  return stand_in;
}

void DocumentSet::Parts::refuse_missing_glyphs(const Template& chosen, const Merged& merged, Problems& problems) const {
  for (std::size_t i = 0; i < merged.values.size(); ++i) {
    for (const char32_t c : to_code_points(merged.values[i].text)) {
      const bool shows_nothing = c == U'\n' || c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F);
      if (c < 0x7F || shows_nothing || (fonts->face_for(c, false) >= 0 && fonts->face_for(c, true) >= 0)) continue;
      problems.push_back({"the field " + merged.paths[i] + " holds " + name_of_character(c) + ", which no font has",
                          "Write it otherwise, or add a font to config/brand/letterhead.yaml",
                          {.file = chosen.name, .field = merged.paths[i]}});
      break;
    }
  }
}

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : ", ") + line;
  return text;
}

std::vector<std::string> lines_of(const Json& data, std::string_view field) {
  std::vector<std::string> lines;
  if (const Json* list = data.find(field); list != nullptr && list->is_array()) {
    for (const Json& line : list->as_array()) lines.push_back(trimmed(line.as_string()));
  }
  return lines;
}

/// What stands around the body. Every field that it reads has been checked by the merge.
Furniture furnish(const Template& chosen, const Zones& zones, const Json& data, const Letterhead& head, Date dated) {
  const auto text = [&](std::string_view field) { return trimmed(data.text(field).value_or("")); };
  Furniture made;
  if (zones.has_window) made.recipient = lines_of(data, "recipient_block");
  if (chosen.field("officer_name") != nullptr) {
    made.contact = {text("officer_name"), text("officer_title"), text("officer_phone")};
  } else {
    made.contact = {head.text("landlord_name"), head.text("landlord_phone")};
  }
  made.contact.push_back(head.text("landlord_email"));
  made.contact.push_back(head.text("landlord_hours"));
  made.about = {"Our reference: " + text("our_reference"), "Date: " + dated.to_words()};
  if (chosen.zones == "letter") made.about.push_back("Your home: " + joined(lines_of(data, "property_address")));
  made.foot = "Our reference " + text("our_reference") + " · " + dated.to_words();
  if (zones.has_window) {
    std::vector<std::string> address = head.lines("landlord_service_address");
    if (!address.empty() && address.front() == head.text("landlord_name")) address.erase(address.begin());
    made.first_page_foot = {head.text("landlord_name") + ", " + joined(address) + ". This is our address for notices.",
                            head.text("landlord_status_line")};
    made.formats_panel = true;
  }
  return made;
}

}  // namespace

ResultOfMany<Rendered> DocumentSet::render(std::string_view template_name, const Json& data,
                                           const RenderOptions& options) const {
  Problems problems;
  if (!data.is_object()) {
    problems.push_back({"the data is not an object of fields", "Write { \"letter_date\": … }", {.file = std::string(template_name), .field = ""}});
    return tl::unexpected(std::move(problems));
  }
  const Template* chosen = parts_->choose(template_name, data, options, problems);
  if (chosen == nullptr) return tl::unexpected(std::move(problems));
  parts_->refuse_unknown(*chosen, data, problems);

  Json all = parts_->letterhead.fields;
  for (const auto& [key, value] : data.as_object()) all[key] = value;
  const Result<Date> dated = Date::parse(data.text("letter_date").value_or(""));
  Hash statutory_hash;
  const bool stand_in = dated && parts_->add_statutory(*chosen, *dated, all, statutory_hash, problems);

  const Merge& merge = parts_->merges[static_cast<std::size_t>(
      std::find_if(parts_->templates.begin(), parts_->templates.end(), [&](const Template& one) { return &one == chosen; }) -
      parts_->templates.begin())];
  ResultOfMany<Merged> merged = merge.fill(all);
  if (!merged) {
    // Without a date no text is in force: the missing date is the fault, not the texts.
    for (const Problem& found : merged.error()) {
      const Field* field = chosen->field(found.place.field);
      if (dated || field == nullptr || !field->filled_here) problems.push_back(found);
    }
  } else {
    parts_->refuse_missing_glyphs(*chosen, *merged, problems);
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));

  const auto with_place = [&](Problem found) {
    if (found.place.file.empty()) found.place.file = chosen->name;
    return tl::unexpected(Problems{std::move(found)});
  };
  const Result<std::vector<Block>> blocks = read_markdown(*merged);
  if (!blocks) return with_place(blocks.error());

  Rendered made;
  made.input_hash = sha256(std::string(kMaker) + "\n" + chosen->hash.to_hex() + "\n" + parts_->letterhead.hash.to_hex() + "\n" +
                           parts_->zones_hash.to_hex() + "\n" + statutory_hash.to_hex() + "\n" + (stand_in ? "specimen\n" : "\n") +
                           to_canonical(data));
  const Zones& zones = parts_->zones.find(chosen->zones)->second;
  Furniture furniture = furnish(*chosen, zones, all, parts_->letterhead, *dated);
  furniture.specimen = stand_in;
  if (chosen->statutory.any()) {
    furniture.stamp = chosen->form_edition + " · " + chosen->name + " version " + chosen->version + " · " + made.input_hash.to_hex().substr(0, 16);
  }
  ShaperPool::Loan loan{*parts_->shapers};
  const Result<Laid> laid = lay_out(*blocks, furniture, parts_->letterhead, zones, loan.shaper());
  if (!laid) return with_place(laid.error());

  made.pdf = write_pdf(*laid, write_content(*laid, *parts_->subsets),
                       {.title = chosen->title,
                        .author = parts_->letterhead.text("landlord_name"),
                        .subject = chosen->law,
                        .language = chosen->language,
                        .dated = *dated,
                        .identity = made.input_hash});
  made.pages = static_cast<int>(laid->pages.size());
  made.pdf_hash = sha256(made.pdf);
  made.template_name = chosen->name;
  made.template_version = chosen->version;
  made.title = chosen->title;
  made.tags = chosen->tags;
  made.specimen = stand_in;
  made.text = plain_text(*laid);
  made.boxes = describe(*laid);
  return made;
}

namespace {

TemplateSummary summary_of(const Template& one) {
  return {.name = one.name,
          .version = one.version,
          .title = one.title,
          .tags = one.tags,
          .in_force_from = one.in_force_from,
          .statutory_form = one.statutory_form,
          .fields = one.fields,
          .hash = one.hash};
}

}  // namespace

std::vector<TemplateSummary> DocumentSet::templates() const {
  std::vector<TemplateSummary> all;
  for (const Template& one : parts_->templates) all.push_back(summary_of(one));
  return all;
}

std::optional<TemplateSummary> DocumentSet::find(std::string_view template_name, Date on) const {
  for (const Template& one : parts_->templates) {
    if (one.name == template_name && one.in_force_from <= on) return summary_of(one);
  }
  return std::nullopt;
}

Result<Json> DocumentSet::sample(std::string_view template_name) const {
  const auto sample = parts_->samples.find(template_name);
  if (sample == parts_->samples.end()) {
    return problem("the template " + std::string(template_name) + " has no sample data", "Write " + std::string(template_name) + ".sample.json beside it");
  }
  return parse_json(sample->second);
}

Problems check_documents(const std::string& config_folder) {
  const ResultOfMany<DocumentSet> set = DocumentSet::read(config_folder);
  if (!set) return set.error();
  Problems problems;
  for (const TemplateSummary& one : set->templates()) {
    const Result<Json> data = set->sample(one.name);
    if (!data) {
      problems.push_back(data.error());
      continue;
    }
    const ResultOfMany<Rendered> rendered = set->render(one.name, *data, {.version = one.version});
    if (!rendered) add(problems, rendered.error());
  }
  return problems;
}

}  // namespace lintel
