#pragma once

#include "domain/tenancy.h"
#include "storage/row.h"

namespace lintel {

/// id, reference, type, social, landlord, jurisdiction, start_on, end_on, address_lines, postcode,
/// patch of tenancy, in that order; without its tenants.
Tenancy take_tenancy(Row& row);
/// address_lines, postcode.
Address take_address(Row& row);
/// id, tenancy_id, position, forename, surname of tenant.
Tenant take_tenant(Row& row);

}  // namespace lintel
