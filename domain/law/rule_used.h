#pragma once

#include <optional>
#include <string>

#include "domain/date.h"

namespace lintel {

/// One dated rule that an answer leans on.
struct RuleUsed {
  std::string id;  ///< "S8-01"
  std::string citation;
  Date from{1900, 1, 1};
  std::optional<Date> to;
  /// What it said, as its file has it: "2 weeks". Written when an answer is frozen
  /// (frozen_rules.h); "" until then, for the rule of that id and day still says it.
  std::string value{};
  friend bool operator==(const RuleUsed&, const RuleUsed&) = default;
};

}  // namespace lintel
