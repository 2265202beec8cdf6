#include "workflows/engine_guards.h"

#include <algorithm>
#include <stdexcept>

namespace lintel {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

const OpenTask* task_on_its_own(const StateDefinition& state,
                                const CaseState& from,
                                std::string_view event) {
  if (!event.starts_with("task.")) return nullptr;
  const std::string_view name = event.substr(5);
  for (const EventDefinition& each : state.events)
    for (const Branch& branch : each.branches)
      if (branch.by_task == name) return nullptr;
  const auto found = std::find_if(from.tasks.begin(), from.tasks.end(), [&](const OpenTask& task) {
    return task.name == name;
  });
  return found == from.tasks.end() ? nullptr : &*found;
}

std::uint64_t running_holds(const Definition& definition,
                            const std::vector<Hold>& holds,
                            Date today) {
  std::uint64_t bits = 0;
  for (const Hold& hold : holds) {
    if (!hold.runs_on(today)) continue;
    const auto found =
        std::find(definition.hold_names.begin(), definition.hold_names.end(), hold.name);
    // A hold that this version does not know still fails `no hold`: better stopped than sorry.
    const auto bit =
        found == definition.hold_names.end() ? 63 : found - definition.hold_names.begin();
    bits |= std::uint64_t{1} << bit;
  }
  return bits;
}

const StateDefinition& present_state(const Definition& definition, const CaseState& from) {
  const StateDefinition* found =
      definition.state(from.state.empty() ? definition.start : from.state);
  if (found == nullptr)
    throw std::invalid_argument("the workflow " + definition.key.workflow + " has no state " +
                                from.state);
  return *found;
}

Guards::Guards(const Definition& definition,
               const CaseState& from,
               const Event& event,
               const Facts& facts,
               const RuleValues& rules,
               Date today)
    : definition_(definition),
      from_(from),
      event_(event),
      today_(today),
      state_(&present_state(definition, from)),
      frame_{.facts = facts,
             .rules = rules,
             .today = today,
             .running_holds = lintel::running_holds(definition, from.holds, today),
             .holds = from.holds,
             .declarations = &definition.facts,
             .calendar = definition.calendar,
             .state = static_cast<int>(state_ - definition.states.data())} {
}

bool Guards::blocks(const HoldDefinition& hold, const Branch& branch, std::string& what) const {
  const auto found =
      std::find(definition_.hold_names.begin(), definition_.hold_names.end(), hold.name);
  if ((frame_.running_holds >> (found - definition_.hold_names.begin()) & 1U) == 0) return false;
  const auto blocked_document = [&](const std::vector<Effect>& effects) -> const Effect* {
    for (const Effect& effect : effects)
      if (effect.kind == Effect::Kind::document && contains(hold.blocks_tags, effect.tag))
        return &effect;
    return nullptr;
  };
  const Effect* document = blocked_document(branch.effects);
  if (document == nullptr && branch.to_state >= 0 && branch.to != state_->name)
    document =
        blocked_document(definition_.states[static_cast<std::size_t>(branch.to_state)].entry);
  if (hold.blocks_all_events || contains(hold.blocks_events, event_.name)) {
    what = words_of(event_.name);
  } else if (document != nullptr) {
    what = "any " + words_of(document->tag) + ", such as " + words_of(document->name);
  } else {
    return false;
  }
  if (!hold.unless) return true;
  const Verdict aside = hold.unless->test(frame_);
  return aside == Verdict::no || (aside == Verdict::unknown && !asked_yet(*hold.unless, branch));
}

/// Whether the form that is still to be filled asks for what the condition lacks.
bool Guards::asked_yet(const Expression& condition, const Branch& branch) const {
  if (!event_.fields_to_come) return false;
  return std::any_of(condition.facts().begin(), condition.facts().end(), [&](int slot) {
    const FactDeclaration& fact = definition_.facts[static_cast<std::size_t>(slot)];
    return fact.source.starts_with("event.") && contains(branch.needs, fact.source.substr(6)) &&
           frame_.facts.at(static_cast<std::size_t>(slot)).is_unknown();
  });
}

const HoldDefinition* Guards::blocking_hold(const Branch& branch, std::string& what) const {
  if (frame_.running_holds == 0) return nullptr;
  for (const HoldDefinition& hold : definition_.holds)
    if (blocks(hold, branch, what)) return &hold;
  return nullptr;
}

Reason Guards::hold_reason(const HoldDefinition& hold,
                           const std::string& rule,
                           const std::string& what) const {
  Reason reason{.rule = rule,
                .passed = Verdict::no,
                .because = hold.label + " runs",
                .law = hold.law,
                .fact = "hold." + hold.name,
                .fix = hold.fix};
  for (const Hold& running : from_.holds) {
    if (running.name != hold.name || !running.runs_on(today_) || !running.until) continue;
    reason.because += " until " + running.until->to_words();
    if (reason.fix.empty())
      reason.fix = "Wait: it may be done from " + running.until->plus_days(1).to_words() + ".";
  }
  if (!what.empty()) reason.because += ": it stops " + what;
  if (reason.fix.empty()) reason.fix = "Wait until it is lifted.";
  return reason;
}

std::optional<Reason> Guards::wrong_field(const Branch& branch) const {
  if (!event_.actor || event_.fields_to_come) return std::nullopt;
  const auto refuse = [&](const std::string& field, std::string because, std::string fix) {
    return Reason{.rule = branch.rule,
                  .passed = Verdict::no,
                  .because = std::move(because),
                  .law = "",
                  .fact = field,
                  .fix = std::move(fix)};
  };
  for (const std::string& field : branch.needs) {
    const auto found = event_.fields.find(field);
    if (found == event_.fields.end() || found->second.empty())
      return refuse(field, words_of(field) + " is missing", "Fill in " + words_of(field) + ".");
  }
  const FormDefinition* form = definition_.form_of(*state_, branch);
  if (form == nullptr) return std::nullopt;
  for (const FormField& field : form->fields) {
    const auto found = event_.fields.find(field.name);
    if (found == event_.fields.end()) continue;
    if (std::optional<std::string> wrong = field.refuses(found->second))
      return refuse(field.name, *std::move(wrong), "Put " + words_of(field.name) + " right.");
  }
  return std::nullopt;
}

Verdict Guards::verdict(const Branch& branch) const {
  std::string what;
  if (blocking_hold(branch, what) != nullptr) return Verdict::no;
  if (event_.actor && (wrong_person(branch) || wrong_field(branch))) return Verdict::no;
  return branch.when ? branch.when->test(frame_) : Verdict::yes;
}

void Guards::give_fix(const Finding& finding, const Branch& branch, std::string& fix) const {
  const FactDeclaration* fact =
      finding.slot < 0 ? nullptr : &definition_.facts[static_cast<std::size_t>(finding.slot)];
  if (fact != nullptr && !fact->fix.empty()) {
    fix = fact->fix;
  } else if (fact != nullptr && finding.verdict == Verdict::unknown) {
    fix = "Bring " + fact->label + " up to date.";
  } else if (!branch.fix.empty()) {
    fix = branch.fix;
  }
}

void Guards::give_finding(Finding& finding, const Branch& branch, Reason& reason) const {
  reason.rule = branch.rule;
  reason.passed = finding.verdict;
  reason.because.swap(finding.sentence);
  reason.law = finding.law;
  reason.fix.clear();
  if (finding.verdict != Verdict::yes) give_fix(finding, branch, reason.fix);
  reason.fact = finding.fact;
  if (finding.verdict != Verdict::yes && reason.fact.starts_with("hold.")) {
    if (const HoldDefinition* hold = definition_.hold(reason.fact.substr(5))) {
      const Reason held = hold_reason(*hold, branch.rule, "");
      reason.law = held.law;
      reason.fix = held.fix;
    }
  }
  if (reason.law.empty() && finding.slot >= 0)
    reason.law = definition_.facts[static_cast<std::size_t>(finding.slot)].law;
  if (reason.law.empty() && !branch.law.empty()) reason.law = branch.law;
}

void Guards::give_reason(const Branch& branch, Reason& reason, Finding& scratch) const {
  std::string what;
  if (const HoldDefinition* hold = blocking_hold(branch, what)) {
    reason = hold_reason(*hold, branch.rule, what);
    return;
  }
  if (event_.actor) {
    if (std::optional<Reason> person = wrong_person(branch)) {
      reason = std::move(*person);
      return;
    }
    if (std::optional<Reason> field = wrong_field(branch)) {
      reason = std::move(*field);
      return;
    }
  }
  if (branch.when) {
    if (branch.when->find_failure(frame_, scratch)) {
      give_finding(scratch, branch, reason);
      // That an account need not be left alone is nothing to put right.
      if (branch.leaves_alone() && reason.passed == Verdict::no) reason.fix.clear();
      return;
    }
  }

  reason.rule = branch.rule;
  reason.passed = Verdict::yes;
  reason.law = branch.law;
  reason.fact.clear();
  reason.fix.clear();
  if (branch.leaves_alone()) reason.fix = branch.fix;
  const std::string escalated = escalation_words(branch);
  scratch.sentence.clear();
  if (branch.when) {
    branch.when->find_all(frame_, scratch);
    reason.fact.swap(scratch.fact);
    if (reason.law.empty()) reason.law.swap(scratch.law);
  }
  if (!escalated.empty())
    scratch.sentence.insert(0, scratch.sentence.empty() ? escalated : escalated + ", ");
  if (scratch.sentence.empty()) {
    reason.because = branch.because.empty() ? "nothing stands in its way" : branch.because;
  } else if (branch.because.empty()) {
    reason.because.swap(scratch.sentence);
  } else {
    reason.because.assign(branch.because).append(" (").append(scratch.sentence) += ')';
  }
}

int Guards::lacking(const Branch& branch) const {
  std::string what;
  int count = blocking_hold(branch, what) != nullptr ? 1 : 0;
  if (event_.actor) count += (wrong_person(branch) ? 1 : 0) + (wrong_field(branch) ? 1 : 0);
  return count + (branch.when ? branch.when->lacking(frame_) : 0);
}

std::vector<std::string> Guards::lacks(const Branch& branch) const {
  std::vector<std::string> sentences;
  std::string what;
  if (const HoldDefinition* hold = blocking_hold(branch, what))
    sentences.push_back(hold_reason(*hold, branch.rule, what).because);
  if (const std::optional<Reason> person = wrong_person(branch))
    sentences.push_back(person->because);
  if (const std::optional<Reason> field = wrong_field(branch)) sentences.push_back(field->because);
  if (branch.when)
    for (std::string& sentence : branch.when->failures(frame_))
      sentences.push_back(std::move(sentence));
  return sentences;
}

std::vector<Reason> Guards::checks(const Branch& branch) const {
  std::vector<Reason> list;
  std::string what;
  for (const HoldDefinition& hold : definition_.holds)
    if (blocks(hold, branch, what)) list.push_back(hold_reason(hold, "hold." + hold.name, what));
  if (list.empty() && !definition_.holds.empty() && !(branch.when && branch.when->asks_holds()))
    list.push_back(Reason{.rule = "hold",
                          .passed = Verdict::yes,
                          .because = "no hold stops it",
                          .law = branch.law,
                          .fact = "",
                          .fix = ""});
  if (std::optional<Reason> person = wrong_person(branch)) list.push_back(*person);
  if (branch.when)
    for (Finding& finding : branch.when->explain(frame_)) {
      const bool said = std::any_of(list.begin(), list.end(), [&](const Reason& each) {
        return !finding.fact.empty() && each.fact == finding.fact &&
               finding.fact.starts_with("hold.");
      });
      if (!said) give_finding(finding, branch, list.emplace_back());
    }
  return list;
}

}  // namespace lintel
