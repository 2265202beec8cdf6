#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/case.h"
#include "workflows/engine.h"

namespace lintel {

/// A case's row rebuilt from its events alone, without deciding any of them again: where the last
/// one left it, and what of all of them is remembered. Quick enough to rebuild a lost row; whether
/// the events follow from the policy is for a Replay to say.
class CaseFold {
 public:
  /// Events must come in order.
  void see(const CaseEvent& event);

  /// Where the case stands. Problem: the last event does not say it, or a part does not read.
  Result<CaseState> state() const;
  /// The last event says where the case stands; those from before events did do not.
  bool says_where() const;
  std::int64_t events() const { return events_; }

 private:
  std::int64_t events_ = 0;
  std::string to_;
  Date on_{1900, 1, 1};
  std::string last_;  // payload
  std::vector<PastAct> acts_;
  std::optional<std::string> calls_;  // payload of the last event that spoke of calls
};

}  // namespace lintel
