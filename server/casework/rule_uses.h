#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "workflows/definition.h"

namespace lintel {

/// One place of a workflow that leans on a rule.
struct RuleUse {
  /// reads: a guard, a length or a formula reckons with the value. cites: its `law:` names the rule
  /// or the provision that the rule is of.
  enum class How { reads, cites };
  DefinitionKey workflow;
  std::string title;  ///< of the workflow
  How how = How::reads;
  std::string what;  ///< "Propose notice", "Hold: Breathing space", "Task: Approve the notice"
  std::string rule;  ///< of a branch that has a name: "eligible"; else ""
  std::vector<std::string> states;  ///< labels of the states in which it is so; none for a hold
  bool in_every_state = false;      ///< of those that are not final
};

/// By rule ("law.S8-01", "policy.notice_weeks"): where the definition leans on it. A fact that is a
/// formula hands its rules on to every place that reads the fact.
using UsesByRule = std::map<std::string, std::vector<RuleUse>, std::less<>>;

/// `cited` gives the rules that the words of a `law:` stand for, by those names.
UsesByRule rule_uses(const Definition& definition,
                     const std::function<std::vector<std::string>(const std::string&)>& cited);

}  // namespace lintel
