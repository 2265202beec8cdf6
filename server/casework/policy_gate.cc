#include "server/casework/policy_gate.h"

#include <algorithm>

#include "storage/policy_draft_store.h"
#include "storage/simulation_store.h"
#include "workflows/definition.h"

namespace lintel {
namespace {

std::string counted(std::int64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

bool PolicyGate::open() const {
  return closed().empty();
}

std::vector<Reason> PolicyGate::closed() const {
  std::vector<Reason> shut;
  for (const Reason& each : lines) {
    if (each.passed != Verdict::yes) shut.push_back(each);
  }
  return shut;
}

Reason gate_line(bool passed, std::string rule, std::string because, std::string fix) {
  return {.rule = std::move(rule),
          .passed = passed ? Verdict::yes : Verdict::no,
          .because = std::move(because),
          .law = "",
          .fact = "",
          .fix = passed ? "" : std::move(fix)};
}

Reason not_a_writer() {
  return gate_line(false,
                   "actor",
                   "a manager of income or an administrator changes policies",
                   "Ask one of them.");
}

const std::set<Role>& policy_writers() {
  static const std::set<Role> kWriters = {
      Role::team_manager, Role::head_of_income, Role::administrator};
  return kWriters;
}

bool writes_policies(const Person& person) {
  return std::ranges::any_of(policy_writers(), [&](Role role) { return person.has(role); });
}

PolicyGate gate_to_submit(Connection& connection,
                          const PolicyDraft& draft,
                          const PolicyCheck& check,
                          const std::vector<StoryLine>& stories) {
  PolicyGate gate;
  const auto faults = static_cast<std::int64_t>(check.errors());
  gate.lines.push_back(gate_line(faults == 0,
                                 "checks",
                                 faults == 0
                                     ? "every check passes"
                                     : counted(faults, "fault is", "faults are") + " in the text",
                                 "Mend each at its line."));
  const auto failed =
      std::ranges::count_if(stories, [](const StoryLine& each) { return !each.passed; });
  gate.lines.push_back(gate_line(
      check.definition.has_value() && failed == 0,
      "stories",
      !check.definition ? "no story can be told while the text cannot be read"
      : failed > 0      ? counted(failed, "story comes", "stories come") + " out otherwise"
      : stories.empty()
          ? "there is no story of this workflow"
          : "all " + counted(std::ssize(stories), "story comes", "stories come") + " out as told",
      "Mend the rules, or the stories where policy means to change them."));
  const std::optional<PolicySimulation> trial =
      SimulationStore(connection).for_submission(draft.text_hash());
  gate.lines.push_back(gate_line(
      trial.has_value(),
      "simulation",
      trial ? "this text was simulated on " + counted(trial->cases, "open case", "open cases")
            : "this text has not been simulated",
      "Simulate it from today, " + std::to_string(kDaysForSubmission) +
          " days ahead or more, with the landlord's settings as they are; every save asks for it "
          "again."));
  if (trial)
    gate.lines.push_back(gate_line(trial->against_law_draft == 0,
                                   "blocked_by_law",
                                   trial->against_law_draft == 0
                                       ? "the law stops none of its steps"
                                       : "the law stops " +
                                             counted(trial->against_law_draft, "step", "steps") +
                                             " that it would take",
                                   "Look at those cases and change the rule."));
  return gate;
}

PolicyGate gate_to_approve(Connection& connection, const PolicyDraft& draft, const Person& by) {
  PolicyGate gate;
  gate.lines.push_back(
      gate_line(draft.state == DraftState::submitted,
                "draft",
                draft.state == DraftState::submitted
                    ? "it waits for approval"
                    : "it does not wait for approval: it is " + words_of(to_string(draft.state)),
                "Its author submits it."));
  if (!writes_policies(by)) gate.lines.push_back(not_a_writer());
  const bool wrote =
      PolicyDraftStore(connection).editors(draft.id).contains(by.id) || draft.begun_by == by.id;
  gate.lines.push_back(gate_line(!wrote,
                                 "approval",
                                 wrote ? "you wrote some of it" : "you wrote none of it",
                                 "Another manager or administrator decides."));
  const bool submitted = draft.submitted_by == by.id;
  gate.lines.push_back(gate_line(!submitted,
                                 "approval",
                                 submitted ? "you submitted it" : "you did not submit it",
                                 "Another manager or administrator decides."));
  return gate;
}

}  // namespace lintel
