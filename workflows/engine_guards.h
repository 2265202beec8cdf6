#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/engine.h"

namespace lintel {

/// One event asked of one case: what stands in the way of each branch. The engine's own; callers
/// use engine.h.
class Guards {
 public:
  Guards(const Definition& definition,
         const CaseState& from,
         const Event& event,
         const Facts& facts,
         const RuleValues& rules,
         Date today);

  const StateDefinition& state() const { return *state_; }
  const Frame& frame() const { return frame_; }

  /// The branch's verdict without a word: holds, who asks, fields, guard.
  Verdict verdict(const Branch& branch) const;
  /// The same with its reason, written over `reason`. `scratch` is room for the work; it and the
  /// reason keep each other's memory from branch to branch.
  void give_reason(const Branch& branch, Reason& reason, Finding& scratch) const;
  /// How many things the branch lacks: holds, the person, fields, conditions.
  int lacking(const Branch& branch) const;
  /// One sentence for each thing that the branch lacks.
  std::vector<std::string> lacks(const Branch& branch) const;
  /// Each condition of the branch on its own, passed and failed.
  std::vector<Reason> checks(const Branch& branch) const;

  /// The hold that blocks the event or a document of the branch; null when none does.
  const HoldDefinition* blocking_hold(const Branch& branch, std::string& what) const;
  /// Why this person may not press the branch, or nothing.
  std::optional<Reason> wrong_person(const Branch& branch) const;
  Reason hold_reason(const HoldDefinition& hold,
                     const std::string& rule,
                     const std::string& what) const;

 private:
  std::optional<Reason> wrong_field(const Branch& branch) const;
  std::optional<Reason> same_eyes(const Branch& branch, const TaskDefinition& task) const;
  std::optional<Reason> not_theirs(const Branch& branch, const TaskDefinition& task) const;
  std::string escalation_words(const Branch& branch) const;
  bool asked_yet(const Expression& condition, const Branch& branch) const;
  bool blocks(const HoldDefinition& hold, const Branch& branch, std::string& what) const;
  void give_finding(Finding& finding, const Branch& branch, Reason& reason) const;
  void give_fix(const Finding& finding, const Branch& branch, std::string& fix) const;

  const Definition& definition_;
  const CaseState& from_;
  const Event& event_;
  Date today_;
  const StateDefinition* state_;
  Frame frame_;
};

/// Which of the definition's holds run that day, as bits; bit 63 is a hold that it does not know.
std::uint64_t running_holds(const Definition& definition,
                            const std::vector<Hold>& holds,
                            Date today);

/// By a role of their own, or one that is lent by whom they act for.
bool may_act_as(const Actor& actor, const std::vector<Role>& roles);

/// The open task that "task.NAME" does, where no branch of the state does it: a task that an effect
/// opened, or one of an earlier state. Null when there is none.
const OpenTask* task_on_its_own(const StateDefinition& state,
                                const CaseState& from,
                                std::string_view event);

/// The call that undoes an earlier one.
Effect undoing(const PastCall& call);

/// The state that the case is in. Throws std::invalid_argument for one that the definition lacks.
const StateDefinition& present_state(const Definition& definition, const CaseState& from);

}  // namespace lintel
