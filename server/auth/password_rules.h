#pragma once

#include <optional>
#include <string_view>

#include "domain/result.h"
#include "server/auth/auth_settings.h"

namespace lintel {

/// Why this cannot be a password, or nothing. Long beats clever: no rule about figures or signs,
/// but nothing that thousands of people use, and nothing made of the person's, the landlord's or
/// the product's name. The Problem never quotes the password.
/// Source: OWASP ASVS 5.0 V6.2.
std::optional<Problem> password_fault(std::string_view password,
                                      std::string_view username,
                                      const AuthSettings& settings);

}  // namespace lintel
