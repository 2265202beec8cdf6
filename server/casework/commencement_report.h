#pragma once

#include <cstddef>
#include <vector>

#include "domain/canonical_json.h"
#include "server/casework/commencement_changes.h"
#include "storage/database.h"
#include "storage/notice_store.h"

namespace lintel {

/// What would follow if the Renters' Rights Act came to social tenancies on a day: for live
/// notices, workflows and forms. A what-if: nothing is written.
struct CommencementReport {
  struct NoticeLine {
    LiveNotice live;
    CommencedNotice would;
  };
  std::size_t looked_at = 0;        ///< live notices
  std::vector<NoticeLine> notices;  ///< those on tenancies that the day reaches
  std::vector<WorkflowChange> workflows;
  std::vector<FormChange> forms;

  std::size_t shortened() const;
  std::size_t spent() const;
};

/// `live`: the workflows that are live, as Workflows says.
CommencementReport commencement_report(Database& database,
                                       const Policy& policy,
                                       const std::vector<const Definition*>& live,
                                       const SupposedCommencement& supposed);

// As `lintel law-report commencement` prints them, each with its "kind".
Json to_json(const SupposedCommencement& supposed);
Json to_json(const CommencementReport::NoticeLine& line);
Json to_json(const WorkflowChange& workflow);
Json to_json(const FormChange& form);

}  // namespace lintel
