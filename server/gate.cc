#include "server/gate.h"

#include <chrono>

#include "server/auth/cookies.h"
#include "server/auth/csrf.h"
#include "server/auth/random_token.h"
#include "server/auth/sessions.h"
#include "server/auth/sign_in_routes.h"
#include "server/http/text_rules.h"
#include "server/log.h"
#include "storage/fault.h"

namespace lintel {
namespace {

constexpr std::size_t kSupportCode = 8;  // characters

Problem from_elsewhere() {
  return Problem{"this was sent from a page that is not ours",
                 "Open the page again here and send it from there.",
                 {}};
}

std::string roles_in_words(const Access& access) {
  std::string words;
  for (const Role role : access.roles)
    words += (words.empty() ? "" : ", ") + std::string(role_label(role));
  return words;
}

/// "Bearer abc": the scheme is in any case (RFC 9110 §11.1).
std::string bearer(const Request& request) {
  const std::string header = request.header("authorization");
  constexpr std::size_t kScheme = 7;
  return lower_case(header.substr(0, kScheme)) == "bearer " ? header.substr(kScheme) : "";
}

}  // namespace

std::optional<Problem> not_from_our_page(const Request& request, std::string_view secret) {
  const std::string site = request.header("sec-fetch-site");
  const std::string origin = request.header("origin");
  // Under Referrer-Policy: no-referrer a browser says "Origin: null" for our own forms as well, so
  // Sec-Fetch-Site, which no page can forge, is asked first.
  if (!site.empty()) {
    if (site != "same-origin") return from_elsewhere();
  } else if (!origin.empty() &&
             origin != (request.secure ? "https://" : "http://") + request.host) {
    return from_elsewhere();
  }
  const std::string token = request.header("x-csrf-token").empty() ? request.form.text(kCsrfField)
                                                                   : request.header("x-csrf-token");
  if (!csrf_token_fits(token, secret)) {
    return Problem{"the page that this came from is out of date or is not ours",
                   "Open the page again and send it from there.",
                   {}};
  }
  return std::nullopt;
}

std::size_t Gate::body_limit(Method method, std::string_view path) const {
  const Router::Match match = router_.find(method, path);
  return match.route ? match.route->body_limit : kFormLimit;
}

Response Gate::answer(Request request) {
  const auto began = std::chrono::steady_clock::now();
  Router::Match match = router_.find(request.method, request.path);
  request.parts = match.parts;
  Response response(500);
  try {
    response = admit(request, match);
  } catch (const StorageFault& caught) {
    response = fault(request, match, caught.what(), true);
  } catch (const std::exception& caught) {
    response = fault(request, match, caught.what(), false);
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - began);
  Log::Line line = log_.line("request");
  line.with(LogField::method, to_string(request.method))
      .with(LogField::code, response.code())
      .with(LogField::milliseconds, took.count());
  if (match.route) line.with(LogField::route, match.route->pattern);
  if (request.signed_in) line.with(LogField::person, to_string(request.signed_in->person.id));
  return response;
}

Response Gate::admit(Request& request, const Router::Match& match) {
  const bool is_open = match.route && !match.route->access.signed_in && !request.is_post() &&
                       match.route->pattern != "/sign-in";
  if (!is_open) {
    const std::string token = request.is_api() ? bearer(request) : "";
    request.signed_in = token.empty() ? sessions_.find(request.cookie(session_cookie(request)))
                                      : sessions_.find_by_token(token);
  }
  if (!match.route) {
    if (match.path_is_known)
      return problem_page(
          request,
          405,
          {"this address does not take " + std::string(to_string(request.method)), "", {}});
    return problem_page(
        request, 404, {"there is nothing at this address", "Check it, or search from My day.", {}});
  }
  const Access& access = match.route->access;
  if (access.signed_in && !request.signed_in) return ask_to_sign_in(request);
  if (request.is_post() && !(request.signed_in && request.signed_in->by_token)) {
    const std::optional<Problem> foreign = not_from_our_page(request, form_secret(request));
    if (foreign) return problem_page(request, 403, *foreign);
  }
  if (access.signed_in && !access.allows(request.person())) {
    return problem_page(
        request,
        403,
        {"your roles do not include this", "It is for: " + roles_in_words(access) + ".", {}});
  }
  return match.route->handler(request);
}

Response Gate::problem_page(const Request& request, int code, const Problem& what) const {
  return request.is_api() ? api_problem(code, what) : pages_.problem(request, code, what);
}

Response Gate::ask_to_sign_in(const Request& request) const {
  if (request.is_api()) {
    Response response =
        api_problem(401, {"nobody is signed in", "Sign in, or send a bearer token.", {}});
    response.header("WWW-Authenticate", "Bearer");
    return response;
  }
  if (request.is_post() || request.wants_part()) {
    return sign_in_page(
        request, pages_, {"", "You were signed out. Sign in to go on.", "", "/"}, 401);
  }
  return redirect("/sign-in?then=" + percent_encoded(request.path));
}

Response Gate::fault(const Request& request,
                     const Router::Match& match,
                     const std::string& what,
                     bool storage) {
  const std::string code = random_token().substr(0, kSupportCode);
  {
    Log::Line line = log_.line("fault");
    line.with(LogField::support_code, code).with(LogField::fault, what);
    if (match.route) line.with(LogField::route, match.route->pattern);
  }
  const Problem told =
      storage ? Problem{"the database could not be used just now",
                        "Try again in a minute. For support, say " + code + ".",
                        {}}
              : Problem{"something went wrong here", "For support, say " + code + ".", {}};
  try {
    return problem_page(request, storage ? 503 : 500, told);
  } catch (const std::exception&) {
    return plain(told.to_string() + "\n", storage ? 503 : 500);  // the page itself is what fails
  }
}

}  // namespace lintel
