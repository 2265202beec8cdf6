#include "connectors/tenancy_persons.h"

#include <algorithm>

namespace lintel {

void TenancyPersons::take(std::size_t file, RentRowReader& rows, const RecordReader& record) {
  std::optional<RentFilePerson> person = rows.person(record);
  const std::string_view reference = rows.tenancy_reference();
  if (reference.empty()) return;
  Tenants& tenancy = tenancies_.try_emplace(std::string(reference)).first->second;
  tenancy.file = file;
  if (person) {
    const bool taken =
        person->position > 0 &&
        std::any_of(
            tenancy.persons.begin(), tenancy.persons.end(), [&](const RentFilePerson& other) {
              return other.position == person->position;
            });
    if (!taken) {
      person->tenancy_reference.clear();  // the map's key holds it
      tenancy.persons.push_back(std::move(*person));
      return;
    }
    rows.refuse(record,
                RentColumn::position,
                "two tenants of this tenancy are both number " + std::to_string(person->position),
                "Number them 1, 2, 3.");
  }
  tenancy.refused_row = record.row();
}

void TenancyPersons::want(std::string_view tenancy_reference) {
  if (const auto named = tenancies_.find(tenancy_reference); named != tenancies_.end())
    named->second.wanted = true;
}

bool TenancyPersons::join(RentRowReader& rows,
                          const RecordReader& record,
                          RentFileAccount& account,
                          const std::vector<RentFile>& files) const {
  const auto found = tenancies_.find(account.tenancy_reference);
  if (found == tenancies_.end()) {
    rows.refuse(record,
                RentColumn::tenancy_reference,
                "the tenant's name is missing: no person of tenancy \"" +
                    account.tenancy_reference + "\" was given",
                "Add the tenants to the persons file.");
    return false;
  }
  const Tenants& tenancy = found->second;
  if (tenancy.refused_row != 0) {
    // A notice must name every joint tenant: with one unread, none of the names may be used.
    rows.refuse(record,
                RentColumn::tenancy_reference,
                "a tenant of this tenancy cannot be read: " + files[tenancy.file].name + " row " +
                    std::to_string(tenancy.refused_row),
                "Mend that row first.");
    return false;
  }
  std::vector<const RentFilePerson*> in_order;
  for (const RentFilePerson& person : tenancy.persons) in_order.push_back(&person);
  std::stable_sort(
      in_order.begin(), in_order.end(), [](const RentFilePerson* a, const RentFilePerson* b) {
        return a->position < b->position;
      });
  for (const RentFilePerson* person : in_order) account.tenants.push_back(person->name);
  return true;
}

void TenancyPersons::each_unwanted(
    const std::function<void(std::size_t, const std::string&, const RentFilePerson&)>& see) const {
  for (const auto& [reference, tenancy] : tenancies_) {
    if (tenancy.wanted) continue;
    for (const RentFilePerson& person : tenancy.persons) see(tenancy.file, reference, person);
  }
}

}  // namespace lintel
