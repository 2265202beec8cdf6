#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/instant.h"
#include "storage/connection.h"

namespace lintel {

/// Who saw or changed what. Written in the transaction of the change itself; never updated.
struct AuditRow {
  std::int64_t seq = 0;  ///< given by add()
  Instant at{};
  std::optional<PersonId> person;
  std::string name;    ///< "Priya Shah", "Arrears run"
  std::string action;  ///< "case.seen", "sign_in.failed", "import.loaded"
  std::string object;  ///< the tenancy's reference, a run's id… or ""
  std::string detail;  ///< canonical JSON or ""
};

struct AuditFilter {
  std::optional<PersonId> person{};
  std::string object{};
  std::string action{};
};

class AuditStore {
 public:
  explicit AuditStore(Connection& connection) : connection_(connection) {}

  void add(const AuditRow& row);
  /// Newest first, those below `before_seq` when it is above 0.
  std::vector<AuditRow> page(const AuditFilter& filter,
                             int limit,
                             std::int64_t before_seq = 0) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
