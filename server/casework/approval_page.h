#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/decision.h"
#include "domain/task.h"
#include "server/casework/case_page.h"

namespace lintel {

/// One approval as a person sees it in the queue.
struct ApprovalLine {
  Approval approval;
  std::string reference;  ///< of the case
  std::string names;
  std::string address;
  std::string patch;
  std::string title;  ///< "Section 8 notice"
  std::string proposed_by;
  Money balance_then;  ///< when it was asked for
  Money balance_now;
  bool own = false;  ///< the person asked for it, or acted in it: cannot decide
};

/// One approval opened: what is asked, what it is bound to, what has changed since.
struct ApprovalPage {
  ApprovalLine row;
  std::vector<DocumentView> documents;  ///< each to be read before deciding
  std::vector<Reason> reasons;          ///< why it was proposed, as decided then
  std::vector<std::string>
      changed;  ///< facts that differ now: "arrears were £480.00 and are £380.00"
  bool may_decide = false;
  std::vector<Reason> why_not;  ///< four eyes, role, patch, unread documents, changed facts
  std::int64_t case_version = 0;
  std::optional<NoticeView> notice;
};

/// A second person's word on an approval.
struct DecideApproval {
  ApprovalId id;
  bool approve = true;   ///< false: return
  std::string reason;    ///< needed for a return
  std::string bound_to;  ///< the fingerprint shown, in hex: what was read is what is approved
  Person actor;
  std::string command_key;
};

}  // namespace lintel
