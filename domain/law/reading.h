#pragma once

#include <algorithm>
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
    const Result<DatedValue> known = rules_.value(id);
    if (!known) {
      lack(known.error().what);
      return nullptr;
    }
    return in_unit(rules_.find(id), units);
  }

  /// The one value of that parameter that applies. Null pointer: none does, or more than one; then
  /// manual() says so of `subject` ("the notice period of ground 7A").
  const DatedValue* one(std::string_view parameter,
                        const Matter& matter,
                        std::initializer_list<RuleUnit> units,
                        const std::string& subject) {
    const std::vector<const DatedValue*> found = rules_.matching(parameter, matter);
    if (found.size() == 1) return in_unit(found.front(), units);
    lack(found.empty()
             ? "no rule on " + rules_.day().to_words() + " gives " + subject
             : "the rules " + found[0]->id + " and " + found[1]->id + " both give " + subject);
    return nullptr;
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
  void lack(std::string because) {
    if (because_.empty()) because_ = std::move(because);
  }

  RulesOnDay rules_;
  std::vector<RuleUsed> used_;
  std::string because_;
};

}  // namespace lintel
