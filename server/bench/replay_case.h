#pragma once

#include <cstdint>

#include "server/casework/casework_parts.h"
#include "server/casework/gathered_case.h"
#include "server/casework/planned_transition.h"

namespace lintel {

/// A clock that a bench moves on.
class BenchClock : public Clock {
 public:
  explicit BenchClock(Date day) : at_(london_time(day, 9, 0)) {}
  Instant now() const override { return at_; }
  void set(Date day) { at_ = london_time(day, 9, 0); }

 private:
  Instant at_;
};

/// One case with so many events, each decided and written as the program does it, with every row
/// that stands beside it: a dispute raised, a call, the dispute resolved, a call, over and over.
class ReplayCase {
 public:
  /// The database must be migrated and empty.
  ReplayCase(Database& database, const Policy& policy, BenchClock& clock, std::int64_t events);

  CaseId id() const { return gathered_->file.latest_case->id; }
  const Person& officer() const { return officer_; }
  Casework& casework() { return casework_; }
  CaseworkParts& parts() { return parts_; }

 private:
  void add(Transaction& tx, std::int64_t n);
  void take(const PlannedTransition& planned, const Applied& applied);

  BenchClock& clock_;
  IdMaker ids_;
  Casework casework_;
  CaseworkParts parts_;
  Person officer_;
  std::optional<GatheredCase> gathered_;
};

}  // namespace lintel
