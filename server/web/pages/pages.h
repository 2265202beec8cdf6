#pragma once

#include <memory>

#include "server/casework/casework.h"
#include "server/http/router.h"
#include "server/web/site.h"

namespace lintel {

/// What the handlers of one group of pages share. Lives as long as the router's handlers.
struct Pages {
  Casework& casework;
  std::shared_ptr<const Site> site;
};

// Each puts one group of pages on the router.
void add_list_pages(Router& router, const Pages& pages);      ///< My day, cases, search
void add_case_pages(Router& router, const Pages& pages);      ///< one case and its tabs
void add_case_way_pages(Router& router, const Pages& pages);  ///< its path, and what if
void add_event_pages(Router& router, const Pages& pages);     ///< what can be done to a case
void add_approval_pages(Router& router, const Pages& pages);
void add_run_pages(Router& router, const Pages& pages);
void add_hold_pages(Router& router, const Pages& pages);  ///< holds put on many cases
void add_import_pages(Router& router, const Pages& pages);
void add_document_pages(Router& router, const Pages& pages);
void add_law_pages(Router& router, const Pages& pages);     ///< the law book, a rule, what changes
void add_policy_pages(Router& router, const Pages& pages);  ///< workflows, a version, its road
void add_policy_editor_pages(Router& router, const Pages& pages);
void add_policy_migration_pages(Router& router, const Pages& pages);  ///< moving running cases
void add_simulation_pages(Router& router, const Pages& pages);  ///< a policy tried on every case
void add_person_pages(Router& router, const Pages& pages);  ///< the person's own page, shortcuts

}  // namespace lintel
