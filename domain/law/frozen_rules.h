#pragma once

#include <string>
#include <vector>

#include "domain/law/law.h"

namespace lintel {

/// The value as its file has it, with its unit: "2 weeks", "Form 3", "2026-05-01", "26 to 35";
/// "none" when it is unset, "unknown" when nobody knows it.
std::string as_written(const DatedValue& value);

/// The same rules, each once, with what each said: a later change of the file cannot unsay it.
std::vector<RuleUsed> freeze_rules(const LawBook& law, const std::vector<RuleUsed>& used);

}  // namespace lintel
