#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/instant.h"
#include "storage/connection.h"

namespace lintel {

/// An effect in the outbox.
struct EffectRow {
  CaseId case_id;
  std::int64_t seq = 0;
  int n = 0;
  std::string kind;
  std::string payload;
  int attempts = 0;
  std::string error;  ///< of the last attempt

  /// "CASE:SEQ:N", the idempotency key for whoever receives it.
  std::string key() const;
};

/// The outbox: rows are written by CaseStore::apply and done after its commit, at least once.
class EffectStore {
 public:
  explicit EffectStore(Connection& connection) : connection_(connection) {}

  /// Not done, not given up, whose next try is due, oldest first.
  std::vector<EffectRow> pending(Instant now, int limit) const;
  std::int64_t count_pending() const;
  /// False when it was done already: another worker was quicker.
  bool done(const EffectRow& effect, Instant at);
  /// One more attempt failed; it is tried again at `next_try`, or never when that is none.
  void failed(const EffectRow& effect, const std::string& error, std::optional<Instant> next_try);
  std::vector<EffectRow> given_up(int limit) const;
  /// Puts one that was given up back in the outbox.
  bool replay(const EffectRow& effect, Instant now);

 private:
  Connection& connection_;
};

}  // namespace lintel
