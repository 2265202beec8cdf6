#include "server/http/security_headers.h"

namespace lintel {

std::vector<std::pair<std::string_view, std::string_view>> security_headers(
    const Response& response, bool secure) {
  std::vector<std::pair<std::string_view, std::string_view>> headers = {
      {"Content-Security-Policy", kContentSecurityPolicy},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
  };
  switch (response.keep()) {
    case Keep::never:
      headers.emplace_back("Cache-Control", "no-store");
      break;
    case Keep::for_ever:
      headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
      break;
  }
  if (secure)
    headers.emplace_back("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  return headers;
}

}  // namespace lintel
