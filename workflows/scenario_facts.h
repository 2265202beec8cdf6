#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "workflows/account_ahead.h"
#include "workflows/notice_ahead.h"
#include "workflows/scenario.h"

namespace lintel {

/// What is known on each day of one story: the account, and the case as the story itself has told
/// it so far. The runner's own; what it takes to be known stands at Scenario.
class ScenarioFacts {
 public:
  ScenarioFacts(const Scenario& scenario,
                const Definition& definition,
                const RuleBook& book,
                const LawBook* law);

  void pays(Date on, Money amount) { account_.payments.emplace_back(on, amount); }
  void charged(Date on, Money amount) { account_.charges.emplace_back(on, amount); }
  /// The story says so, whatever the account says. Its names and types were checked before.
  void said(const std::vector<ScenarioWord>& facts);

  Facts on(Date day, const CaseState& at) const;

  /// What an event brings with it before it is decided: a notice's dates by the law of the day.
  /// Returns why the law refuses it, or "".
  std::string before(const Event& event, Date on);
  /// The event was answered.
  void after(const Event& event, const Step& step, Date on);
  /// The event was refused: what before() brought is taken back.
  void refused() { notice_ = notice_before_; }

 private:
  Letting letting() const;
  std::optional<bool> ground8_met(Date on) const;
  std::string serve(const Event& event, Date on);
  Value value(const FactDeclaration& fact, Date day, const CaseState& at) const;
  Value of_case(const std::string& source, Date day, const CaseState& at) const;

  const Scenario& scenario_;
  const Definition& definition_;
  const LawBook* law_;
  AccountAhead account_;
  std::map<std::size_t, Value> said_;  ///< by slot
  std::optional<Date> last_contact_;
  std::optional<Date> last_letter_;
  int contacts_ = 0;
  std::map<std::string, std::map<std::string, std::string>> done_;  ///< tasks and their fields
  bool agreement_ = false;
  NoticeAhead notice_;
  NoticeAhead notice_before_;
};

}  // namespace lintel
