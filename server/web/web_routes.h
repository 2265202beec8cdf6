#pragma once

#include "server/casework/casework.h"
#include "server/http/error_pages.h"
#include "server/http/router.h"
#include "server/web/web_settings.h"

namespace lintel {

/// Puts every page on the router. Templates and assets are read now: throws std::runtime_error,
/// saying what to do, when they are not there. `casework` must outlive the router.
void add_web_routes(Router& router, Casework& casework, const WebSettings& settings);

/// The sign-in page and the page of a problem, which the server shows by itself.
OwnPages web_pages(const WebSettings& settings);

}  // namespace lintel
