#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/casework/audit_proof.h"
#include "storage/connection.h"
#include "workflows/case_fold.h"
#include "workflows/replay.h"

namespace lintel {

/// A case's own row with what stands beside it: the snapshot that its events must come to.
struct CaseSnapshot {
  Case kase;
  std::vector<OpenTask> tasks;  ///< open
  std::vector<PastAct> acts{};  ///< what the case remembers, so that nobody reads its events
  std::vector<PastCall> calls{};
};
CaseSnapshot snapshot_of(Connection& connection, const Case& kase);
/// As stands_record() says it, so that row and event are compared in one language.
Json stands_of(const CaseSnapshot& snapshot);

/// Definitions and rules for a replay, each read once. Not for many threads.
class ReplayLibrary {
 public:
  explicit ReplayLibrary(const std::vector<const Definition*>& definitions);
  ReplayLibrary(const ReplayLibrary&) = delete;
  ReplayLibrary& operator=(const ReplayLibrary&) = delete;

  /// Where rules are read that are not known yet; none to read no more.
  void reads_from(Connection* connection) { connection_ = connection; }
  /// By which policies are read that come with an export; null to take none of them.
  void reads_by(const RuleBook* rules) { rules_ = rules; }
  /// A policy that came with an export; one that is known already is only checked. Problem: the
  /// body is not what its hash says, or does not read.
  Result<void> add_policy(const std::string& hash, const std::string& body);
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
  const RuleBook* rules_ = nullptr;
  std::vector<std::unique_ptr<Definition>> carried_;
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
  CaseFold fold_;
  CaseEvent last_;  // what of it the next one follows
  bool failed_ = false;
};

}  // namespace lintel
