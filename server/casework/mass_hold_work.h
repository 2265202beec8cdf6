#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/casework/case_pick.h"
#include "server/casework/mass_hold_decision.h"
#include "server/casework/run_ledger.h"
#include "storage/case_store.h"
#include "storage/mass_hold_store.h"

namespace lintel {

struct CaseworkParts;

/// One mass hold, gone through in batches: the next is decided while one is written.
///
/// Each batch is a transaction that first claims its place in the hold's ledger, so that of two who
/// go on with the same hold one stops.
class MassHoldWork {
 public:
  using TakeLine = std::function<void(const MassHoldLine&)>;

  /// `parts` and `by` must outlive this.
  MassHoldWork(CaseworkParts& parts, MassHold hold, const Person& by);

  /// From where the hold stopped to its end. `dry` decides only. Throws std::runtime_error when
  /// somebody else goes on with this hold.
  void go(bool dry, const Progress& progress, const TakeLine& take);

  /// What it came to so far, with this work.
  const MassHold& hold() const { return hold_; }
  /// How many cases each reason refused; at most kMostReasons of them.
  const std::map<std::string, std::int64_t>& refusals() const { return refusals_; }

 private:
  struct Batch {
    std::vector<MassHoldDecided> cases;
    std::string place;
    std::string next_place;  ///< the same as `place` when there are no more
  };

  Batch next(Connection& connection, const std::string& place);
  void add_put_lines(Connection& connection, Batch& batch);
  void add_picked(Connection& connection, Batch& batch);
  void add_listed(Connection& connection, Batch& batch);
  std::vector<MassHoldLine> write(const Batch& batch);
  MassHoldLine apply(Transaction& tx,
                     CaseStore& cases,
                     const MassHoldDecided& decided,
                     std::set<Hash>& rules);
  void count(const MassHoldLine& line);

  CaseworkParts& parts_;
  MassHold hold_;
  CasePick pick_;
  std::vector<std::string> listed_;
  const Person& by_;
  MassHoldDecider decider_;
  std::map<std::string, std::int64_t> refusals_;
};

}  // namespace lintel
