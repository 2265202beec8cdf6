#include "storage/migrations/all.h"

#include <array>

#include "storage/migrator.h"

namespace lintel {

std::span<const Migration> migrations() {
  static const std::array<Migration, 13> kAll = {{
      {1, "People sign in, hold roles and look after patches", migration::kPeople},
      {2,
       "Tenancies, tenants, rent accounts and postings come in from the landlord's files",
       migration::kTenanciesAndAccounts},
      {3,
       "A case moves by events, with timers, holds, tasks, approvals and effects beside it",
       migration::kCases},
      {4,
       "Documents keep their PDF under its hash; notices, agreements and contacts belong to a case",
       migration::kDocumentsAndNotices},
      {5, "Every file and every run leaves a ledger that ties", migration::kImportsAndRuns},
      {6,
       "Definitions are kept by version; who saw or changed what is written down",
       migration::kConfigurationAndAudit},
      {7,
       "A run counts the accounts that the latest rent file no longer has",
       migration::kAccountsNotInTheFile},
      {8,
       "A notice keeps its form's edition, its dates by every reading, and what they were counted "
       "from",
       migration::kFrozenNotices},
      {9,
       "A workflow is drafted, tried, approved and published in the database",
       migration::kPolicyDrafts},
      {10,
       "What a decision needs of the past stands in rows that do not grow with the events",
       migration::kWhatIsRemembered},
      {11, "A hold is put on many cases at once, and lifted from them", migration::kMassHolds},
      {12, "A case may begin others, each of a workflow of its own", migration::kSubCases},
      {13,
       "A simulation of a policy is kept with the people whom it would affect",
       migration::kPolicySimulations},
  }};
  return kAll;
}

}  // namespace lintel
