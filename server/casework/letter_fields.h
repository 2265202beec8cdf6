#pragma once

#include <optional>
#include <string>
#include <vector>

#include "documents/render.h"
#include "domain/agreement.h"
#include "domain/canonical_json.h"
#include "domain/notice.h"
#include "domain/tenancy.h"
#include "server/casework/gathered_case.h"

namespace lintel {

/// What a letter or notice is about, beside the case file.
struct LetterSubject {
  const GatheredCase& gathered;
  Date dated;
  std::string signed_by;         ///< the officer; "" for the landlord's signatory of that letter
  std::optional<Notice> notice;  ///< being drafted
  std::optional<Agreement> agreement;  ///< being confirmed
};

/// The fields that the template declares, filled for one tenant, as documents/field.h spells them.
/// What the case file cannot say is left out, so that rendering names the missing field.
Json letter_fields(const CaseworkParts& parts,
                   const TemplateSummary& letter,
                   const LetterSubject& subject,
                   const Tenant& to);

/// Every field that letter_fields can fill for some case, in order of name.
std::vector<std::string> known_letter_fields();

}  // namespace lintel
