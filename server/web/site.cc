#include "server/web/site.h"

#include <random>

#include "server/auth/access.h"
#include "server/auth/csrf.h"
#include "server/casework/mass_holds.h"
#include "server/casework/policy_studio.h"
#include "server/http/text_rules.h"
#include "server/web/say.h"

namespace lintel {
namespace {

struct NavLine {
  std::string_view href;
  std::string_view text;
  std::set<Role> roles;
};

const std::vector<NavLine>& nav_lines() {
  static const std::vector<NavLine> kLines = {
      {"/", "My day", kCaseRoles},
      {"/cases", "Cases", kCaseRoles},
      {"/approvals", "Approvals", kCaseRoles},
      {"/runs", "Arrears runs", kCaseRoles},
      {"/holds", "Holds", MassHolds::readers()},
      {"/imports", "Imports", {}},
      {"/policies", "Policies", PolicyStudio::readers()},
      {"/law", "Law book", {}},
  };
  return kLines;
}

bool has_any(const Person& person, const std::set<Role>& roles) {
  for (const Role role : roles) {
    if (person.has(role)) return true;
  }
  return roles.empty();
}

std::string role_words(const Person& person) {
  std::string words;
  for (const Role role : person.roles)
    words += (words.empty() ? "" : ", ") + std::string(role_label(role));
  std::string patches;
  for (const std::string& patch : person.patches) patches += (patches.empty() ? "" : ", ") + patch;
  return patches.empty() ? words : words + ", " + patches;
}

std::string code_words(int code) {
  return std::to_string(code) + " · " + std::string(reason_phrase(code));
}

std::string sentence(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  if (!text.empty() && text.back() != '.' && text.back() != '?') text += '.';
  return text;
}

std::string heading_for(int code) {
  switch (code) {
    case 403:
      return "You may not see this";
    case 404:
      return "There is no such page";
    case 409:
      return "That cannot be done now";
    case 429:
      return "Too many tries";
    default:
      return code >= 500 ? "Something went wrong here" : "That could not be understood";
  }
}

}  // namespace

Site::Site(const WebSettings& settings, const Casework* casework)
    : settings_(settings),
      casework_(casework),
      renderer_(settings.templates),
      assets_(settings.assets) {
}

View Site::frame(const Request& request, const PageHead& head) const {
  View view;
  view.set("title", head.title).set("landlord", settings_.landlord).set("refresh", head.refresh);
  view.set("css", assets_.url("lintel.css"))
      .set("boot", assets_.url("boot.js"))
      .set("htmx", assets_.url("htmx.js"));
  view.set("script", assets_.url("cw.js")).set("icon", assets_.url("icon.svg"));
  view.set("font", assets_.url("casework-latin.woff2"));
  view.set("q", request.path == "/search" ? request.query.text("q") : "").set("data_as_of", false);
  view.set("signed_in", request.signed_in.has_value());
  std::optional<std::string> clock;
  if (settings_.clock_set_to) clock = settings_.clock_set_to->to_long_words();
  view.set("clock", std::move(clock));
  if (!request.signed_in) return view;

  const Person& person = request.person();
  const bool works_cases = has_any(person, kCaseRoles);
  const std::int64_t waiting =
      casework_ != nullptr && works_cases ? casework_->approvals_waiting(person) : 0;
  view.set("works_cases", works_cases).set("decides", works_cases);
  view.set_if_any("approvals", waiting == 0 ? "" : figure(waiting));
  view.set("user", person.name)
      .set("user_role", role_words(person))
      .set("csrf", csrf_token(*request.signed_in));
  View::List nav;
  for (const NavLine& line : nav_lines()) {
    if (!has_any(person, line.roles)) continue;
    nav.push_back(
        View{}.set("href", line.href).set("t", line.text).set("on", line.href == head.nav));
  }
  view.set("nav", std::move(nav));
  return view;
}

Response Site::page(const Request& request,
                    std::string_view name,
                    const PageHead& head,
                    View view,
                    int code) const {
  View whole = frame(request, head);
  whole.add(std::move(view));
  return html(renderer_.page(name, whole), code);
}

Response Site::part(std::string_view name, const View& view) const {
  return html(renderer_.part(name, view));
}

Response Site::problem(const Request& request, int code, const Problem& what) const {
  View view;
  view.set("code_words", code_words(code))
      .set("heading", heading_for(code))
      .set("what", sentence(what.what));
  view.set_if_any("fix", what.fix).set_if_any("support", code >= 500 ? what.place.field : "");
  return page(request, "problem", PageHead{heading_for(code)}, std::move(view), code);
}

Response Site::not_shown(const Request& request,
                         Fate fate,
                         const std::string& patch,
                         const std::string& noun) const {
  if (fate == Fate::not_yours) return problem(request, 403, not_your_patch(patch));
  return problem(
      request,
      404,
      Problem{"there is no such " + noun, "Check the address, or find the tenancy by name.", {}});
}

std::string new_form_key() {
  static constexpr char kLetters[] = "0123456789abcdefghjkmnpqrstvwxyz";
  thread_local std::random_device chance;
  std::string key = "form-";
  for (int i = 0; i < 26; ++i) key += kLetters[chance() % 32];
  return key;
}

std::string query_string(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string query;
  for (const auto& [name, value] : pairs) {
    if (!value.empty()) query += (query.empty() ? "?" : "&") + name + "=" + percent_encoded(value);
  }
  return query;
}

}  // namespace lintel
