#pragma once

#include <string>
#include <vector>

#include "server/casework/policy_studio.h"
#include "server/web/view.h"

namespace lintel {

/// "/policies/arrears_assured/v/2026.2"
std::string policy_address(const DefinitionKey& key);

View policy_line_view(const PolicyLine& line, Date today);
/// Faults at their lines, each with its line quoted and a caret under the place.
View faults_view(const PolicyCheck& check);
View gate_view(const PolicyGate& gate);
View changes_view(const std::vector<DefinitionChange>& changes);
/// The diagram with its counts, the table twin, and the rules of `chosen`.
View drawing_view(const PolicyVersion& version, const std::string& chosen);
View versions_view(const PolicyVersion& version);
/// "Draft, saved by Sam Hill on 23 Nov 2026"
std::string standing_words(const PolicyVersion& version);
/// A number for each line, and some more to type into.
View lines_view(const std::string& text);

}  // namespace lintel
