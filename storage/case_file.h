#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/agreement.h"
#include "domain/case.h"
#include "domain/notice.h"
#include "domain/rent_account.h"
#include "domain/task.h"
#include "domain/tenancy.h"
#include "storage/connection.h"

namespace lintel {

/// What has been tried to reach the tenants of a case.
struct ContactSummary {
  std::optional<Date> last_on;
  int tried = 0;
  bool reached = false;                ///< at least once since the case opened
  std::optional<Date> last_letter_on;  ///< the latest document tagged arrears_demand, not withdrawn
};

/// Everything that a decision about one account may need, gathered in one view.
struct CaseFile {
  Tenancy tenancy;
  RentAccount account;
  /// The account's own: the newest that no other case began; or the one that was asked for. None:
  /// no case was ever opened. With holds and armed timers.
  std::optional<Case> latest_case;
  ContactSummary contacts;
  std::vector<Task> open_tasks;
  std::map<std::string, std::string>
      task_fields;                     ///< of each task done last under its name: canonical JSON
  std::optional<Notice> notice;        ///< the newest, with its services
  std::optional<Agreement> agreement;  ///< the newest
};

class CaseFileStore {
 public:
  explicit CaseFileStore(Connection& connection) : connection_(connection) {}

  /// By the tenancy's reference, for its rent account; or by that of a case that another one began.
  std::optional<CaseFile> gather(std::string_view reference) const;
  std::optional<CaseFile> gather(RentAccountId id) const;
  /// With that case, whether or not it is its account's latest.
  std::optional<CaseFile> gather(CaseId id) const;

  /// The next accounts after `after` (nil: from the start) in order of id, at most `limit`; former
  /// tenancies too, so that a ledger ties to the file. Set-wise: seven queries however many they
  /// are. An empty answer is the end.
  std::vector<CaseFile> gather_next(RentAccountId after, int limit) const;
  /// How many accounts gather_next would give in all.
  std::int64_t count_all() const;

 private:
  Connection& connection_;
};

}  // namespace lintel
