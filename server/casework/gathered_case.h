#pragma once

#include <optional>
#include <string_view>

#include "domain/law/notice_dates.h"
#include "server/casework/casework_parts.h"
#include "storage/case_file.h"
#include "storage/connection.h"
#include "workflows/engine.h"

namespace lintel {

/// Room one: everything that a decision about one account leans on, as it stands for one day.
struct GatheredCase {
  CaseFile file;
  const Definition* definition = nullptr;  ///< null: no workflow covers this tenancy
  bool opens = false;                      ///< there is no open case: an event that acts opens one
  CaseState state;
  Facts facts{0};
  std::optional<AgreementStanding> standing;
  std::optional<Date> latest_file;  ///< day of the latest rent file; none: none was loaded
  std::vector<Posting> recent;      ///< postings since `recent_from`, when they were asked for
  Date today{1900, 1, 1};

  bool has_case() const { return file.latest_case.has_value() && !opens; }
};

/// How much to gather: a run leaves out what only people's events need.
enum class Depth { run, person };

std::optional<GatheredCase> gather_case(const CaseworkParts& parts,
                                        Connection& connection,
                                        std::string_view reference,
                                        Date today);
/// Makes a case file ready for a decision. `latest_file` is the day of the latest rent file.
GatheredCase make_ready(const CaseworkParts& parts,
                        Connection& connection,
                        CaseFile file,
                        std::optional<Date> latest_file,
                        Date today,
                        Depth depth);

/// The same with no facts, for whoever fills them by a plan of his own.
GatheredCase make_ready_without_facts(const CaseworkParts& parts,
                                      Connection& connection,
                                      CaseFile file,
                                      std::optional<Date> latest_file,
                                      Date today,
                                      Depth depth);

/// Fills the facts anew, after the file has been changed in hand (the dates of a notice).
void refill_facts(const CaseworkParts& parts, GatheredCase& gathered);

/// When rent falls due: the day of the latest charges, read from the ledger's own pattern.
RentPeriods rent_periods(const GatheredCase& gathered);

}  // namespace lintel
