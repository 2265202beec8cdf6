#pragma once

#include <optional>
#include <string>

#include "server/casework/law_index.h"
#include "server/http/request.h"
#include "server/web/view.h"

namespace lintel {

/// The filter that the address of the law book says, and what in it could not be read. A subject,
/// status or tenancy type that there is not is left out; a day that is none is a Problem.
struct AskedOfLaw {
  LawFilter filter;
  bool whole = false;  ///< every row on one page, for printing
  std::string typed_day;
  std::optional<Problem> wrong;
};
AskedOfLaw read_law_filter(const Request& request);

/// "/law?subject=notices&status=verify"
std::string law_address(const std::string& path, const LawFilter& filter);

/// "Notices" for "notices", "Breathing space" for "breathing_space", "Our policy" for "policy".
std::string subject_label(const std::string& subject);

/// Tabs of subjects, chips, fields and links above the list.
View law_tools(const AskedOfLaw& asked, const LawSelection& selected);

/// What the list is narrowed to, for paper: "Notices; to be verified; as on 1 May 2026", or "".
std::string narrowed_words(const LawFilter& filter);

}  // namespace lintel
