#include "workflows/started_case.h"

namespace lintel {

Step start_case(const Definition& definition,
                const Facts& facts,
                const RuleValues& rules,
                Date today) {
  Step step;
  step.next = open_case(definition, facts, rules, today);
  step.changes = true;
  step.decision.from = step.decision.to = step.next.state;
  step.decision.event = kCaseStarted;
  step.decision.rule = kCaseStarted;
  step.decision.reasons.push_back({.rule = std::string(kCaseStarted),
                                   .passed = Verdict::yes,
                                   .because = "another case of the tenancy begins it",
                                   .law = "",
                                   .fact = "",
                                   .fix = ""});
  step.tasks_opened = step.next.tasks;
  for (const Timer& timer : step.next.timers)
    step.timer_changes.push_back({.name = timer.name,
                                  .what = TimerChange::What::armed,
                                  .before = std::nullopt,
                                  .after = timer.due,
                                  .because = "the case begins"});
  return step;
}

std::string started_reference(std::string_view tenancy_reference, std::string_view workflow) {
  return std::string(tenancy_reference) + "." + std::string(workflow);
}

}  // namespace lintel
