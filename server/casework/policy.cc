#include "server/casework/policy.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "server/casework/check_context.h"
#include "server/casework/law_and_policy.h"
#include "server/casework/law_files.h"
#include "server/casework/law_index.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

/// Names as a person would write them from the configuration folder's parent.
std::string shown(const fs::path& config, const fs::path& file) {
  return (config.filename() / fs::relative(file, config)).generic_string();
}

std::vector<fs::path> workflow_files(const fs::path& config) {
  std::vector<fs::path> files;
  if (fs::is_directory(config / "workflows")) {
    for (const auto& entry : fs::directory_iterator(config / "workflows")) {
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_whole(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void append(Problems& all, const Problems& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

struct Policy::Parts {
  Parts(fs::path folder, LawBook book, LandlordProfile profile, DocumentSet set)
      : config(std::move(folder)),
        law(std::move(book)),
        landlord(std::move(profile)),
        documents(std::move(set)),
        rules(law, landlord.policy) {}

  fs::path config;
  LawBook law;
  LandlordProfile landlord;
  DocumentSet documents;
  LawAndPolicy rules;
  std::vector<Definition> definitions;
  std::map<DefinitionKey, std::string> texts;
  std::unique_ptr<LawIndex> index;
};

Policy::Policy(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {
}
Policy::Policy(Policy&&) noexcept = default;
Policy& Policy::operator=(Policy&&) noexcept = default;
Policy::~Policy() = default;

ResultOfMany<Policy> Policy::read(const fs::path& config) {
  Problems problems;
  ResultOfMany<LawBook> law = read_law_folder(config);
  if (!law) append(problems, law.error());
  ResultOfMany<LandlordProfile> landlord = read_landlord_file(config);
  if (!landlord) append(problems, landlord.error());
  ResultOfMany<DocumentSet> documents = DocumentSet::read(config.string());
  if (!documents) append(problems, documents.error());
  if (!problems.empty()) return tl::unexpected(std::move(problems));

  auto parts =
      std::make_unique<Parts>(config, *std::move(law), *std::move(landlord), *std::move(documents));
  const CheckContext context = check_context(parts->documents, parts->rules, std::nullopt);
  for (const fs::path& file : workflow_files(config)) {
    std::string text = read_whole(file);
    ResultOfMany<Definition> definition = read_definition(text, shown(config, file), parts->rules);
    if (!definition) {
      append(problems, definition.error());
      continue;
    }
    for (const CheckFinding& finding : check_definition(*definition, context)) {
      if (finding.severity == Severity::error) problems.push_back(finding.problem);
    }
    if (!parts->texts.emplace(definition->key, std::move(text)).second) {
      problems.push_back(
          {.what = "two files give " + definition->key.workflow + " " + definition->key.version,
           .fix = "Give one of them a new version.",
           .place = {.file = shown(config, file), .line = 0, .column = 0, .field = ""}});
    }
    parts->definitions.push_back(*std::move(definition));
  }
  if (parts->definitions.empty() && problems.empty()) {
    problems.push_back({.what = "there is no workflow in " + shown(config, config / "workflows"),
                        .fix = "Put one there, such as arrears_assured.yaml.",
                        .place = {}});
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  parts->index = std::make_unique<LawIndex>(parts->law, parts->landlord.policy);
  return Policy(std::move(parts));
}

const LawBook& Policy::law() const {
  return parts_->law;
}
const LandlordProfile& Policy::landlord() const {
  return parts_->landlord;
}
const DocumentSet& Policy::documents() const {
  return parts_->documents;
}
const RuleBook& Policy::rules() const {
  return parts_->rules;
}
const LawIndex& Policy::law_index() const {
  return *parts_->index;
}
const fs::path& Policy::config() const {
  return parts_->config;
}
const std::vector<Definition>& Policy::definitions() const {
  return parts_->definitions;
}

const std::string& Policy::text_of(const DefinitionKey& key) const {
  return parts_->texts.at(key);
}

}  // namespace lintel
