#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "workflows/facts.h"
#include "workflows/guard_regions.h"

namespace lintel {

/// Facts, holds and a day that somebody could meet.
struct Witness {
  Facts facts;
  std::uint64_t holds = 0;
};

/// Facts that lie in that box, for which `proves` says yes of the true evaluator; nothing when none
/// is found. What no source gives (formulas, tables) is left for the evaluator to work out.
///
/// What the box does not speak of is given: no fact is left unknown or none.
std::optional<Witness> find_witness(const GuardRegions& regions,
                                    const Box& box,
                                    Date today,
                                    const std::function<bool(const Witness&)>& proves);

/// "between £10.00 and £109.99 of arrears when account kind is garage"; how a box reads in the
/// words of the fields. "" when there is nothing in it that could be said.
std::string words_of(const GuardRegions& regions, const Box& box);

}  // namespace lintel
