#pragma once

#include <string>
#include <string_view>

#include "workflows/definition.h"

namespace lintel {

/// Reads a workflow file. The Problems give file, line and column of everything that is wrong with
/// its shape, names and types; checks.h looks at what the whole graph does.
///
/// In a flow map a comma inside parentheses belongs to the expression: {when: kind in (a, b)}.
ResultOfMany<Definition> read_definition(std::string_view yaml,
                                         const std::string& file,
                                         const RuleBook& book);

}  // namespace lintel
