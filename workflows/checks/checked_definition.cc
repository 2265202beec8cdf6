#include "workflows/checks/checked_definition.h"

namespace lintel {
namespace {

/// One sentence is said at most so often of one kind: the rest would hide the first.
constexpr int kMostOfOneCheck = 50;

}  // namespace

CheckedDefinition::CheckedDefinition(const Definition& definition, const CheckContext& context)
    : definition_(definition),
      context_(context),
      from_(definition.states.size()),
      to_(definition.states.size()),
      regions_(definition, nullptr) {
  for (std::size_t i = 0; i < definition.states.size(); ++i)
    indexes_.emplace(definition.states[i].name, static_cast<int>(i));
  for (std::size_t i = 0; i < definition.states.size(); ++i)
    for (const EventDefinition& event : definition.states[i].events)
      for (const Branch& branch : event.branches) {
        const int to = branch.to_state;
        if (to < 0 || to == static_cast<int>(i)) continue;
        const Way way{static_cast<int>(i), to, &event, &branch};
        from_[i].push_back(way);
        to_[static_cast<std::size_t>(to)].push_back(way);
      }
}

int CheckedDefinition::state_index(std::string_view name) const {
  const auto found = indexes_.find(name);
  return found == indexes_.end() ? -1 : found->second;
}

std::vector<bool> CheckedDefinition::reached_from(std::vector<int> open, bool backwards) const {
  std::vector<bool> seen(definition_.states.size(), false);
  for (const int each : open) seen[static_cast<std::size_t>(each)] = true;
  while (!open.empty()) {
    const int at = open.back();
    open.pop_back();
    for (const Way& way : backwards ? ways_to(at) : ways_from(at)) {
      const int next = backwards ? way.from : way.to;
      if (seen[static_cast<std::size_t>(next)]) continue;
      seen[static_cast<std::size_t>(next)] = true;
      open.push_back(next);
    }
  }
  return seen;
}

void CheckedDefinition::error(std::string_view check,
                              const Place& place,
                              std::string what,
                              std::string fix) {
  add(check, Severity::error, place, std::move(what), std::move(fix));
}

void CheckedDefinition::warn(std::string_view check,
                             const Place& place,
                             std::string what,
                             std::string fix) {
  add(check, Severity::warning, place, std::move(what), std::move(fix));
}

void CheckedDefinition::add(std::string_view check,
                            Severity severity,
                            const Place& place,
                            std::string what,
                            std::string fix) {
  if (++said_[std::string(check)] > kMostOfOneCheck) return;
  findings_.push_back(
      CheckFinding{std::string(check), severity, Problem{std::move(what), std::move(fix), place}});
}

const std::vector<Check>& all_checks() {
  static const std::vector<Check> kChecks = {
      {"E2", "names that nothing in the world has: templates, connectors, events", check_names},
      {"E3",
       "states that no path reaches, that never end, or in which nothing happens",
       check_paths},
      {"E6", "events that a timer fires where they are not answered", check_timer_events},
      {"E7", "timers that count from a date that a path does not bring", check_timer_dates},
      {"E7", "tasks that need an answer that their form lets be left out", check_form_answers},
      {"E8",
       "guards that can never pass, branches that an earlier one hides, facts of which none speaks",
       check_guards},
      {"E8", "rows of decision tables that never apply, overlap or leave a gap", check_tables},
      {"E9", "timers with no policy under a hold", check_holds},
      {"E10", "four eyes that nobody could satisfy", check_four_eyes},
      {"E11", "timers and rounds of states that wait for nothing", check_waits},
      {"E12", "calls that cannot be taken back or made again", check_calls},
      {"E13", "fields of templates that nothing fills", check_templates},
      {"E14", "migration maps that leave a state or timer out", check_migration},
      {"E15", "branches that would act on a fact that is unknown", check_unknowns},
      {"W",
       "what is not explained: owner, meaning, because, provisions, facts that nothing reads",
       check_words},
  };
  return kChecks;
}

std::vector<CheckFinding> check_definition(const Definition& definition,
                                           const CheckContext& context) {
  CheckedDefinition checked{definition, context};
  for (const Check& check : all_checks()) check.run(checked);
  return checked.take();
}

bool has_errors(const std::vector<CheckFinding>& findings) {
  for (const CheckFinding& each : findings)
    if (each.severity == Severity::error) return true;
  return false;
}

}  // namespace lintel
