#pragma once

#include "domain/agreement.h"
#include "storage/row.h"

namespace lintel {

/// id, case_id, instalment, frequency, first_due, arrears, made_on, state, made_by of agreement.
inline Agreement take_agreement(Row& row) {
  return Agreement{.id = row.take<AgreementId>(),
                   .case_id = row.take<CaseId>(),
                   .instalment = row.take<Money>(),
                   .frequency = row.take(parse_rent_frequency),
                   .first_due = row.take<Date>(),
                   .arrears = row.take<Money>(),
                   .made_on = row.take<Date>(),
                   .state = row.take(parse_agreement_state),
                   .made_by = row.take<PersonId>()};
}

/// id, case_id, day, by_id, method, reached, note of contact.
inline Contact take_contact(Row& row) {
  return Contact{.id = row.take<ContactId>(),
                 .case_id = row.take<CaseId>(),
                 .on = row.take<Date>(),
                 .by = row.take<PersonId>(),
                 .method = row.take<std::string>(),
                 .reached = row.take<bool>(),
                 .note = row.take<std::string>()};
}

}  // namespace lintel
