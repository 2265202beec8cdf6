#pragma once

#include "domain/canonical_json.h"
#include "domain/decision.h"
#include "server/casework/casework.h"

namespace lintel {

// What casework shows, spelt as JSON: money and dates as text ("112.40", "2026-11-23"), what is
// none as null. The schemas of the same names are in server/api/schemas.h.

Json to_json(const Reason& reason);
/// A decision as the API spells it; `lintel decide` has a shape of its own.
Json decision_json(const Decision& decision);
Json to_json(const EventOffer& offer);
Json to_json(const NoticeGate& gate);
Json to_json(const DocumentView& view);
Json to_json(const NoticeView& view);
Json to_json(const CaseLine& line);
Json to_json(const CaseList& list);
Json to_json(const CasePage& page);
Json to_json(const AccountPage& page);
Json to_json(const ApprovalLine& line);
Json to_json(const ApprovalPage& page);
Json to_json(const Outcome& outcome);

template <class T>
Json json_list(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push(to_json(value));
  return list;
}

}  // namespace lintel
