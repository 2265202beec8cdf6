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

/// "2 weeks", "1 month": a whole number with its unit, as a step of a count says it.
inline std::string counted(const DatedValue& value) {
  std::string unit(to_string(value.unit));
  std::ranges::replace(unit, '_', ' ');
  if (value.number() == 1) unit.pop_back();
  return std::to_string(value.number()) + " " + unit;
}

/// One answer in the making: it reads values of law on a day and remembers those it used.
///
///   Reading read{law, served};
///   const DatedValue* weeks = read.value("S8-01", {RuleUnit::weeks});
///   if (weeks == nullptr) return read.manual();
class Reading {
 public:
  Reading(const LawBook& law, Date day) : rules_(law.on(day)) {}

  /// The value in force, in one of these units. Null pointer: there is none, or it is not known,
  /// and manual() says so.
  const DatedValue* value(std::string_view id, std::initializer_list<RuleUnit> units) {
    if (const DatedValue* known = rules_.find(id)) return in_unit(known, units);
    if (const DatedValue* figure = rules_.unknown(id))
      lack_figure(*figure);
    else
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
    if (const DatedValue* figure = rules_.unknown(parameter, matter); found.empty() && figure) {
      lack_figure(*figure);
      return nullptr;
    }
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

  /// What manual() says, unless something was lacking before.
  void refuse(std::string because) { lack(std::move(because)); }

  const RulesOnDay& rules() const { return rules_; }
  std::vector<RuleUsed> used() const { return used_; }
  const std::string& because() const { return because_; }
  tl::unexpected<Manual> manual() const {
    return tl::unexpected(Manual{because_, is_unknown_, used_});
  }
  static tl::unexpected<Manual> manual(std::string because) {
    return tl::unexpected(Manual{std::move(because)});
  }

 private:
  void lack(std::string because) {
    if (because_.empty()) because_ = std::move(because);
  }
  /// The figure that an unknown value stands for: what it is, what to load, and from whom.
  void lack_figure(const DatedValue& figure) {
    use(figure.used());
    if (!because_.empty()) return;
    is_unknown_ = true;
    because_ = figure.meaning + ": the figure of " + rules_.day().to_words() +
               " is not known. Load " + figure.load + ", from " + figure.from_whom + ".";
  }

  RulesOnDay rules_;
  std::vector<RuleUsed> used_;
  std::string because_;
  bool is_unknown_ = false;
};

}  // namespace lintel
