#pragma once

#include <set>
#include <string>
#include <string_view>

#include "domain/canonical_json.h"
#include "storage/worklist_store.h"

namespace lintel {

/// Which cases. Each part narrows; an empty one does not, so that all of them empty is every open
/// case.
struct CasePick {
  std::set<std::string> patches{};
  std::string workflow{};
  std::string state{};
  std::string search{};                ///< words of name, address, postcode or reference
  std::set<std::string> references{};  ///< of tenancies or rent accounts; one that is not there is
                                       ///< refused in the ledger by its name

  /// The same as lists ask for it, without the references.
  WorklistFilter filter(Date on) const;
  Json to_json() const;
  /// What to_json() wrote.
  static CasePick read(const Json& json);
  /// "East and West, letter 2, 40 references": what the ledger says was picked.
  std::string in_words() const;
};
/// References as somebody pasted them: between commas, blanks and lines. Each once.
std::set<std::string> references_in(std::string_view text);
inline constexpr std::size_t kMostReferences = 20'000;

}  // namespace lintel
