#pragma once

#include <string>
#include <string_view>

#include "server/http/request.h"

namespace lintel {

/// The token that every form of ours carries in the field `_csrf`, and every script's POST in the
/// header `X-CSRF-Token`. It proves that the page came from us and is for this session.
///
/// Masked anew each time, so that a compressed page's length tells nothing about it (BREACH).
inline constexpr std::string_view kCsrfField = "_csrf";

std::string csrf_token(const SignedIn& signed_in);
/// For pages without a session (sign-in): from the secret of the form cookie.
std::string csrf_token(std::string_view secret);
bool csrf_token_fits(std::string_view token, std::string_view secret);

}  // namespace lintel
