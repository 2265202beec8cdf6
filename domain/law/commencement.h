#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/law.h"
#include "domain/notice.h"

namespace lintel {

/// The law as it would be if the Renters' Rights Act came to social housing assured tenancies on a
/// day: a copy of the book with one value put in. No file is touched.
struct SupposedCommencement {
  Date on{1900, 1, 1};
  std::string rule;                   ///< the rule whose value is supposed: "REG-03"
  LawBook law;                        ///< with that value
  std::vector<std::string> warnings;  ///< why the day is an unlikely one, in sentences
};

/// Supposes it for all social housing assured tenancies, or for one kind of them where a rule can
/// give that kind a day of its own (REG-08; Renters' Rights Act 2025 s.145(8)(b)). Problem: no rule
/// can be given that day.
Result<SupposedCommencement> suppose_commencement(const LawBook& law,
                                                  Date on,
                                                  std::optional<TenancyType> kind);

/// What a commencement does to one notice. Renters' Rights Act 2025 Sch 6 paras 3, 4, 16 and 17.
struct CommencedNotice {
  bool reached = false;  ///< the tenancy comes under the Act on that day
  /// Last day for a claim as the notice keeps it; none where it has none or is not served.
  std::optional<Date> own_last;
  /// Last day on which the court may be asked to issue, by the Schedule; none: no rule says.
  std::optional<Date> schedule_last;
  std::optional<Date> last_request;  ///< the sooner of the two
  bool shortened = false;            ///< the Schedule's is the sooner
  bool spent = false;                ///< its own life is over before that day
  std::vector<RuleUsed> rules;
  std::string says;  ///< all of it in a sentence
};

/// `letting` is used where the notice has kept none.
CommencedNotice under(const SupposedCommencement& supposed,
                      const Notice& notice,
                      const Letting& letting);

}  // namespace lintel
