#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "domain/canonical_json.h"
#include "server/casework/run_ledger.h"
#include "storage/database.h"
#include "workflows/definition.h"

namespace lintel {

/// Something that the audit of one case does not bear out.
struct AuditFault {
  std::string reference;  ///< of the case
  std::int64_t seq = 0;   ///< of the event; that of the last when it is the case's own row
  std::string what;       ///< a sentence
  friend bool operator==(const AuditFault&, const AuditFault&) = default;
};
Json to_json(const AuditFault& fault);

/// What a proof of the audit found. At most one fault a case: the first.
struct AuditProof {
  std::int64_t cases = 0;
  std::int64_t events = 0;
  std::int64_t replayed = 0;  ///< events that came out as they were written
  std::vector<AuditFault> faults;
  /// Cases with an event from before events kept what a replay needs, or, without a replay, a last
  /// event that does not say where the case stood: neither proved nor at fault.
  std::vector<AuditFault> not_proved;
  /// SHA-256 over the last hash of every case in order: one figure that stands for the whole audit.
  Hash head{};

  bool holds() const { return faults.empty(); }
};
/// The counts, without the faults.
Json to_json(const AuditProof& proof);

struct AuditAsked {
  bool replay = false;  ///< also runs every case's events through the definitions that decided them
  std::ostream* export_to = nullptr;  ///< the whole audit as JSON lines, to be proved elsewhere
  Progress progress{};
  /// By which the policies that an export carries are read, for a replay of it; null: only those
  /// given are known.
  const RuleBook* rules = nullptr;
};

/// Proves every case of the database: each event follows the one before it by its hash, and the
/// case's own row (state, version, holds, timers, tasks) is what its last event says. Writes
/// nothing to the database. `definitions` are those published, for a replay.
AuditProof prove_audit(Database& database,
                       const std::vector<const Definition*>& definitions,
                       const AuditAsked& asked);

/// The same from a file that `export_to` wrote, without a database. Problem: the line that does not
/// read, or that the file has been cut short.
Result<AuditProof> prove_export(std::istream& file,
                                const std::vector<const Definition*>& definitions,
                                const AuditAsked& asked);

}  // namespace lintel
