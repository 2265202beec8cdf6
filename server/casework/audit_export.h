#pragma once

#include <functional>
#include <iosfwd>
#include <set>

#include "server/casework/case_proof.h"

namespace lintel {

/// Writes the audit as JSON lines: {"policy"} and {"rules"} before the first event that was decided
/// by them, {"case"} with what stands beside it, its {"event"}s in order, and one {"end"} with the
/// counts.
class AuditWriter {
 public:
  /// Rules are read from `connection`, policies are those of `definitions`; all must outlive this.
  AuditWriter(std::ostream& out,
              Connection& connection,
              const std::vector<const Definition*>& definitions)
      : out_(out), connection_(connection), definitions_(definitions) {}

  void add(const CaseSnapshot& snapshot);
  void add(const CaseEvent& event);
  /// Throws std::runtime_error when the file could not be written.
  void end(const AuditProof& proof);

 private:
  void add_policy(const Hash& hash);
  void add_rules(const CaseEvent& event);

  std::ostream& out_;
  Connection& connection_;
  const std::vector<const Definition*>& definitions_;
  std::set<Hash> policies_written_;
  std::set<std::string> rules_written_;
};

/// What to do with each line of an export.
struct AuditTaken {
  std::function<Result<void>(const std::string& hash, const std::string& body)> policy;
  std::function<Result<void>(const std::string& hash, const std::string& body)> rules;
  std::function<void(CaseSnapshot)> kase;
  std::function<void(const CaseEvent&)> event;
};
/// The last line of an export.
struct AuditEnd {
  std::int64_t cases = 0;
  Hash head{};
};
/// Problem: the number of the line that does not read, or that there is no last line.
Result<AuditEnd> read_audit(std::istream& in, const AuditTaken& taken);

}  // namespace lintel
