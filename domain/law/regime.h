#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/law.h"

namespace lintel {

/// pre_rra: the Housing Act 1988 before the Renters' Rights Act 2025; rra: as it amends it; rhwa:
/// the Renting Homes (Wales) Act 2016; not_assured: a lease too long to be assured.
enum class Regime { pre_rra, rra, ha1985, ha1996, ra1977, rhwa, common_law, not_assured };
std::string_view to_string(Regime regime);
Result<Regime> parse_regime(std::string_view text);

struct RegimeAnswer {
  Regime regime = Regime::pre_rra;
  std::vector<RuleUsed> rules;
};

/// Which body of law governs the letting on that day: by tenancy and day, never by landlord alone.
/// Source: law.md 2.2; REG-01 to REG-14.
Placed<RegimeAnswer> regime_on(const LawBook& law, Date on, const Letting& letting);

/// What rules of notices and grounds are asked about this letting in this regime.
Matter matter_of(const Letting& letting, Regime regime);

/// The day from which the Renters' Rights Act governs this assured letting; null when no day is
/// appointed or the letting is not assured. A day appointed for one kind of letting (REG-08;
/// Renters' Rights Act 2025 s.145(8)(b)) goes before the day for all. Lives as long as the book.
const DatedValue* rra_commencement(const LawBook& law, const Letting& letting);

}  // namespace lintel
