#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/decision.h"
#include "domain/tenancy.h"
#include "server/casework/case_page.h"
#include "storage/connection.h"
#include "workflows/definition.h"

namespace lintel {

/// "Daniel Okafor and Ama Okafor", in the order of the tenancy.
std::string names_in_order(const Tenancy& tenancy);
/// The name of somebody who works here; "" when there is no such person.
std::string person_name(Connection& connection, PersonId id);
std::string tenant_name(const Tenancy& tenancy, TenantId id);

/// "Propose notice": the label that its workflow gives the event, else its words.
std::string label_of_event(const Definition* definition, std::string_view event);
/// "Notice proposed": what a timeline says of an event that has happened.
std::string happened(const Definition* definition, std::string_view event);
/// The reasons that an event of the timeline keeps in its payload.
std::vector<Reason> reasons_in(const Json& payload);

DocumentView view_of(Connection& connection,
                     const Document& document,
                     const Tenancy& tenancy,
                     const Person& reader);
NoticeView view_of(Connection& connection,
                   const Notice& notice,
                   const Tenancy& tenancy,
                   const Person& reader);

}  // namespace lintel
