#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/agreement.h"
#include "domain/date.h"
#include "domain/rent_account.h"
#include "server/casework/policy.h"
#include "storage/case_file.h"
#include "workflows/definition.h"

namespace lintel {

/// How an agreement stands against its schedule on one day.
struct AgreementStanding {
  bool live = false;    ///< being kept to, or due to be
  bool broken = false;  ///< a payment that was due, with the landlord's days of grace, has not come
  int missed = 0;       ///< how many payments short
};
/// `since` are the account's postings from the day on which it was made.
AgreementStanding agreement_standing(const Agreement& agreement,
                                     const Rent& rent,
                                     const std::vector<Posting>& since,
                                     Date as_of,
                                     int grace_days);

/// Balance less expected income: what may be chased. An account in credit is left as it is.
Money collectable(const RentAccount& account);
/// Weeks of rent that are collectable, in tenths, rounded down; 0 when nothing is, or no rent is
/// charged.
std::int64_t weeks_owed_tenths(const RentAccount& account);

/// What facts are made from: one case file on one day.
struct Gathered {
  const CaseFile& file;
  Date today;
  const Policy& policy;
  std::optional<AgreementStanding> standing;  ///< none: there is no agreement
  std::optional<Date> latest_file;  ///< day of the latest rent file; none: none was loaded
};

/// Which facts of a definition come from where, worked out once and used for every case.
class FactPlan {
 public:
  explicit FactPlan(const Definition& definition);

  /// Fills `facts`, which must be new or cleared. A source that does not know leaves its slot
  /// unknown.
  void fill(Facts& facts, const Gathered& gathered) const;
  /// Sources that no case file can give; empty for a sound definition.
  const std::vector<std::string>& unknown_sources() const { return unknown_; }

 private:
  struct Entry {
    std::size_t slot;
    Value (*make)(const Gathered&);
  };
  struct TaskEntry {
    std::size_t slot;
    std::string task;
    std::string field;
    ValueType type;
  };
  std::vector<Entry> entries_;
  std::vector<TaskEntry> from_tasks_;
  std::vector<std::string> unknown_;
};

/// Every source that a case file gives, for the check of definitions.
std::vector<std::string> known_sources();

}  // namespace lintel
