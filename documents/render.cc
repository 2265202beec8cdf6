#include "documents/render.h"

#include "documents/characters.h"
#include "documents/document_parts.h"
#include "documents/layout.h"
#include "documents/markdown.h"
#include "documents/pdf_writer.h"
#include "documents/tagged_content.h"

namespace lintel {
namespace {

/// Changes when the same input would make other bytes: part of each document's input hash.
constexpr std::string_view kMaker = "lintel documents 1";

void add(Problems& problems, const Problems& more) {
  problems.insert(problems.end(), more.begin(), more.end());
}

}  // namespace

struct DocumentSet::Parts : DocumentParts {};

ResultOfMany<DocumentSet> DocumentSet::read(const std::string& config_folder) {
  auto parts = std::make_unique<Parts>();
  Problems problems;
  parts->read_templates(std::filesystem::path(config_folder) / "templates", problems);
  parts->read_brand(std::filesystem::path(config_folder) / "brand", problems);
  parts->check_texts(problems);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return DocumentSet{std::move(parts)};
}

DocumentSet::DocumentSet(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {
}
DocumentSet::DocumentSet(DocumentSet&&) noexcept = default;
DocumentSet& DocumentSet::operator=(DocumentSet&&) noexcept = default;
DocumentSet::~DocumentSet() = default;

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
Furniture furnish(const Template& chosen,
                  const Zones& zones,
                  const Json& data,
                  const Letterhead& head,
                  Date dated) {
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
  if (chosen.zones == "letter")
    made.about.push_back("Your home: " + joined(lines_of(data, "property_address")));
  made.foot = "Our reference " + text("our_reference") + " · " + dated.to_words();
  if (zones.has_window) {
    std::vector<std::string> address = head.lines("landlord_service_address");
    if (!address.empty() && address.front() == head.text("landlord_name"))
      address.erase(address.begin());
    made.first_page_foot = {
        head.text("landlord_name") + ", " + joined(address) + ". This is our address for notices.",
        head.text("landlord_status_line")};
    made.formats_panel = true;
  }
  return made;
}

}  // namespace

ResultOfMany<Rendered> DocumentSet::render(std::string_view template_name,
                                           const Json& data,
                                           const RenderOptions& options) const {
  Problems problems;
  if (!data.is_object()) {
    problems.push_back({"the data is not an object of fields",
                        "Write { \"letter_date\": … }",
                        {.file = std::string(template_name), .field = ""}});
    return tl::unexpected(std::move(problems));
  }
  const Template* chosen = parts_->choose(template_name, data, options, problems);
  if (chosen == nullptr) return tl::unexpected(std::move(problems));
  parts_->refuse_unknown(*chosen, data, problems);

  Json all = parts_->letterhead.fields;
  for (const auto& [key, value] : data.as_object()) all[key] = value;
  const Result<Date> dated = Date::parse(data.text("letter_date").value_or(""));
  Hash statutory_hash;
  const bool stand_in =
      dated && parts_->add_statutory(*chosen, *dated, all, statutory_hash, problems);

  const Merge& merge = parts_->merges[static_cast<std::size_t>(
      std::find_if(parts_->templates.begin(),
                   parts_->templates.end(),
                   [&](const Template& one) { return &one == chosen; }) -
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
  made.input_hash = sha256(std::string(kMaker) + "\n" + chosen->hash.to_hex() + "\n" +
                           parts_->letterhead.hash.to_hex() + "\n" + parts_->zones_hash.to_hex() +
                           "\n" + statutory_hash.to_hex() + "\n" +
                           (stand_in ? "specimen\n" : "\n") + to_canonical(data));
  const Zones& zones = parts_->zones.find(chosen->zones)->second;
  Furniture furniture = furnish(*chosen, zones, all, parts_->letterhead, *dated);
  furniture.specimen = stand_in;
  if (chosen->statutory.any()) {
    furniture.stamp = chosen->form_edition + " · " + chosen->name + " version " + chosen->version +
                      " · " + made.input_hash.to_hex().substr(0, 16);
  }
  ShaperPool::Loan loan{*parts_->shapers};
  const Result<Laid> laid = lay_out(*blocks, furniture, parts_->letterhead, zones, loan.shaper());
  if (!laid) return with_place(laid.error());

  made.pdf = write_pdf(*laid,
                       write_content(*laid, *parts_->subsets),
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
          .form_edition = one.form_edition,
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
    return problem("the template " + std::string(template_name) + " has no sample data",
                   "Write " + std::string(template_name) + ".sample.json beside it");
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
