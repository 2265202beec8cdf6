#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/law/law.h"
#include "domain/money.h"

namespace lintel {

/// What the county court is asked to do for a fee.
enum class FeeKind {
  claim,
  warrant,
  application_on_notice,
  application_by_consent,
  adjourn_by_consent,
};
std::string_view to_string(FeeKind kind);
Result<FeeKind> parse_fee_kind(std::string_view text);

struct CourtFee {
  Money amount;
  std::string because;
  std::vector<RuleUsed> rules;
};

/// The fee on the day on which the court has the request. `hearing` is that of adjourn_by_consent,
/// which is free in good time before it. Manual: that hearing is not given or is past, or the fee
/// is not known (is_unknown, with what to load). FEE-01 to FEE-08A; SI 2008/1053.
Placed<CourtFee> court_fee(const LawBook& law, FeeKind kind, Date on, std::optional<Date> hearing);

}  // namespace lintel
