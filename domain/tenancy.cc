#include "domain/tenancy.h"

#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 15> kTenancyTypes = {{
    {"assured", "Assured tenancy"},
    {"starter", "Starter tenancy"},
    {"assured_fixed", "Fixed-term assured tenancy"},
    {"secure", "Secure tenancy"},
    {"flexible", "Flexible tenancy"},
    {"introductory", "Introductory tenancy"},
    {"demoted", "Demoted tenancy"},
    {"licence", "Licence"},
    {"excluded_licence", "Excluded licence"},
    {"regulated", "Regulated tenancy"},
    {"garage", "Garage"},
    {"shared_ownership", "Shared ownership lease"},
    {"secure_contract", "Secure contract"},
    {"introductory_contract", "Introductory standard contract"},
    {"standard_contract", "Standard contract"},
}};
constexpr std::array<Words, 3> kLandlords = {{{"prp"}, {"la"}, {"other"}}};
constexpr std::array<Words, 2> kJurisdictions = {{{"england"}, {"wales"}}};

}  // namespace

std::string_view to_string(TenancyType type) {
  return kTenancyTypes.at(static_cast<std::size_t>(type)).word;
}
std::string_view tenancy_type_label(TenancyType type) {
  return kTenancyTypes.at(static_cast<std::size_t>(type)).label;
}
Result<TenancyType> parse_tenancy_type(std::string_view text) {
  return parse_word<TenancyType>(kTenancyTypes, text, "a type of tenancy");
}

std::string_view to_string(Landlord landlord) {
  return kLandlords.at(static_cast<std::size_t>(landlord)).word;
}
std::string_view to_string(Jurisdiction jurisdiction) {
  return kJurisdictions.at(static_cast<std::size_t>(jurisdiction)).word;
}
Result<Landlord> parse_landlord(std::string_view text) {
  return parse_word<Landlord>(kLandlords, text, "a kind of landlord");
}
Result<Jurisdiction> parse_jurisdiction(std::string_view text) {
  return parse_word<Jurisdiction>(kJurisdictions, text, "a jurisdiction");
}

std::string Address::on_one_line() const {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : ", ") + line;
  if (!postcode.empty()) text += (text.empty() ? "" : ", ") + postcode;
  return text;
}

}  // namespace lintel
