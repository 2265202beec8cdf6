#include "server/auth/cookies.h"

namespace lintel {

std::string session_cookie(const Request& request) {
  return request.secure ? "__Host-sid" : "sid";
}
std::string form_cookie(const Request& request) {
  return request.secure ? "__Host-form" : "form";
}

std::string form_secret(const Request& request) {
  return request.signed_in ? request.signed_in->csrf_secret : request.cookie(form_cookie(request));
}

}  // namespace lintel
