#include "storage/tenancy_store.h"

#include "storage/listed.h"
#include "storage/tenancy_row.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO tenancy (id, reference, type, social, landlord, jurisdiction, start_on, end_on, address_lines, postcode,
                       patch, search_words)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSelectId = "SELECT id FROM tenancy WHERE reference = ?";
constexpr std::string_view kInsertTenant = R"sql(
  INSERT INTO tenant (id, tenancy_id, position, forename, surname) VALUES (?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSelectTenants = R"sql(
  SELECT id, tenancy_id, position, forename, surname FROM tenant WHERE tenancy_id = ? ORDER BY position
)sql";
constexpr std::string_view kDeleteTenantsPast = R"sql(
  DELETE FROM tenant WHERE tenancy_id = ? AND position > ?
     AND id NOT IN (SELECT tenant_id FROM document WHERE tenant_id IS NOT NULL)
     AND id NOT IN (SELECT tenant_id FROM service)
)sql";
constexpr std::string_view kSelectById = R"sql(
  SELECT id, reference, type, social, landlord, jurisdiction, start_on, end_on, address_lines, postcode, patch
    FROM tenancy WHERE id = ?
)sql";
constexpr std::string_view kSelectByReference = R"sql(
  SELECT id, reference, type, social, landlord, jurisdiction, start_on, end_on, address_lines, postcode, patch
    FROM tenancy WHERE reference = ?
)sql";
constexpr std::string_view kSelectPatches = "SELECT DISTINCT patch FROM tenancy ORDER BY patch";

std::string words_of(const Tenancy& tenancy) {
  std::string text = tenancy.reference;
  for (const Tenant& tenant : tenancy.tenants) text += " " + tenant.name.in_full();
  for (const std::string& line : tenancy.address.lines) text += " " + line;
  return search_words(text + " " + tenancy.address.postcode);
}

}  // namespace

Tenancy take_tenancy(Row& row) {
  return Tenancy{.id = row.take<TenancyId>(),
                 .reference = row.take<std::string>(),
                 .type = row.take(parse_tenancy_type),
                 .social = row.take<bool>(),
                 .landlord = row.take(parse_landlord),
                 .jurisdiction = row.take(parse_jurisdiction),
                 .start = row.take<Date>(),
                 .end = row.take<std::optional<Date>>(),
                 .address = take_address(row),
                 .patch = row.take<std::string>(),
                 .tenants = {}};
}

Address take_address(Row& row) {
  return Address{.lines = parted(row.take<std::string_view>(), '\n'),
                 .postcode = row.take<std::string>()};
}

Tenant take_tenant(Row& row) {
  return Tenant{.id = row.take<TenantId>(),
                .tenancy_id = row.take<TenancyId>(),
                .position = row.take<int>(),
                .name = {.forename = row.take<std::string>(), .surname = row.take<std::string>()}};
}

TenancyId TenancyStore::put(const Tenancy& tenancy) {
  const std::string sql = connection_.dialect().upsert(kInsert,
                                                       {"reference"},
                                                       {"type",
                                                        "social",
                                                        "landlord",
                                                        "jurisdiction",
                                                        "start_on",
                                                        "end_on",
                                                        "address_lines",
                                                        "postcode",
                                                        "patch",
                                                        "search_words"});
  connection_.execute(sql,
                      tenancy.id,
                      tenancy.reference,
                      tenancy.type,
                      tenancy.social,
                      tenancy.landlord,
                      tenancy.jurisdiction,
                      tenancy.start,
                      tenancy.end,
                      joined(tenancy.address.lines, '\n'),
                      tenancy.address.postcode,
                      tenancy.patch,
                      words_of(tenancy));
  const TenancyId id =
      connection_
          .one(
              kSelectId, [](Row& row) { return row.take<TenancyId>(); }, tenancy.reference)
          .value_or(tenancy.id);

  const std::string tenant_sql = connection_.dialect().upsert(
      kInsertTenant, {"tenancy_id", "position"}, {"forename", "surname"});
  for (const Tenant& tenant : tenancy.tenants) {
    connection_.execute(
        tenant_sql, tenant.id, id, tenant.position, tenant.name.forename, tenant.name.surname);
  }
  if (id != tenancy.id) connection_.execute(kDeleteTenantsPast, id, tenancy.tenants.size());
  return id;
}

std::optional<Tenancy> TenancyStore::find(TenancyId id) const {
  std::optional<Tenancy> tenancy = connection_.one(kSelectById, take_tenancy, id);
  if (tenancy) tenancy->tenants = connection_.all(kSelectTenants, take_tenant, id);
  return tenancy;
}

std::optional<Tenancy> TenancyStore::find_by_reference(std::string_view reference) const {
  std::optional<Tenancy> tenancy = connection_.one(kSelectByReference, take_tenancy, reference);
  if (tenancy) tenancy->tenants = connection_.all(kSelectTenants, take_tenant, tenancy->id);
  return tenancy;
}

std::vector<std::string> TenancyStore::patches() const {
  return connection_.all(kSelectPatches, [](Row& row) { return row.take<std::string>(); });
}

}  // namespace lintel
