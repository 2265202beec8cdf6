#pragma once

#include <string>

#include "server/http/error_pages.h"
#include "server/http/router.h"
#include "server/http/server.h"

namespace lintel {

class Log;
class Sessions;

/// Why a POST does not come from a page of ours, or nothing. Asks what the browser says
/// (Sec-Fetch-Site, else Origin), then the form's token.
std::optional<Problem> not_from_our_page(const Request& request, std::string_view secret);

/// The one way in: who is asking, may they, is the form ours; then the handler. Whatever a handler
/// throws ends here, as a page with a code for support.
class Gate : public Answerer {
 public:
  /// `router` is not changed while this lives.
  Gate(const Router& router, Sessions& sessions, OwnPages pages, Log& log)
      : router_(router), sessions_(sessions), pages_(std::move(pages)), log_(log) {}

  std::size_t body_limit(Method method, std::string_view path) const override;
  Response answer(Request request) override;

 private:
  Response admit(Request& request, const Router::Match& match);
  Response problem_page(const Request& request, int code, const Problem& what) const;
  Response ask_to_sign_in(const Request& request) const;
  Response fault(const Request& request,
                 const Router::Match& match,
                 const std::string& what,
                 bool storage);

  const Router& router_;
  Sessions& sessions_;
  OwnPages pages_;
  Log& log_;
};

}  // namespace lintel
