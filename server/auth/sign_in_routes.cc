#include "server/auth/sign_in_routes.h"

#include "server/auth/cookies.h"
#include "server/auth/csrf.h"
#include "server/auth/random_token.h"

namespace lintel {
namespace {

constexpr std::size_t kLongestAgent = 120;

/// A new id at every sign-in, whatever the browser brought: nobody can plant one beforehand.
Response post_sign_in(const Request& request, Sessions& sessions, const OwnPages& pages) {
  const std::string username = request.form.text("username");
  const std::string then = request.form.text("then");
  const std::string from =
      request.remote_address + " " + request.header("user-agent").substr(0, kLongestAgent);
  const Result<std::string> id = sessions.sign_in(username, request.form.text("password"), from);
  if (!id) return sign_in_page(request, pages, {username, id.error().to_string(), "", then}, 401);

  if (request.signed_in && !request.signed_in->by_token)
    sessions.sign_out(request.signed_in->session);
  Response response = redirect(then);
  response.cookie(session_cookie(request), *id, request.secure);
  response.cookie(form_cookie(request), "", request.secure, 0);
  return response;
}

Response post_sign_out(const Request& request, Sessions& sessions) {
  sessions.sign_out(request.signed_in->session);
  Response response = redirect("/sign-in");
  response.cookie(session_cookie(request), "", request.secure, 0);
  response.header("Clear-Site-Data", "\"cache\"");
  return response;
}

}  // namespace

Response sign_in_page(const Request& request, const OwnPages& pages, SignInForm form, int code) {
  std::string secret = form_secret(request);
  const bool is_new = secret.empty();
  if (is_new) secret = random_token();
  form.csrf = csrf_token(secret);
  const Response page = pages.sign_in(request, form);
  Response response(code, page.content_type(), page.body());
  if (is_new) response.cookie(form_cookie(request), secret, request.secure);
  return response;
}

void add_sign_in_routes(Router& router, Sessions& sessions, const OwnPages& pages) {
  router.get("/sign-in", anyone(), [pages](const Request& request) {
    if (request.signed_in) return redirect(request.query.text("then"));
    return sign_in_page(request, pages, {"", "", "", request.query.text("then")}, 200);
  });
  router.post("/sign-in", anyone(), [&sessions, pages](const Request& request) {
    return post_sign_in(request, sessions, pages);
  });
  router.post("/sign-out", any_person(), [&sessions](const Request& request) {
    return post_sign_out(request, sessions);
  });
}

}  // namespace lintel
