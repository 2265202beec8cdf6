#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/person.h"
#include "domain/result.h"
#include "workflows/definition.h"

namespace lintel {

class Policy;
class Workflows;

/// One thing that is wrong with a text, or might be better, with the line that it stands in.
struct PolicyFault {
  bool error = true;    ///< else a warning, which stops nothing
  std::string check{};  ///< "E3"; "" when the text cannot be read so far
  Problem problem{};
  std::string line{};   ///< the line as it stands in the text; "" without a place
  std::string caret{};  ///< spaces and a ^ under the column
};

/// What is known of the text of a workflow before anybody tries it on cases.
struct PolicyCheck {
  std::optional<Definition> definition{};  ///< when it can be read
  std::vector<PolicyFault> faults{};       ///< by line
  bool sound() const;                      ///< it can be read and no check finds an error
  std::size_t errors() const;
};

/// Reads a workflow as `policy`'s law and settings stand and runs every check on it, those
/// against the versions that cases may still keep and against who holds which role (`people`) among
/// them. A text under another
/// name or version than `key` has a fault at that line.
PolicyCheck check_policy_text(const Policy& policy,
                              const Workflows& workflows,
                              const std::vector<Person>& people,
                              const std::string& text,
                              const DefinitionKey& key,
                              Date today);

/// The text that a draft of version `to` begins with: the version is set, and `migrate:` says that
/// cases of `from` may come over with every state and timer as they are.
std::string begun_text(const std::string& text, const Definition& from, const std::string& to);

}  // namespace lintel
