#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "documents/render.h"
#include "domain/landlord.h"
#include "domain/law/law.h"
#include "domain/result.h"
#include "workflows/definition.h"
#include "workflows/rule_values.h"

namespace lintel {

class LawIndex;

/// Everything that the landlord and the law say, read once from the configuration folder and proved
/// before anything is decided by it: law, landlord, workflows, templates.
///
/// Its workflows are what the files say; which of them cases use is Workflows' to say.
///
/// Immutable; safe to use from many threads.
class Policy {
 public:
  /// Problems: every fault of every file, with place. A workflow that fails a check is refused.
  static ResultOfMany<Policy> read(const std::filesystem::path& config);

  Policy(Policy&&) noexcept;
  Policy& operator=(Policy&&) noexcept;
  ~Policy();

  const LawBook& law() const;
  const LandlordProfile& landlord() const;
  const DocumentSet& documents() const;
  /// Law and the landlord's own settings, as guards read them.
  const RuleBook& rules() const;
  /// Law and settings as people read them: the law book.
  const LawIndex& law_index() const;
  const std::filesystem::path& config() const;

  const std::vector<Definition>& definitions() const;
  /// The file as its author typed it. Throws std::out_of_range for one that is not among
  /// definitions().
  const std::string& text_of(const DefinitionKey& key) const;

 private:
  struct Parts;
  explicit Policy(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace lintel
