#include "server/casework/policy_stories.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/casework/policy.h"
#include "workflows/scenario.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> story_files(const fs::path& config) {
  std::vector<fs::path> files;
  for (const fs::path& folder :
       {config / "stories", fs::absolute(config).parent_path() / "tests" / "scenarios"}) {
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none))
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> sentences(const Problems& problems) {
  std::vector<std::string> words;
  for (const Problem& each : problems) words.push_back(each.to_string());
  return words;
}

}  // namespace

std::vector<StoryLine> tell_stories(const Policy& policy, const Definition& definition) {
  std::vector<StoryLine> told;
  for (const fs::path& file : story_files(policy.config())) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string name = file.filename().string();
    const ResultOfMany<Scenario> story = read_scenario(text, name);
    if (!story) {
      told.push_back({.title = "A story that cannot be read",
                      .file = name,
                      .passed = false,
                      .words = sentences(story.error())});
      continue;
    }
    if (story->workflow != definition.key.workflow) continue;
    ScenarioResult result = run_scenario(*story, definition, policy.rules(), &policy.law());
    told.push_back({.title = story->story,
                    .file = name,
                    .passed = result.passed,
                    .words = std::move(result.lines)});
  }
  return told;
}

}  // namespace lintel
