#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/casework/audit_proof.h"
#include "storage/connection.h"
#include "workflows/replay.h"

namespace lintel {

/// A case's own row with what stands beside it: the snapshot that its events must come to.
struct CaseSnapshot {
  Case kase;
  std::vector<OpenTask> tasks;  ///< open
};
CaseSnapshot snapshot_of(Connection& connection, const Case& kase);

/// Definitions and rules for a replay, each read once. Not for many threads.
class ReplayLibrary {
 public:
  explicit ReplayLibrary(const std::vector<const Definition*>& definitions);
  ReplayLibrary(const ReplayLibrary&) = delete;
  ReplayLibrary& operator=(const ReplayLibrary&) = delete;

  /// Where rules are read that are not known yet; none to read no more.
  void reads_from(Connection* connection) { connection_ = connection; }
  /// Rules that came with an export. Problem: the body is not what its hash says.
  Result<void> add_rules(const std::string& hash, const std::string& body);
  const ReplaySources& sources() const { return sources_; }

 private:
  const Json* body_of(const Hash& hash);
  const std::vector<RuleValue>* values(const Definition& definition, const Hash& hash);

  std::map<Hash, const Definition*> definitions_;
  std::map<Hash, std::optional<Json>> bodies_;
  std::map<std::pair<Hash, Hash>, std::vector<RuleValue>> values_;
  Connection* connection_ = nullptr;
  ReplaySources sources_;
};

/// The proof of one case, from its first event to its row.
class CaseProof {
 public:
  /// `sources` null: without a replay. All must outlive this.
  CaseProof(AuditProof& proof, CaseSnapshot snapshot, const ReplaySources* sources);

  /// False when there is no sense in reading on: a fault was found.
  bool see(const CaseEvent& event);
  /// After the last event: the case's own row. Counts the case.
  void end();

  const Hash& head() const { return last_.hash; }

 private:
  void fault(std::int64_t seq, const std::string& what);
  void replay(const CaseEvent& event);

  AuditProof& proof_;
  CaseSnapshot snapshot_;
  std::optional<Replay> replay_;
  CaseEvent last_;
  bool failed_ = false;
};

}  // namespace lintel
