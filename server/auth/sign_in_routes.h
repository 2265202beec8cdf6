#pragma once

#include "server/auth/sessions.h"
#include "server/http/error_pages.h"
#include "server/http/router.h"

namespace lintel {

/// GET and POST /sign-in, POST /sign-out. `sessions` is kept by reference.
void add_sign_in_routes(Router& router, Sessions& sessions, const OwnPages& pages);

/// The sign-in page with a form that posts back, for whoever must sign in first. `then` is where
/// they wanted to go.
Response sign_in_page(const Request& request, const OwnPages& pages, SignInForm form, int code);

}  // namespace lintel
