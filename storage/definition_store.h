#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/date.h"
#include "domain/hash.h"
#include "domain/instant.h"
#include "domain/result.h"
#include "storage/connection.h"

namespace lintel {

/// A workflow, template, law or layout file as it was loaded: once a (kind, name, version), for
/// ever.
struct StoredDefinition {
  std::string kind;  ///< "workflow", "template", "law", "layout"
  std::string name;
  std::string version;
  Hash hash;         ///< of `body`
  std::string body;  ///< canonical
  Instant loaded_at{};
  std::string source{};  ///< the file as its author typed it; "" where it is not kept
  /// The day from which new cases use it; none: it was the first of its name.
  std::optional<Date> live_from{};
  std::string published_by{};  ///< "Configuration", or the person who approved it
};

/// Which versions there are, without their bodies.
struct DefinitionVersion {
  std::string name;
  std::string version;
};

class DefinitionStore {
 public:
  explicit DefinitionStore(Connection& connection) : connection_(connection) {}

  /// True when it is new, false when the same body is there already. Problem: the version is there
  /// with another body; the sentence gives both hashes.
  Result<bool> load(const StoredDefinition& definition);
  std::optional<StoredDefinition> find(const std::string& kind,
                                       const std::string& name,
                                       const std::string& version) const;
  std::vector<StoredDefinition> all(
      const std::string& kind) const;  ///< by name, then by when loaded
  std::vector<DefinitionVersion> versions(const std::string& kind) const;  ///< in the same order

 private:
  Connection& connection_;
};

}  // namespace lintel
