#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "domain/policy_simulation.h"
#include "storage/connection.h"

namespace lintel {

/// Which people of a simulation are asked for. Empty: all.
struct SimulationFilter {
  std::string kind{};            ///< with a change of that kind …
  std::string what{};            ///< … of that thing …
  std::optional<Shift> shift{};  ///< … which comes so; all three of one and the same change
  std::string patch{};
  std::set<std::string> patches{};     ///< and only of these
  std::optional<std::string> state{};  ///< where the case stands; "" for those without a case
};

/// A person as a page shows him: his names and patch are those of today.
struct SimulationRow {
  std::int64_t n = 0;
  SimulationPerson person{};
  std::string names{};
  std::string patch{};
};

/// Simulations of policies, each with its sums and the people whom it would affect. Writes to no
/// other table.
class SimulationStore {
 public:
  explicit SimulationStore(Connection& connection) : connection_(connection) {}

  /// As running, with nothing done yet.
  void begin(const PolicySimulation& simulation);
  /// Adds people, from number `first` on, and says how far the work is. False, and nothing is
  /// written, when it no longer runs: somebody stopped it. At most 1,000 changes to one write().
  bool add(SimulationId id,
           std::int64_t first,
           std::span<const SimulationPerson> people,
           std::int64_t done,
           std::int64_t of,
           Instant at);
  /// Finished, with its sums. False when it no longer runs.
  bool finish(const PolicySimulation& simulation,
              std::span<const SimulationCount> counts,
              std::span<const SimulationFlow> flows,
              Instant at);
  /// Stopped or failed, and why. False when it no longer runs.
  bool end(SimulationId id, SimulationState state, const std::string& because, Instant at);

  std::optional<PolicySimulation> find(SimulationId id) const;
  /// Newest first.
  std::vector<PolicySimulation> of_version(const std::string& workflow,
                                           const std::string& version,
                                           int limit) const;
  std::vector<PolicySimulation> running() const;  ///< newest first; also those cut off
  /// The newest of exactly that text that tells enough for a submission.
  std::optional<PolicySimulation> for_submission(const Hash& text) const;

  std::vector<SimulationCount> counts(SimulationId id) const;  ///< in the order they were given
  std::vector<SimulationFlow> flows(SimulationId id) const;    ///< by state, from now to then
  /// A page of people after number `after` (0: from the start), with all their changes.
  std::vector<SimulationRow> people(SimulationId id,
                                    const SimulationFilter& filter,
                                    std::int64_t after,
                                    int limit) const;
  std::int64_t count(SimulationId id, const SimulationFilter& filter) const;
  std::vector<std::string> patches(SimulationId id) const;  ///< of the people, in order
  std::vector<std::string> states(SimulationId id) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
