#include "server/web/pages/pages.h"

namespace lintel {
namespace {

Response show_me(const Pages& pages, const Request& request) {
  const Person& person = request.person();
  std::string roles;
  for (const Role role : person.roles)
    roles += (roles.empty() ? "" : ", ") + std::string(role_label(role));
  std::string patches;
  for (const std::string& patch : person.patches) patches += (patches.empty() ? "" : ", ") + patch;
  View view;
  view.set("username", person.username)
      .set("roles", roles)
      .set("patches", patches.empty() ? "Every patch" : patches);
  return pages.site->page(request, "me", PageHead{person.name}, std::move(view));
}

Response show_keys(const Pages& pages, const Request& request) {
  static const std::vector<std::pair<std::vector<std::string>, const char*>> kKeys = {
      {{"/"}, "Find a tenancy"},
      {{"j"}, "Next row"},
      {{"k"}, "Row before"},
      {{"Enter"}, "Open the row"},
      {{"n"}, "Next case, or next page of a list"},
      {{"c"}, "Record a contact on the open case"},
      {{"g", "d"}, "Go to My day"},
      {{"g", "c"}, "Go to Cases"},
      {{"g", "a"}, "Go to Approvals"},
      {{"g", "r"}, "Go to Arrears runs"},
      {{"g", "i"}, "Go to Imports"},
      {{"g", "l"}, "Go to the Law book"},
      {{"?"}, "This list"},
  };
  View::List keys;
  for (const auto& [caps, words] : kKeys) {
    View::List list;
    for (const std::string& cap : caps) list.push_back(View{}.set("cap", cap));
    keys.push_back(View{}.set("caps", std::move(list)).set("t", words));
  }
  return pages.site->page(
      request, "keys", PageHead{"Shortcuts"}, View{}.set("keys", std::move(keys)));
}

}  // namespace

void add_person_pages(Router& router, const Pages& pages) {
  router.get(
      "/me", any_person(), [pages](const Request& request) { return show_me(pages, request); });
  router.get("/help/keys", any_person(), [pages](const Request& request) {
    return show_keys(pages, request);
  });
}

}  // namespace lintel
