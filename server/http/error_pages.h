#pragma once

#include <functional>
#include <string>

#include "server/http/request.h"
#include "server/http/response.h"

namespace lintel {

/// What the sign-in page must show.
struct SignInForm {
  std::string username;  ///< as typed before, or ""
  std::string why_not;   ///< the sentence of a refusal, or ""
  std::string csrf;      ///< value of the hidden field `_csrf`
  std::string then;      ///< path to go to afterwards: the hidden field `then`
};

/// The pages that the server shows by itself. Made by server/web, because they look like every
/// other page; called by server/auth. The form of sign_in posts `username`, `password`, `then` and
/// `_csrf` to "/sign-in".
struct OwnPages {
  std::function<Response(const Request&, const SignInForm&)> sign_in;
  /// 403, 404, 405, 500 and their like. request.signed_in may be absent.
  std::function<Response(const Request&, int code, const Problem& what)> problem;
};

}  // namespace lintel
