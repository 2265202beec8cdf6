#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/law.h"

namespace lintel {

/// The days around the hearing of a claim for possession. "By" days are the last on which the thing
/// may be done, "earliest" the first on which the hearing may be, as the rules count them; the
/// steps say where such a day is not a working day.
struct HearingDates {
  std::optional<Date> earliest_hearing;  ///< none: the day of issue is not known
  std::optional<Date>
      latest_standard_hearing;             ///< by the standard period; the court may list later
  Date hearing{1900, 1, 1};                ///< the day that those below are counted back from
  Date serve_by{1900, 1, 1};               ///< the claim form, as service is deemed
  Date statement_by_protocol{1900, 1, 1};  ///< the rent statement, by the pre-action protocol
  Date statement_by_policy{1900, 1, 1};    ///< the same by our own policy; never later
  Date evidence_by{1900, 1, 1};            ///< witness statements, filed and served
  std::vector<std::string> steps;
  std::vector<RuleUsed> rules;
};

/// The dates of a claim issued on one day and heard on another; at least one of them is given.
/// Without a hearing the days before it are counted back from the earliest. Manual: the hearing is
/// before the issue, or the bank holidays before it are not known. CRT-03 to CRT-06, PAP-14a,
/// PAP-14b; CPR 55.5(3), 55.8(4), 2.8.
Placed<HearingDates> hearing_dates(const LawBook& law,
                                   std::optional<Date> issued,
                                   std::optional<Date> hearing);

}  // namespace lintel
