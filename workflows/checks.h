#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/definition.h"

namespace lintel {

/// A template that a definition may send, and what it asks for.
struct TemplateOffer {
  std::string name;
  std::vector<std::string> versions;  ///< empty: not looked at
  /// Fields that must be filled for every letter, and not by the letterhead.
  std::vector<std::string> needs;
};

/// What the world around a definition offers. What is absent is not checked.
struct CheckContext {
  std::optional<std::vector<TemplateOffer>> templates;
  /// The fields of templates that the case file fills, whatever the definition says.
  std::optional<std::vector<std::string>> fields;
  std::optional<std::vector<std::string>> sources;  ///< of facts: "rent_account.balance"
  std::optional<std::vector<std::string>> connectors;
  /// Connectors that do a thing twice when they are called twice.
  std::vector<std::string> not_repeatable;
  std::optional<std::vector<std::string>> workflows;  ///< that a state may start
  std::optional<std::map<Role, int>> holders;         ///< how many people hold each role
  /// Law and policy as on a day, for guards that compare with them; else each is equal to itself
  /// alone. They outlive the check.
  const RuleBook* book = nullptr;
  std::optional<Date> today;
  std::vector<const Definition*> earlier;  ///< versions of workflows that cases may still be in
};

enum class Severity { error, warning };

/// What one check found. An error stops a definition from being published.
struct CheckFinding {
  std::string check;  ///< "E3"
  Severity severity = Severity::error;
  Problem problem;
};

/// One check: its id and what it looks for in a sentence.
struct Check {
  std::string_view id;
  std::string_view looks_for;
  void (*run)(class CheckedDefinition&);
};

/// Every check there is, in order.
const std::vector<Check>& all_checks();
/// Everything that they find, in order of check, then of the file.
std::vector<CheckFinding> check_definition(const Definition& definition,
                                           const CheckContext& context);
bool has_errors(const std::vector<CheckFinding>& findings);

}  // namespace lintel
