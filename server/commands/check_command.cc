#include <algorithm>
#include <deque>
#include <fstream>
#include <istream>
#include <iterator>
#include <ostream>

#include "connectors/rent_file_layout.h"
#include "documents/render.h"
#include "server/casework/case_facts.h"
#include "server/casework/check_context.h"
#include "server/casework/law_and_policy.h"
#include "server/casework/law_files.h"
#include "server/commands/commands.h"
#include "server/commands/open_database.h"
#include "storage/definition_store.h"
#include "storage/person_store.h"
#include "workflows/checks.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

/// What a configuration file is, by the folder that it lies in; a workflow anywhere else is known
/// by its first key, and rules of law by theirs.
enum class Kind { workflow, law, landlord, layout, documents, unknown };

/// Reads everything asked for and gathers what is wrong and what might be better.
class Checking {
 public:
  explicit Checking(const CommandContext& context)
      : config_(context.config),
        database_(context.database_given ? context.database_url : ""),
        today_(context.clock.today()) {}

  void all() {
    read_law();
    documents(config_);
    for (const std::string_view folder : {"layouts", "workflows"})
      for (const fs::path& file : yaml_files(config_ / folder)) one(file);
  }

  void path(const fs::path& given) {
    const fs::path asked = given.has_filename() ? given : given.parent_path();
    if (fs::is_directory(asked)) {
      // The files of a law folder stand together: the calendars are in one of them.
      if (asked.filename() == "law") {
        files_ += static_cast<int>(yaml_files(asked).size());
        add(read_law_folder(asked.parent_path()));
        return;
      }
      if (fs::is_directory(asked / "workflows")) {
        config_ = asked;
        all();
        return;
      }
      for (const fs::path& file : yaml_files(asked)) one(file);
      if (asked.filename() == "templates") documents(asked.parent_path());
      return;
    }
    one(asked);
  }

