#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/case.h"
#include "workflows/diagram.h"
#include "workflows/engine.h"

namespace lintel {

struct CaseworkParts;
class Connection;

/// Where a case has been, where it is, and what stops each next arrow: of events that people press,
/// what would stop anybody; of a timer, its day; of a run, why it decides otherwise today.
///
/// `moves` from the last to the first. Only stops of arrows that the picture has.
DiagramMarks marks_of_case(const Definition& definition,
                           const CaseState& at,
                           const std::vector<CaseMove>& moves,
                           const Facts& facts,
                           const RuleValues& rules,
                           Date today);

/// A case's workflow with its marks.
struct CaseDiagram {
  const Definition* definition = nullptr;
  DiagramMarks marks;
};

/// Reads the case and what stands in its way today; a tenancy without a case stands at the start.
/// Nothing when there is no such tenancy, or no workflow for it.
std::optional<CaseDiagram> case_diagram(const CaseworkParts& parts,
                                        Connection& connection,
                                        std::string_view reference,
                                        Date today);

}  // namespace lintel
