#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/case.h"
#include "storage/connection.h"

namespace lintel {

/// How many open cases stand in one state of one version.
struct StateLoad {
  DefinitionKey definition{};
  std::string state{};
  std::int64_t cases = 0;
  std::int64_t late = 0;             ///< something was due before the day asked about
  std::optional<int> median_days{};  ///< in the state, on that day
};

/// The open cases as a whole, by the version that they keep.
class CaseloadStore {
 public:
  explicit CaseloadStore(Connection& connection) : connection_(connection) {}

  /// By workflow, version and state.
  std::vector<StateLoad> by_state(Date on) const;
  /// References of open cases that keep that version, after `after`, in order.
  std::vector<std::string> keeping(const DefinitionKey& definition,
                                   const std::string& after,
                                   int limit) const;
  /// The n-th account in order of id, the 2n-th and so on: where work on all of them can be parted.
  std::vector<RentAccountId> every_nth_account(int n) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
