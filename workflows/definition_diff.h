#pragma once

#include <set>
#include <string>
#include <vector>

#include "workflows/definition.h"

namespace lintel {

/// One thing that reads otherwise in another version of a workflow.
struct DefinitionChange {
  enum class What { added, removed, changed };
  What what = What::changed;
  std::string
      where{};  ///< "Letter 1 sent, Weekly run, rule letter_2_due"; "" for the whole workflow
  std::string state{};   ///< name of the state that it stands in, or ""
  std::string aspect{};  ///< "when", "goes to", "task Assess vulnerability"; "" for the whole of it
  std::string was{};     ///< "weeks owed is at least 4"; "" when added
  std::string now{};     ///< "" when removed

  /// "Letter 1 sent, Weekly run, rule letter_2_due: when weeks owed is at least 4, now weeks owed
  /// is at least 3"
  std::string words() const;
  friend bool operator==(const DefinitionChange&, const DefinitionChange&) = default;
};

/// Everything that differs between two versions of a workflow but the version itself, in the order
/// of the newer one's parts. Compares the canonical texts, so that nothing a file can say is left
/// out; a guard is told condition by condition. Two definitions of one canonical text but for the
/// version give none.
std::vector<DefinitionChange> definition_diff(const Definition& from, const Definition& to);

/// The states that any of the changes stands in: what a diagram marks.
std::set<std::string> changed_states(const std::vector<DefinitionChange>& changes);

/// A guard in words: "weeks owed is at least the setting letter 2 weeks".
std::string guard_in_words(std::string_view guard);

/// The conditions that the outermost `and` joins, each as it is written.
std::vector<std::string> conditions_of(std::string_view guard);

}  // namespace lintel
