#pragma once

#include <string>
#include <vector>

#include "workflows/definition.h"

namespace lintel {

class Policy;

/// A dated story that was told through a workflow.
struct StoryLine {
  std::string title{};
  std::string file{};  ///< its name alone
  bool passed = false;
  std::vector<std::string> words{};  ///< what came, and what was expected instead
};

/// Tells every story of that workflow that lies beside the configuration: the landlord's own in
/// config/stories, and those that Lintel is tested with where the configuration is that of a source
/// tree (tests/scenarios). A story that cannot be read is one that fails.
std::vector<StoryLine> tell_stories(const Policy& policy, const Definition& definition);

}  // namespace lintel
