#pragma once

#include <string_view>

namespace lintel::migration {

extern const std::string_view kPeople;
extern const std::string_view kTenanciesAndAccounts;
extern const std::string_view kCases;
extern const std::string_view kDocumentsAndNotices;
extern const std::string_view kImportsAndRuns;
extern const std::string_view kConfigurationAndAudit;
extern const std::string_view kAccountsNotInTheFile;
extern const std::string_view kFrozenNotices;
extern const std::string_view kPolicyDrafts;
extern const std::string_view kWhatIsRemembered;
extern const std::string_view kMassHolds;
extern const std::string_view kSubCases;
extern const std::string_view kPolicySimulations;

}  // namespace lintel::migration
