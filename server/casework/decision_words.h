#pragma once

#include <string>

#include "domain/decision.h"

namespace lintel {

/// "arrears £410.35 is below £449.60": the sentence of the branch that decided.
std::string because_of(const Decision& decision);
/// The law that branch leans on, or "".
std::string law_of(const Decision& decision);
/// Tells a hold's refusal from policy's.
bool refused_by_hold(const Decision& decision);

}  // namespace lintel
