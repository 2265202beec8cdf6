#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/task.h"
#include "storage/connection.h"

namespace lintel {

/// An approval as a list shows it.
struct ApprovalRow {
  Approval approval;
  std::string reference;  ///< of the case
  std::string main_tenant;
  std::string patch;
  std::string proposed_by_name;
  Money balance;
};

/// Approvals, as pages read them. They are asked for and decided by CaseStore::apply alone.
class ApprovalStore {
 public:
  explicit ApprovalStore(Connection& connection) : connection_(connection) {}

  std::optional<Approval> find(ApprovalId id) const;
  std::vector<Approval> of_case(CaseId id) const;  ///< newest first
  std::optional<Approval> waiting_on(CaseId id) const;
  /// Waiting, in these patches (empty: all), oldest first.
  std::vector<ApprovalRow> waiting(const std::set<std::string>& patches, int limit) const;
  std::int64_t count_waiting(const std::set<std::string>& patches) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
