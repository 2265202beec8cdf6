#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "documents/render.h"
#include "domain/landlord.h"
#include "domain/law/law.h"
#include "domain/result.h"
#include "domain/tenancy.h"
#include "workflows/definition.h"
#include "workflows/rule_values.h"

namespace lintel {

class LawIndex;

/// Everything that the landlord and the law say, read once from the configuration folder and proved
/// before anything is decided by it: law, landlord, workflows, templates.
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
  /// The version that a case keeps. Null pointer when it is not among the files.
  const Definition* definition(const DefinitionKey& key) const;
  /// The workflow that a new case of this tenancy begins with; null pointer when none applies.
  const Definition* definition_for(const Tenancy& tenancy) const;
  /// "arrears_assured 2026.1, arrears_secure 2026.1"
  std::string names() const;

 private:
  struct Parts;
  explicit Policy(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace lintel
