#pragma once

#include <memory>

#include "domain/person.h"
#include "domain/policy_simulation.h"
#include "server/casework/caseload_diff.h"
#include "workflows/definition.h"

namespace lintel {

struct CaseworkParts;

/// One simulation to be worked through, with all that it needs for itself.
struct SimulationJob {
  PolicySimulation simulation;
  const Definition* live = nullptr;  ///< published: it stays where it is
  Definition draft;
  std::unique_ptr<SupposedSettings> settings;
  Person by;
};

/// Works through it and keeps what it finds, piece by piece. Ends early when somebody stops it or
/// the server is being shut down. A fault is kept with the simulation, not thrown.
void run_simulation(CaseworkParts& parts, const SimulationJob& job);

}  // namespace lintel
