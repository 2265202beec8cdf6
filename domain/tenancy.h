#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/person.h"
#include "domain/result.h"

namespace lintel {

/// The spellings of cli.md. "secure_contract" and the two after it are Welsh occupation contracts.
enum class TenancyType {
  assured,
  starter,
  assured_fixed,
  secure,
  flexible,
  introductory,
  demoted,
  licence,
  excluded_licence,
  regulated,
  garage,
  shared_ownership,
  secure_contract,
  introductory_contract,
  standard_contract,
};
std::string_view to_string(TenancyType type);
/// "Assured tenancy", as screens and letters say it.
std::string_view tenancy_type_label(TenancyType type);
Result<TenancyType> parse_tenancy_type(std::string_view text);

enum class Landlord { prp, la, other };
enum class Jurisdiction { england, wales };
std::string_view to_string(Landlord landlord);
std::string_view to_string(Jurisdiction jurisdiction);
Result<Landlord> parse_landlord(std::string_view text);
Result<Jurisdiction> parse_jurisdiction(std::string_view text);

/// A postal address as the landlord's file gives it. A line is never empty.
struct Address {
  std::vector<std::string> lines;
  std::string postcode;

  /// "14 Fennel Court, NM4 2QT"
  std::string on_one_line() const;
  friend bool operator==(const Address&, const Address&) = default;
};

/// The contract under which a home or a garage is let.
struct Tenancy {
  TenancyId id;
  std::string reference;  ///< the landlord's own: "T-0041872"
  TenancyType type = TenancyType::assured;
  /// Social housing within Housing and Regeneration Act 2008 s.68; a market-rent letting is not.
  bool social = true;
  Landlord landlord = Landlord::prp;
  Jurisdiction jurisdiction = Jurisdiction::england;
  Date start;
  std::optional<Date> end;  ///< set: a former tenancy
  Address address;
  std::string patch;            ///< "East"
  std::vector<Tenant> tenants;  ///< in order; the first is the main tenant
};

}  // namespace lintel
