#pragma once

#include <string>
#include <string_view>

#include "server/http/request.h"
#include "server/http/response.h"

namespace lintel {

/// The names under which a browser keeps our ids. By TLS they carry the prefix `__Host-`, which
/// browsers accept only with Secure and Path=/ and from no sister host. On a single machine's plain
/// loopback there is no TLS, and a Secure cookie would be dropped: docs/decisions says why.
std::string session_cookie(const Request& request);  ///< "__Host-sid" or "sid"
std::string form_cookie(const Request& request);     ///< "__Host-form" or "form"

/// The secret from which a form's token is checked: the session's, else the form cookie.
std::string form_secret(const Request& request);

}  // namespace lintel
