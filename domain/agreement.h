#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/money.h"
#include "domain/rent_account.h"
#include "domain/result.h"

namespace lintel {

enum class AgreementState { offered, kept, broken, completed, withdrawn };
std::string_view to_string(AgreementState state);
Result<AgreementState> parse_agreement_state(std::string_view text);

/// A promise to pay the rent and something off the arrears.
struct Agreement {
  AgreementId id;
  CaseId case_id;
  Money instalment;  ///< over and above the rent, each period
  RentFrequency frequency = RentFrequency::weekly;
  Date first_due{1900, 1, 1};
  Money arrears;  ///< at the start
  Date made_on{1900, 1, 1};
  AgreementState state = AgreementState::offered;
  PersonId made_by;
};

/// An attempt to reach a tenant, and what came of it.
struct Contact {
  ContactId id;
  CaseId case_id;
  Date on{1900, 1, 1};
  PersonId by;
  std::string method;  ///< "telephone", "visit", "text", "letter", "email", "office"
  bool reached = false;
  std::string note;
};

}  // namespace lintel
