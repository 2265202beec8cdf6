#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "server/http/response.h"

namespace lintel {

/// Scripts, styles and pictures come from us alone; nothing frames us, and no form posts elsewhere.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every response carries, whatever its handler said.
std::vector<std::pair<std::string_view, std::string_view>> security_headers(
    const Response& response, bool secure);

}  // namespace lintel
