#pragma once

#include <map>
#include <optional>
#include <string>

#include "server/casework/planned_transition.h"
#include "storage/run_store.h"

namespace lintel {

/// What a run decides about one account, before anything is written.
struct AccountDecision {
  RunDecision line;
  std::optional<PlannedTransition> planned;  ///< when it is acted on
  std::optional<Desk> desk;                  ///< what lists say now, of an open case left alone
};

/// Decides accounts one by one for one day. The law and policy of the day are looked up once.
class AccountDecider {
 public:
  /// An account whose balance is of an earlier day than the latest file's, `file_as_of`, is not in
  /// it.
  AccountDecider(CaseworkParts& parts, Date on, Date file_as_of);

  /// A copy of `file` is not made: it is taken.
  AccountDecision decide(Connection& connection, CaseFile file);

 private:
  AccountDecision decide_open(Connection& connection, CaseFile file);
  AccountDecision decide_missing(Connection& connection, CaseFile file);
  const RuleValues& rules_of(const Definition& definition);

  CaseworkParts& parts_;
  Date on_;
  Date file_as_of_;
  std::map<DefinitionKey, RuleValues> rules_;
};

/// "Clear or in credit": what a line of counts says for a rule of the ledger.
std::string rule_label(const Workflows& workflows, const std::string& rule, const std::string& to);

}  // namespace lintel
