#include "connectors/rent_file_layout.h"

namespace lintel {
namespace {

constexpr std::array<std::string_view, kRentColumnCount> kColumnWords = {"payment_reference",
                                                                         "tenancy_reference",
                                                                         "account_kind",
                                                                         "tenancy_type",
                                                                         "tenancy_start",
                                                                         "tenancy_end",
                                                                         "main_tenant",
                                                                         "joint_tenants",
                                                                         "surname",
                                                                         "forename",
                                                                         "address",
                                                                         "postcode",
                                                                         "charge",
                                                                         "frequency",
                                                                         "benefit",
                                                                         "payment_method",
                                                                         "opening_balance",
                                                                         "balance",
                                                                         "patch",
                                                                         "position",
                                                                         "date",
                                                                         "kind",
                                                                         "description",
                                                                         "amount",
                                                                         "debit",
                                                                         "credit"};

}  // namespace

std::string_view to_string(RentColumn column) {
  return kColumnWords[static_cast<std::size_t>(column)];
}

std::string ColumnPlace::to_string() const {
  if (!heading.empty()) return heading;
  if (position > 0) return "column " + std::to_string(position);
  if (from == to) return "character " + std::to_string(from);
  return "characters " + std::to_string(from) + " to " + std::to_string(to);
}

const PartLayout* RentFileLayout::find(RentFilePart part) const {
  for (const PartLayout& each : parts) {
    if (each.part == part) return &each;
  }
  return nullptr;
}

}  // namespace lintel
