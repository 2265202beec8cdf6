#pragma once

#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/notice.h"
#include "storage/connection.h"

namespace lintel {

/// A notice that may still lead to a claim, with the case that it stands on.
struct LiveNotice {
  Notice notice;
  std::string reference;  ///< of the case: "T-0041872"
  DefinitionKey definition;
  std::string state;  ///< of the case
  Letting letting;    ///< the tenancy as it stands now; what the notice keeps is notice.count
};

/// Notices beside their cases. What writes one is CaseStore, in the transition that changes it.
class NoticeStore {
 public:
  explicit NoticeStore(Connection& connection) : connection_(connection) {}

  /// Every notice that is proposed, approved or served and whose case is open, in order of id. One
  /// that has lapsed or was withdrawn is not among them.
  std::vector<LiveNotice> live() const;

 private:
  Connection& connection_;
};

}  // namespace lintel
