#pragma once

#include <algorithm>
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/law/law.h"

namespace lintel {

/// One answer in the making: it reads values of law on a day and remembers those it used.
///
///   Reading read{law, served};
///   const DatedValue* weeks = read.value("S8-01", {RuleUnit::weeks});
///   if (weeks == nullptr) return read.manual();
class Reading {
 public:
  Reading(const LawBook& law, Date day) : rules_(law.on(day)) {}

  /// The value in force, in one of these units. Null pointer: there is none, and manual() says so.
  const DatedValue* value(std::string_view id, std::initializer_list<RuleUnit> units) {
    if (const DatedValue* known = rules_.find(id)) return in_unit(known, units);
    lack(rules_.value(id).error().what);
    return nullptr;
  }

  /// The one value of that parameter that applies. Null pointer: none does, or more than one; then
  /// manual() says so of what `subject` returns ("the notice period of ground 7A"), which is asked
  /// only then: a run asks of every account.
  template <std::invocable Subject>
  const DatedValue* one(std::string_view parameter,
                        const Matter& matter,
                        std::initializer_list<RuleUnit> units,
                        const Subject& subject) {
    const std::vector<const DatedValue*> found = rules_.matching(parameter, matter);
    if (found.size() == 1) return in_unit(found.front(), units);
    const std::string of(subject());
    lack(found.empty() ? "no rule on " + rules_.day().to_words() + " gives " + of
                       : "the rules " + found[0]->id + " and " + found[1]->id + " both give " + of);
    return nullptr;
  }
  /// That value, found by the caller, if it is in one of these units. Null pointer: manual() says
  /// why not.
  const DatedValue* in_unit(const DatedValue* value, std::initializer_list<RuleUnit> units) {
    if (value->unset()) {
      lack("the value of " + value->id + " (" + value->meaning + ") is not set");
      return nullptr;
    }
    if (std::ranges::find(units, value->unit) == units.end()) {
      lack("the rule " + value->id + " counts in " + std::string(to_string(value->unit)) +
           ", which this answer cannot use");
      return nullptr;
    }
    use(value->used());
    return value;
  }

  /// Remembers a rule that the answer leans on; each once.
  void use(const RuleUsed& rule) {
    if (std::ranges::find(used_, rule) == used_.end()) used_.push_back(rule);
  }
  void use(const std::vector<RuleUsed>& rules) {
    for (const RuleUsed& each : rules) use(each);
  }

  const RulesOnDay& rules() const { return rules_; }
  std::vector<RuleUsed> used() const { return used_; }
  const std::string& because() const { return because_; }
  tl::unexpected<Manual> manual() const { return tl::unexpected(Manual{because_}); }
  static tl::unexpected<Manual> manual(std::string because) {
    return tl::unexpected(Manual{std::move(because)});
  }

 private:
  void lack(std::string because) {
    if (because_.empty()) because_ = std::move(because);
  }

  RulesOnDay rules_;
  std::vector<RuleUsed> used_;
  std::string because_;
};

}  // namespace lintel
