#pragma once

#include <string>
#include <vector>

#include "domain/decision.h"

namespace lintel {

/// A field that an event needs from whoever presses it.
struct FieldAsked {
  std::string name;                  ///< "reason"
  std::string label;                 ///< "Reason"
  std::string type;                  ///< "yes_no", "number", "money", "date", "text" or "one_of"
  std::vector<std::string> choices;  ///< for one_of, in order
  bool needed = true;
};

/// One event that the case's state knows and that people press, and whether this person may now.
struct EventOffer {
  std::string event;  ///< "propose_notice"
  std::string label;  ///< "Propose a notice"
  bool allowed = false;
  bool for_this_person = true;  ///< false: another role's to press; reasons name it
  std::string to_label;         ///< "Waiting for a manager", when allowed
  std::vector<Reason> reasons;  ///< each condition tried, passed or not, with law, fact and fix
  std::vector<FieldAsked> fields;
};

/// "Can we serve notice?": every condition of proposing a notice (or of serving it, once approved).
struct NoticeGate {
  std::string event;  ///< the event that the gate guards; "" when the state has none
  bool open = false;
  int failed = 0;  ///< how many lines do not pass, unknown ones included
  std::vector<Reason> lines;
};

}  // namespace lintel
