#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include "domain/strict_yaml.h"
#include "server/casework/law_and_policy.h"
#include "server/casework/law_files.h"
#include "server/commands/commands.h"
#include "workflows/definition_reader.h"
#include "workflows/scenario.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> yaml_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

Problem unreadable(const fs::path& file) {
  return {"the file cannot be read",
          "Check that it is there and may be read.",
          Place{file.string(), 0, 0, ""}};
}

/// Every workflow of the configuration, and one more when it was named.
ResultOfMany<std::vector<Definition>> read_workflows(const CommandContext& context,
                                                     const std::optional<std::string>& named,
                                                     const RuleBook& book) {
  std::vector<fs::path> files = yaml_files(context.config / "workflows");
  if (named) files.insert(files.begin(), *named);
  std::vector<Definition> read;
  Problems problems;
  for (const fs::path& file : files) {
    const std::optional<std::string> text = text_of(file);
    if (!text) {
      problems.push_back(unreadable(file));
      continue;
    }
    ResultOfMany<Definition> definition = read_definition(*text, file.string(), book);
    if (definition)
      read.push_back(std::move(*definition));
    else
      problems.insert(problems.end(), definition.error().begin(), definition.error().end());
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return read;
}

class Stories {
 public:
  Stories(CommandContext& context,
          const std::vector<Definition>& definitions,
          const RuleBook& book,
          const LawBook& law)
      : context_(context), definitions_(definitions), book_(book), law_(law) {
    reached_.resize(definitions.size());
  }

  void tell(const fs::path& file) {
    const std::optional<std::string> text = text_of(file);
    if (!text) return wrong({unreadable(file)});
    const ResultOfMany<Scenario> story = read_scenario(*text, file.string());
    if (!story) return wrong(story.error());
    const auto workflow =
        std::find_if(definitions_.begin(), definitions_.end(), [&](const Definition& definition) {
          return definition.key.workflow == story->workflow;
        });
    if (workflow == definitions_.end()) {
      std::vector<std::string> names;
      for (const Definition& each : definitions_) names.push_back(each.key.workflow);
      return wrong({Problem{"there is no workflow \"" + story->workflow + "\"",
                            did_you_mean(story->workflow, names),
                            story->place}});
    }
    const ScenarioResult result = run_scenario(*story, *workflow, book_, &law_);
    reached_[static_cast<std::size_t>(workflow - definitions_.begin())].add(result.reached);
    ++(result.passed ? passed_ : failed_);
    context_.out << (result.passed ? "pass  " : "FAIL  ") << story->story << "\n";
    for (const std::string& line : result.lines) context_.out << "      " << line << "\n";
  }

  void show_coverage() const {
    for (std::size_t i = 0; i < definitions_.size(); ++i) {
      const ScenarioCoverage told = scenario_coverage(definitions_[i], reached_[i]);
      context_.out << "\n" << definitions_[i].key.workflow << ": ";
      count("states", told.states.size(), told.of_states);
      context_.out << ", ";
      count("events", told.events.size(), told.of_events);
      context_.out << ", ";
      count("branches", told.branches.size(), told.of_branches);
      context_.out << " reached\n";
      list("state", told.states);
      list("event", told.events);
      list("branch", told.branches);
    }
  }

  int passed() const { return passed_; }
  int failed() const { return failed_; }

 private:
  void wrong(const Problems& problems) {
    ++failed_;
    refuse(context_, problems);
  }
  void count(std::string_view what, std::size_t missed, std::size_t of) const {
    context_.out << of - missed << " of " << of << " " << what;
  }
  void list(std::string_view what, const std::vector<std::string>& names) const {
    for (const std::string& name : names)
      context_.out << "  no story reaches " << what << " " << name << "\n";
  }

  CommandContext& context_;
  const std::vector<Definition>& definitions_;
  const RuleBook& book_;
  const LawBook& law_;
  std::vector<ScenarioReach> reached_;
  int passed_ = 0;
  int failed_ = 0;
};

Exit run(const Arguments& arguments, CommandContext& context) {
  const ResultOfMany<LawBook> law = read_law_folder(context.config);
  if (!law) return refuse(context, law.error());
  const ResultOfMany<LandlordProfile> landlord = read_landlord_file(context.config);
  if (!landlord) return refuse(context, landlord.error());
  const LawAndPolicy book{*law, landlord->policy};
  const auto definitions = read_workflows(context, arguments.text("--workflow"), book);
  if (!definitions) return refuse(context, definitions.error());

  Stories stories{context, *definitions, book, *law};
  for (const std::string& word : arguments.words()) {
    if (!fs::is_directory(word)) {
      stories.tell(word);
      continue;
    }
    const std::vector<fs::path> files = yaml_files(word);
    if (files.empty()) return refuse(context, Problem{"there is no story in " + word, "", {}});
    for (const fs::path& file : files) stories.tell(file);
  }
  if (arguments.has("--coverage")) stories.show_coverage();
  context.out << "\n" << stories.passed() << " passed, " << stories.failed() << " failed\n";
  return stories.failed() == 0 ? Exit::done : Exit::refused;
}

}  // namespace

Command scenario_command() {
  return {.name = "scenario",
          .one_line = "tells dated stories and says which hold",
          .words = "FILE...",
          .least_words = 1,
          .most_words = kAnyNumber,
          .options = {{.name = "--workflow",
                       .takes = Takes::text,
                       .shown_as = "FILE",
                       .help = "a definition to tell them by, before those of the configuration"},
                      {.name = "--coverage",
                       .takes = Takes::nothing,
                       .shown_as = "",
                       .help = "also what no story reaches"}},
          .explains =
              "Each FILE is a story, or a folder of them. A line for each: pass or FAIL and its\n"
              "own words; of a failure the day, what was expected and what came. Timers fire by\n"
              "themselves between the days. The exit status is 1 when one fails. Nothing is\n"
              "written and no database is opened.",
          .run = run};
}

}  // namespace lintel
