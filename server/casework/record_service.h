#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/notice.h"
#include "domain/person.h"

namespace lintel {

/// An officer's certificate: how each joint tenant was given the approved notice.
struct RecordService {
  struct OnTenant {
    TenantId tenant_id;
    ServiceMethod method = ServiceMethod::left_at_address;
    Date given_on{1900, 1, 1};
    std::string given_at;  ///< "16:20", or ""
    std::string place;     ///< "14 Fennel Court, through the letter box"
  };
  std::string reference;
  std::vector<OnTenant> tenants;  ///< every joint tenant, once
  Person actor;
  std::string command_key;
  std::int64_t expected_version = 0;
};

}  // namespace lintel
