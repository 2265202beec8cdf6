#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/dated_rules.h"

namespace lintel {

/// A day on which a rule gets another value, its first, or none any more.
struct RuleChange {
  Date on{1900, 1, 1};  ///< the first day on which it is different
  const DatedRule* rule = nullptr;
  const DatedValue* before = nullptr;  ///< null: the rule starts
  const DatedValue* after = nullptr;   ///< null: the rule ends and nothing takes its place

  bool becomes_unknown() const { return after != nullptr && !after->known; }
};

/// Every change from `first` to `last`, both counted, in order of day and id. Pointers live as long
/// as the rules.
std::vector<RuleChange> changes_between(const DatedRules& rules, Date first, Date last);

/// How one rule stands on a day. More than one may be so at once, but for the first two.
struct RuleStanding {
  const DatedValue* now = nullptr;  ///< the value whose days hold this day, unknown ones included
  bool in_force = false;            ///< such a value, and it is known
  bool verify = false;        ///< that value, or one to come, has not been read against its text
  bool unknown = false;       ///< that value, or one to come, is not known
  bool not_set = false;       ///< that value is a date that nobody has appointed
  bool changes_soon = false;  ///< it starts, ends or changes after this day and up to `soon`
};
RuleStanding standing_on(const DatedRule& rule, Date day, Date soon);

/// A value that somebody has to find out or to read.
struct RuleToDo {
  const DatedRule* rule = nullptr;
  const DatedValue* value = nullptr;
};

/// What stands in the way of an answer on that day or later, the soonest first: values that are
/// unknown; days that nobody has appointed; values not yet read against their text.
struct LawToDo {
  std::vector<RuleToDo> unknown;
  std::vector<RuleToDo> not_set;
  std::vector<RuleToDo> verify;
};
LawToDo to_do_from(const DatedRules& rules, Date day);

}  // namespace lintel
