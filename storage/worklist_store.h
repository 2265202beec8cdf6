#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/rent_account.h"
#include "domain/tenancy.h"
#include "storage/case_store.h"
#include "storage/connection.h"

namespace lintel {

/// Which cases to list. Empty parts let everything through.
struct WorklistFilter {
  std::set<std::string> patches{};  ///< the person's own; empty: every patch
  std::optional<Stage> stage{};
  std::string state{};
  std::string workflow{};
  std::string needs{};                   ///< the word of Desk::needs
  std::set<std::string> needs_one_of{};  ///< or any of these
  std::optional<Date> due_until{};       ///< only what wants a person by that day
  std::string search{};  ///< words of name, address, postcode or reference: all must occur
  std::set<std::string> references{};  ///< only these, of tenancies or of rent accounts
  bool with_open_task = false;         ///< only cases on which a person has something to do
  bool with_hold = false;              ///< only cases with a hold on `on`
  std::string hold{};                  ///< of that name, where with_hold is set
  bool closed = false;                 ///< closed ones too
  Date on{1900, 1, 1};                 ///< today, for holds and what is due
};

struct WorklistRow {
  CaseId case_id;
  std::string reference;
  std::string workflow;
  PersonName main_tenant;
  int tenants = 1;
  Address address;
  std::string patch;
  TenancyType tenancy_type = TenancyType::assured;
  Stage stage = Stage::early_contact;
  std::string state;
  Date state_since{1900, 1, 1};
  Money balance;
  Money expected_income;
  Rent rent;
  bool ties = false;
  Desk desk;
  std::string task;  ///< label of the open task due first; "" for none
  std::optional<Date> task_due;
  std::vector<std::string> holds;  ///< names of those that run on `on`
  std::optional<Date> last_contact_on;
};

/// A page of a list, and where the next one begins ("" after the last).
struct WorklistPage {
  std::vector<WorklistRow> rows;
  std::string next;
};

struct StageCount {
  Stage stage;
  std::int64_t cases = 0;
  Money balance;
};

/// A tenancy found by name, address or reference, with or without a case.
struct FoundTenancy {
  std::string reference;
  PersonName main_tenant;
  Address address;
  std::string patch;
  bool has_case = false;
  Money balance;
};

/// One case of a filter, for work on all of them.
struct PickedCase {
  CaseId case_id;
  std::string reference;          ///< the tenancy's
  std::string payment_reference;  ///< the account's
  std::string patch;
};

class WorklistStore {
 public:
  explicit WorklistStore(Connection& connection) : connection_(connection) {}

  /// What is due first (Desk::due, then an open task's), then the most owed. `cursor` is "" or the
  /// `next` of the page before; a cursor that was not made here begins at the start.
  WorklistPage page(const WorklistFilter& filter,
                    const std::string& cursor = "",
                    int limit = 50) const;
  std::int64_t count(const WorklistFilter& filter) const;
  /// The filter's cases behind `after` (of that reference and id; none: from the start), in order
  /// of reference.
  std::vector<PickedCase> picked(const WorklistFilter& filter,
                                 const std::optional<PickedCase>& after,
                                 int limit) const;
  /// Open cases at each stage, in order of stage; stages without cases are there with 0.
  std::vector<StageCount> stage_counts(const WorklistFilter& filter) const;
  std::vector<FoundTenancy> search(const std::string& words,
                                   const std::set<std::string>& patches,
                                   int limit) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
