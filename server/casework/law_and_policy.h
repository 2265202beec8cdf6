#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/landlord.h"
#include "domain/law/law.h"
#include "workflows/rule_values.h"

namespace lintel {

/// The law book and the landlord's settings, as the guards of a workflow read them: law.S8-01,
/// policy.notice_weeks. Both must outlive it.
class LawAndPolicy final : public RuleBook {
 public:
  LawAndPolicy(const LawBook& law, const DatedRules& policy) : law_(law), policy_(policy) {}

  std::optional<ValueType> type_of(RuleKind kind, std::string_view id) const override;
  RuleValue value_on(RuleKind kind, std::string_view id, Date on) const override;
  std::vector<std::string> ids(RuleKind kind) const override;
  /// Throws std::out_of_range past the days that the calendar knows.
  Date plus_working_days(std::string_view calendar, Date from, int count) const override;
  /// The same. How short a period is counted in working days is the law's (CNT-02).
  Date leaving_clear_days(std::string_view calendar, Date from, int count) const override;

 private:
  const DatedRules& rules(RuleKind kind) const;
  const Calendar& calendar_named(std::string_view name) const;

  const LawBook& law_;
  const DatedRules& policy_;
};

}  // namespace lintel
