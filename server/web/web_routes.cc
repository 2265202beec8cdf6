#include "server/web/web_routes.h"

#include "server/web/pages/pages.h"

namespace lintel {

void add_web_routes(Router& router, Casework& casework, const WebSettings& settings) {
  const Pages pages{casework, std::make_shared<const Site>(settings, &casework)};
  router.get_below("/assets/", anyone(), [pages](const Request& request) {
    return pages.site->assets().answer(request.part("path"));
  });
  add_list_pages(router, pages);
  add_case_pages(router, pages);
  add_case_way_pages(router, pages);
  add_event_pages(router, pages);
  add_approval_pages(router, pages);
  add_run_pages(router, pages);
  add_hold_pages(router, pages);
  add_import_pages(router, pages);
  add_document_pages(router, pages);
  add_law_pages(router, pages);
  add_policy_pages(router, pages);
  add_policy_editor_pages(router, pages);
  add_policy_migration_pages(router, pages);
  add_simulation_pages(router, pages);
  add_person_pages(router, pages);
}

OwnPages web_pages(const WebSettings& settings) {
  const auto site = std::make_shared<const Site>(settings, nullptr);
  OwnPages own;
  own.sign_in = [site](const Request& request, const SignInForm& form) {
    View view;
    view.set("username", form.username).set_if_any("why_not", form.why_not);
    view.set("csrf", form.csrf).set("then", form.then);
    return site->page(
        request, "sign_in", PageHead{"Sign in"}, std::move(view), form.why_not.empty() ? 200 : 403);
  };
  own.problem = [site](const Request& request, int code, const Problem& what) {
    return site->problem(request, code, what);
  };
  return own;
}

}  // namespace lintel
