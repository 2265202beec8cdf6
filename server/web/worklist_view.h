#pragma once

#include <string>
#include <vector>

#include "domain/person.h"
#include "server/casework/my_day.h"
#include "server/http/request.h"
#include "server/web/view.h"

namespace lintel {

/// The filter that the address of a list says. A stage or view that there is not is left out.
CaseFilter read_filter(const Request& request, const std::string& view_by_default);
/// The address of that list: "/cases?view=on_hold&stage=notice".
std::string filter_address(const std::string& path, const CaseFilter& filter);

/// Words and links above a list: views, chips, fields. `counts` has how many each view has.
View worklist_tools(const std::string& path,
                    const CaseFilter& filter,
                    const Person& person,
                    const std::map<std::string, std::int64_t>& counts);
/// The list itself, or what to say when it is empty.
View worklist_rows(const std::string& path,
                   const CaseFilter& filter,
                   const CaseList& list,
                   Date today);
/// Late tasks of others that have come up to the reader.
View::List escalated_views(const std::vector<EscalatedTask>& tasks);
/// The list for a spreadsheet.
std::string worklist_csv(const CaseList& list);

}  // namespace lintel
