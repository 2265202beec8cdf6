#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/definition.h"

namespace lintel {

/// What the world around a definition offers. A list that is absent is not checked.
struct CheckContext {
  std::optional<std::vector<std::string>> templates;
  std::optional<std::vector<std::string>> sources;  ///< of facts: "rent_account.balance"
  std::optional<std::vector<std::string>> connectors;
  std::optional<std::vector<std::string>> workflows;  ///< that a final state may start
};

enum class Severity { error, warning };

/// What one check found. An error stops a definition from being published.
struct CheckFinding {
  std::string check;  ///< "E3"
  Severity severity = Severity::error;
  Problem problem;
};

/// One check: its id, what it looks for in a sentence, and how.
struct Check {
  std::string_view id;
  std::string_view looks_for;
  void (*run)(const Definition&, const CheckContext&, std::vector<CheckFinding>&);
};

/// Every check there is, in order.
const std::vector<Check>& all_checks();
std::vector<CheckFinding> check_definition(const Definition& definition,
                                           const CheckContext& context);
bool has_errors(const std::vector<CheckFinding>& findings);

}  // namespace lintel
