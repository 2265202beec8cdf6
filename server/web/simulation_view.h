#pragma once

#include <string>
#include <vector>

#include "server/casework/policy_simulations.h"
#include "server/http/request.h"
#include "server/web/view.h"

namespace lintel {

/// "/policies/arrears_assured/v/2026.2/simulations"
std::string simulations_address(const DefinitionKey& key);
std::string simulation_address(const PolicySimulation& simulation);

/// The newest simulations of one version, each with how it stands and what it found.
View simulation_lines_view(const DefinitionKey& key, const std::vector<SimulationLine>& lines);
/// How far one is, or that it is done, or why it ended early.
View simulation_progress_view(const SimulationLine& line);
/// Which people the address of a page asks for, of those whom this person may see.
SimulationFilter read_simulation_filter(const Request& request);
/// The sums side by side, the picture, the people, and what a simulation cannot tell.
View simulation_view(const SimulationPage& page, const SimulationFilter& filter, const Person& who);
/// One line for each change of each person.
std::string simulation_csv(const SimulationPage& page);

}  // namespace lintel
