#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/date.h"
#include "domain/money.h"
#include "domain/person.h"

namespace lintel {

/// Which of a person's cases a list shows. Each part narrows; "" and none do not.
struct CaseFilter {
  /// "needs_action" (a task is open or notice can be proposed), "waiting", "on_hold",
  /// "ready_for_notice" or "all".
  std::string view = "needs_action";
  std::optional<Stage> stage;
  std::string patch;
  std::string text;    ///< part of a name, address, postcode or reference
  std::string cursor;  ///< CaseList::next of the page before
  int limit = 50;
};

struct CaseLine {
  std::string reference;
  std::string names;  ///< "Daniel Okafor and Ama Okafor"
  std::string address;
  std::string patch;
  std::vector<std::string> flags;  ///< of "UC", "HB", "BS", "Joint", "Held"
  Stage stage = Stage::early_contact;
  std::string state_label;
  Money balance;
  std::int64_t weeks_owed_tenths = 0;
  std::vector<Money>
      spark;  ///< balance at the end of each of the last 26 weeks, oldest first; may be shorter
  Money four_week_change;  ///< positive: owes more
  std::string why;         ///< why it is here, in words
  std::string next_step;   ///< "Propose a notice"
  std::optional<Date> due;
  bool held = false;
};

/// One page of cases, ranked: overdue first, then by when due, then by weeks owed.
struct CaseList {
  std::vector<CaseLine> rows;
  std::int64_t total = 0;  ///< that match, over all pages
  std::string next;        ///< cursor of the next page; "" on the last
};

/// A task of somebody else's that is past its day, and that the policy now gives to the reader's
/// role as well.
struct EscalatedTask {
  std::string reference;
  std::string names;
  std::string patch;
  std::string label;  ///< "Approve the notice"
  Role whose = Role::income_officer;
  Role to = Role::head_of_income;
  Date due{1900, 1, 1};
  int days_late = 0;
};
inline constexpr int kEscalatedShown = 100;

/// What an officer sees first.
struct MyDay {
  Date today{1900, 1, 1};
  std::int64_t overdue = 0;
  std::int64_t due_today = 0;
  std::int64_t ready_for_notice = 0;
  std::int64_t on_hold = 0;
  std::int64_t breathing_space = 0;
  std::int64_t paying_down = 0;                 ///< in the stage agreement
  std::map<Stage, std::int64_t> by_stage;       ///< open cases of the person's patches
  std::map<std::string, std::int64_t> by_view;  ///< how many each view of CaseFilter has
  std::optional<Date> rents_as_of;              ///< day of the latest rent file; none: never loaded
  std::string rents_file;
  std::vector<EscalatedTask> escalated;  ///< the latest first; at most kEscalatedShown
  CaseList list;
};

/// What a search found.
struct Found {
  struct Row {
    std::string reference;
    std::string names;
    std::string address;
    std::string patch;
    Money balance;
    std::string state_label;  ///< "" when it has no case
    bool has_case = false;
  };
  std::vector<Row> rows;  ///< only in the person's patches; at most 50
  bool more = false;
};

}  // namespace lintel