  /// Workflows stand together: one may move the cases of another, or start it.
  void workflows() {
    if (definitions_.empty()) return;
    const LawAndPolicy book{*law_, landlord_->policy};
    const ResultOfMany<DocumentSet>& set = document_set();
    CheckContext context;
    if (set) context = check_context(*set, book, today_);
    if (!set) context.sources = known_sources();
    std::deque<Definition> others;
    const auto add_other = [&](ResultOfMany<Definition> other) {
      if (!other) return;
      for (const auto* some : {&definitions_, &others})
        for (const Definition& each : *some)
          if (each.key == other->key) return;
      others.push_back(*std::move(other));
    };
    for (const fs::path& file : yaml_files(config_ / "workflows")) {
      std::ifstream in(file, std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      add_other(read_definition(text, file.string(), book));
    }
    for (const StoredDefinition& stored : read_database(context)) {
      add_other(read_definition(
          stored.body, "the database's " + stored.name + " " + stored.version, book));
      other_body(stored);
    }
    context.workflows.emplace();
    for (const auto* some : {&definitions_, &others})
      for (const Definition& each : *some) {
        context.workflows->push_back(each.key.workflow);
        context.earlier.push_back(&each);
      }
    for (const Definition& each : definitions_) check(each, context);
  }

  const Problems& problems() const { return problems_; }
  const Problems& warnings() const { return warnings_; }
  int files() const { return files_; }

 private:
  /// Who holds which role there, and the versions that cases may keep. Only a database that was
  /// named is asked; nothing is written into it.
  std::vector<StoredDefinition> read_database(CheckContext& context) {
    if (database_.empty()) return {};
    const Result<std::unique_ptr<Database>> opened = open_existing_database(database_);
    if (!opened) {
      problems_.push_back(opened.error());
      return {};
    }
    return (*opened)->read([&](Connection& connection) {
      context.holders = role_holders(PersonStore(connection).all());
      return DefinitionStore(connection).all("workflow");
    });
  }

  /// A published version is kept for ever: a file with another text needs another version.
  void other_body(const StoredDefinition& stored) {
    for (const Definition& each : definitions_) {
      if (each.key != DefinitionKey{stored.name, stored.version} || each.hash == stored.hash)
        continue;
      problems_.push_back(
          Problem{stored.name + " " + stored.version + " is published with another body",
                  "Give the changed file a new version.",
                  Place{each.file, 1, 1, "version"}});
    }
  }

  void one(const fs::path& file) {
    ++files_;
    std::ifstream in(file, std::ios::binary);
    if (!in) {
      problems_.push_back(Problem{"the file cannot be read",
                                  "Check that it is there and may be read.",
                                  Place{file.string(), 0, 0, ""}});
      return;
    }
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    switch (kind_of(file, text)) {
      case Kind::workflow:
        workflow(file, text);
        return;
      case Kind::law:
        rules_alone(file, text);
        return;
      case Kind::landlord:
        add(read_landlord(text, file.string()));
        return;
      case Kind::layout:
        add(read_rent_file_layout(text, file.string()));
        return;
      case Kind::documents:
        documents(config_of(file));
        return;
      case Kind::unknown:
        problems_.push_back(
            Problem{"this is not a file of the configuration",
                    "Give a workflow, a law, a layout, a template or landlord.yaml.",
                    Place{file.string(), 0, 0, ""}});
    }
  }

  /// One file of the law by itself: its rules, without what other files must bring.
  void rules_alone(const fs::path& file, const std::string& text) {
    const Result<YamlNode> node = read_strict_yaml(text, file.string());
    if (!node) {
      problems_.push_back(node.error());
      return;
    }
    const Problems found = DatedRules().add(*node);
    problems_.insert(problems_.end(), found.begin(), found.end());
  }

  static Kind kind_of(const fs::path& file, const std::string& text) {
    const std::string folder = file.parent_path().filename().string();
    if (folder == "law") return Kind::law;
    if (folder == "layouts") return Kind::layout;
    if (file.filename() == "landlord.yaml") return Kind::landlord;
    if (file.extension() == ".md") return Kind::documents;
    if (folder == "workflows" || text.starts_with("workflow:") ||
        text.find("\nworkflow:") != std::string::npos)
      return Kind::workflow;
    if (text.find("\n  unit:") != std::string::npos &&
        text.find("\n  values:") != std::string::npos)
      return Kind::law;
    return Kind::unknown;
  }

  /// The folder that holds templates/.
  static fs::path config_of(const fs::path& file) {
    for (fs::path at = fs::absolute(file); at.has_relative_path(); at = at.parent_path())
      if (at.filename() == "templates") return at.parent_path();
    return file.parent_path();
  }

  void workflow(const fs::path& file, const std::string& text) {
    read_law();
    if (!law_ || !landlord_) return;
    const LawAndPolicy book{*law_, landlord_->policy};
    ResultOfMany<Definition> definition = read_definition(text, file.string(), book);
    if (!definition) {
      add(definition);
      return;
    }
    definitions_.push_back(*std::move(definition));
    definitions_.back().file = file.string();
  }

  void check(const Definition& definition, const CheckContext& context) {
    for (const CheckFinding& finding : check_definition(definition, context)) {
      Problem found = finding.problem;
      found.place.file = definition.file;
      (finding.severity == Severity::error ? problems_ : warnings_).push_back(std::move(found));
    }
  }

  void read_law() {
    if (law_read_) return;
    law_read_ = true;
    ResultOfMany<LawBook> law = read_law_folder(config_);
    ResultOfMany<LandlordProfile> landlord = read_landlord_file(config_);
    files_ += static_cast<int>(yaml_files(config_ / "law").size()) + 1;
    add(law);
    add(landlord);
    if (law) law_.emplace(*std::move(law));
    if (landlord) landlord_.emplace(*std::move(landlord));
  }

  const ResultOfMany<DocumentSet>& document_set() {
    if (!documents_) documents_.emplace(DocumentSet::read(config_.string()));
    return *documents_;
  }

  void documents(const fs::path& config) {
    const Problems found = check_documents(config.string());
    problems_.insert(problems_.end(), found.begin(), found.end());
    std::error_code none;
    for (const auto& entry : fs::recursive_directory_iterator(config / "templates", none))
      if (entry.path().extension() == ".md") ++files_;
  }

  template <class T>
  void add(const ResultOfMany<T>& read) {
    if (!read) problems_.insert(problems_.end(), read.error().begin(), read.error().end());
  }

  static std::vector<fs::path> yaml_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none))
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
  }

  fs::path config_;
  std::string database_;  ///< "": none was named
  Date today_;
  bool law_read_ = false;
  std::optional<LawBook> law_;
  std::optional<LandlordProfile> landlord_;
  std::optional<ResultOfMany<DocumentSet>> documents_;
  std::deque<Definition> definitions_;
  Problems problems_;
  Problems warnings_;
  int files_ = 0;
};

Exit run(const Arguments& arguments, CommandContext& context) {
  Checking checking{context};
  if (arguments.words().empty()) checking.all();
  for (const std::string& each : arguments.words()) checking.path(each);
  checking.workflows();
  for (const Problem& warning : checking.warnings())
    context.err << "warning: " << warning.to_string() << "\n";
  for (const Problem& problem : checking.problems()) context.out << problem.to_string() << "\n";
  if (!checking.problems().empty()) return Exit::refused;
  context.err << checking.files() << " files read; nothing is wrong with them.\n";
  return Exit::done;
}

}  // namespace

Command check_command() {
  return {
      .name = "check",
      .one_line = "validates workflows, law, templates and layouts",
      .words = "[PATH...]",
      .least_words = 0,
      .most_words = kAnyNumber,
      .options = {},
      .explains =
          "Without PATH, everything under --config. Prints file:line:col: sentence for each "
          "fault on\n"
          "standard output, warnings on standard error, and ends with exit status 1 when there "
          "is a\n"
          "fault. Law and policy values for a workflow come from --config. With --database, "
          "also: whether\n"
          "the people there can do its tasks, and whether it fits the versions that cases keep.",
      .run = run};
}

}  // namespace lintel
