#pragma once

#include <string>

#include "domain/law/dated_rules.h"

namespace lintel {

/// True for the units whose value is a list in the file.
bool is_list(RuleUnit unit);

/// What one entry of a value in that unit must look like ("a whole number"); "" when `text` does.
std::string shape_lacking(RuleUnit unit, const std::string& text);

}  // namespace lintel
