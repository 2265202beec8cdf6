#pragma once

#include <string>
#include <string_view>

#include "server/auth/access.h"
#include "server/casework/casework.h"
#include "server/http/request.h"
#include "server/http/response.h"
#include "server/web/assets.h"
#include "server/web/page_renderer.h"
#include "server/web/view.h"
#include "server/web/web_settings.h"

namespace lintel {

/// What a page is called and where it stands in the main navigation.
struct PageHead {
  std::string title;
  std::string_view nav = "";  ///< "/", "/cases", ...: the part of the site that is marked as open
  bool refresh = false;       ///< without script the page asks for itself again every 5 s
};

/// What every page has in common: the frame around it, and how a problem is shown.
class Site {
 public:
  /// `casework` may be absent: then the top bar has no count of approvals.
  Site(const WebSettings& settings, const Casework* casework);

  Response page(const Request& request,
                std::string_view name,
                const PageHead& head,
                View view,
                int code = 200) const;
  /// A part of a page, for htmx.
  Response part(std::string_view name, const View& view) const;
  /// A page that says what is wrong and what to do. Nothing of the case is on it.
  Response problem(const Request& request, int code, const Problem& what) const;
  /// 404 or 403 for an answer of casework that holds nothing. Never called for Fate::applied.
  Response not_shown(const Request& request,
                     Fate fate,
                     const std::string& patch,
                     const std::string& noun) const;

  const Assets& assets() const { return assets_; }

 private:
  View frame(const Request& request, const PageHead& head) const;

  WebSettings settings_;
  const Casework* casework_;
  PageRenderer renderer_;
  Assets assets_;
};

/// A new key for a form shown: the same form sent twice acts once.
std::string new_form_key();

/// "?view=all&stage=notice": the pairs with a value, encoded; "" when there is none.
std::string query_string(const std::vector<std::pair<std::string, std::string>>& pairs);

}  // namespace lintel
