#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/law/dated_rules.h"

namespace lintel {

/// Dated values as a person reads them. Nothing here knows a rule; it knows units and keys.

/// "2 weeks", "1 working day", "8 weeks’ rent", "£404.00", "4.8%", "yes", "day 26 to day 35",
/// "7A, 7B and 8"; "unknown"; "not set" for a value that nobody has appointed. A list of dates says
/// how many there are.
std::string value_in_words(const DatedValue& value);

/// The list whole, for a value of several entries ("1 January 2027, 26 March 2027"); "" for one.
std::string entries_in_words(const DatedValue& value);

/// What the rule is about, of its `applies:` ("England; starter and demoted tenancies; social
/// housing; grounds 8 and 10"); "" when it applies to everything.
std::string applies_in_words(const DatedRule& rule);

/// One word of an `applies:` key, or of a value, as screens say it: "Assured tenancy" for
/// tenancy: assured, "first or last day" for first_or_last_day.
std::string word_in_words(std::string_view key, std::string_view word);

/// "High", "Medium", "Low"; "" for a policy, which has none.
std::string confidence_in_words(std::string_view confidence);

/// "from 1 May 2026", "from 15 January 1989 to 30 April 2026"
std::string days_in_words(const DatedValue& value);

}  // namespace lintel
