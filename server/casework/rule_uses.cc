#include "server/casework/rule_uses.h"

#include <algorithm>
#include <set>

namespace lintel {
namespace {

std::string capital_words(std::string_view name) {
  std::string words = words_of(name);
  if (!words.empty())
    words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
  return words;
}

/// Walks every part of one definition and notes each rule that it meets.
class UseFinder {
 public:
  using Cited = std::function<std::vector<std::string>(const std::string&)>;

  UseFinder(const Definition& definition, const Cited& cited)
      : definition_(definition), cited_(cited) {}

  UsesByRule found() {
    for (const HoldDefinition& hold : definition_.holds) {
      const std::string what = "Hold: " + hold.label;
      read(hold.lasts, what, "", nullptr);
      read(hold.unless, what, "", nullptr);
      cite(hold.law, what, "", nullptr);
    }
    for (const StateDefinition& state : definition_.states) walk(state);
    const auto open = static_cast<std::size_t>(
        std::ranges::count(definition_.states, false, &StateDefinition::final));
    for (auto& [rule, uses] : uses_) {
      for (RuleUse& use : uses) use.in_every_state = open > 1 && use.states.size() == open;
    }
    return std::move(uses_);
  }

 private:
  void walk(const StateDefinition& state) {
    for (const TaskDefinition& task : state.tasks)
      read(task.due, "Task: " + task.label, "", &state);
    for (const TimerDefinition& timer : state.timers)
      read(timer.when, "Timer: " + capital_words(timer.name), "", &state);
    for (const EventDefinition& event : state.events) {
      const std::string what = event.label.empty() ? capital_words(event.name) : event.label;
      for (const Branch& branch : event.branches) {
        const std::string rule = branch.named ? branch.rule : "";
        read(branch.when, what, rule, &state);
        cite(branch.law, what, rule, &state);
      }
    }
  }

  void read(const std::optional<Expression>& expression,
            const std::string& what,
            const std::string& rule,
            const StateDefinition* state) {
    if (expression) read(*expression, what, rule, state);
  }
  void read(const Expression& expression,
            const std::string& what,
            const std::string& rule,
            const StateDefinition* state) {
    std::set<int> slots;
    gather(expression, slots);
    for (const int slot : slots) {
      note(definition_.rules[static_cast<std::size_t>(slot)].name(),
           RuleUse::How::reads,
           what,
           rule,
           state);
    }
  }

  /// The rules of the expression and of every formula and table that it reads.
  void gather(const Expression& expression, std::set<int>& slots) const {
    slots.insert(expression.rules().begin(), expression.rules().end());
    for (const int fact : expression.facts()) {
      const FactDeclaration& read = definition_.facts[static_cast<std::size_t>(fact)];
      for (const Expression* each : read.expressions()) gather(*each, slots);
    }
  }

  void cite(const std::string& law,
            const std::string& what,
            const std::string& rule,
            const StateDefinition* state) {
    if (law.empty()) return;
    for (const std::string& name : cited_(law)) note(name, RuleUse::How::cites, what, rule, state);
  }

  /// The same branch read into many states is one use.
  void note(const std::string& name,
            RuleUse::How how,
            const std::string& what,
            const std::string& rule,
            const StateDefinition* state) {
    std::vector<RuleUse>& uses = uses_[name];
    auto known = std::ranges::find_if(uses, [&](const RuleUse& use) {
      return use.how == how && use.what == what && use.rule == rule;
    });
    if (known == uses.end()) {
      uses.push_back({.workflow = definition_.key,
                      .title = definition_.title,
                      .how = how,
                      .what = what,
                      .rule = rule,
                      .states = {}});
      known = uses.end() - 1;
    }
    if (state == nullptr) return;
    if (std::ranges::find(known->states, state->label) == known->states.end())
      known->states.push_back(state->label);
  }

  const Definition& definition_;
  const Cited& cited_;
  UsesByRule uses_;
};

}  // namespace

UsesByRule rule_uses(const Definition& definition, const UseFinder::Cited& cited) {
  return UseFinder(definition, cited).found();
}

}  // namespace lintel
