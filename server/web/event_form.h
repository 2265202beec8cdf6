#pragma once

#include <string>

#include "domain/canonical_json.h"
#include "server/casework/case_page.h"
#include "server/casework/record_service.h"
#include "server/http/fields.h"
#include "server/http/request.h"
#include "server/web/view.h"

namespace lintel {

/// The event that records how the approved notice was given to each tenant: it has a form of its
/// own.
inline constexpr std::string_view kServeNotice = "serve_notice";

/// The fields of an event's form, holding what was typed before, each with its problem beside it.
View::List event_fields_view(const EventOffer& offer,
                             const Fields& typed,
                             const Problems& problems);
/// The parts of the form of service: one for each joint tenant.
View::List service_fields_view(const CasePage& page, const Fields& typed, const Problems& problems);
/// What was typed, by the event's own field names.
Json event_fields(const EventOffer& offer, const Fields& typed);
/// The certificate that was typed. A Problem names the form's field.
ResultOfMany<std::vector<RecordService::OnTenant>> read_service(const CasePage& page,
                                                                const Fields& typed);

/// The problems as the summary above the form lists them.
View::List error_summary(const Problems& problems);

/// The payments that an offered agreement asks for, from what is typed; none while it cannot be
/// read.
std::optional<View> schedule_view(const CasePage& page, const Fields& typed);

}  // namespace lintel
