#pragma once

#include <string>
#include <string_view>

#include "workflows/engine.h"

namespace lintel {

/// The first event of a case that another one begins (`starts:`). No workflow can declare it.
inline constexpr std::string_view kCaseStarted = "case.started";

/// The case newly opened on `today` as a Step, so that its opening is recorded, and decided again,
/// as any event is: start state, its tasks open, its timers armed.
Step start_case(const Definition& definition,
                const Facts& facts,
                const RuleValues& rules,
                Date today);

/// The reference of a case that the case of a tenancy begins: "T-0041872.tenancy_end". It is the
/// same each time, so that it names the newest.
std::string started_reference(std::string_view tenancy_reference, std::string_view workflow);

}  // namespace lintel
