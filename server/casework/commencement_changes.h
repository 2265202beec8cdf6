#pragma once

#include <string>
#include <vector>

#include "domain/law/commencement.h"
#include "domain/law/notice_form.h"
#include "server/casework/policy.h"

namespace lintel {

/// The rules that answer one question of law before a supposed day and on it.
struct RulesChange {
  std::string asks;              ///< "Ground 8 (weekly)", "the dates of the notice"
  std::string source;            ///< what facts of that question begin with: "ground8.", or ""
  std::vector<RuleUsed> before;  ///< those that fall away, with what each says
  std::vector<RuleUsed> after;   ///< those that take their place
  std::string manual;            ///< why there is no answer from that day; "" when there is one
  friend bool operator==(const RulesChange&, const RulesChange&) = default;
};

/// Where a workflow leans on what changes.
struct WorkflowUse {
  std::string rule;                 ///< of a branch, a timer or a task
  std::vector<std::string> states;  ///< in which it stands
  std::string leans_on;             ///< "ground8.met", "law.S8-01", "template section_8_form_3"
};

/// A workflow whose cases come under other rules on the supposed day.
struct WorkflowChange {
  DefinitionKey key;
  LawBlock law;
  std::vector<std::string> tenancies;  ///< those of its kinds that the day reaches
  std::vector<RulesChange> changes;
  std::vector<WorkflowUse> uses;
};

/// A notice whose form is another one from the supposed day.
struct FormChange {
  NoticePurpose purpose = NoticePurpose::arrears;
  std::vector<std::string> tenancies;
  std::string before;  ///< "Form 3"; "no prescribed form"; or why there is none
  std::string after;
  std::vector<std::string> templates;  ///< those that print the form of before
  std::string to_do;
};

/// What changes for those workflows, in their order.
std::vector<WorkflowChange> workflow_changes(const Policy& policy,
                                             const std::vector<const Definition*>& workflows,
                                             const SupposedCommencement& supposed);
std::vector<FormChange> form_changes(const Policy& policy, const SupposedCommencement& supposed);

}  // namespace lintel
