#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/law/dated_rules.h"
#include "domain/result.h"
#include "domain/tenancy.h"

namespace lintel {

/// Someone who may sign for the landlord.
struct Signatory {
  std::string name;
  std::string title;                   ///< "Income manager"
  std::vector<std::string> documents;  ///< templates that they sign
};

/// Who the landlord is (config/landlord.yaml), how it is reached and paid, and its own policy in
/// dated values.
struct LandlordProfile {
  std::string name;        ///< full legal name: "Northmere Homes Limited"
  std::string short_name;  ///< "Northmere Homes"
  Landlord kind = Landlord::prp;
  Jurisdiction jurisdiction = Jurisdiction::england;
  std::string status_line;
  Address service_address;  ///< for notices, Landlord and Tenant Act 1987 s.48
  std::string phone;
  std::string email;
  std::string website;
  std::string opening_hours;
  std::vector<std::string> payment_methods;  ///< a line each
  std::vector<std::string> advice_agencies;
  std::string legal_help_line;
  std::string hardship_fund_line;
  std::string formats_panel;
  std::vector<Signatory> signatories;
  DatedRules policy;  ///< landlord.policy.on(day).value("notice_weeks")
};

/// Reads landlord.yaml. Problems have file, line and column.
ResultOfMany<LandlordProfile> read_landlord(std::string_view text, std::string file);

}  // namespace lintel
