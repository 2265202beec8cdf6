#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/law/law.h"

namespace lintel {

/// dro: debt relief order; iva: individual voluntary arrangement.
enum class InsolvencyEvent { bankruptcy, dro, iva };
std::string_view to_string(InsolvencyEvent event);
Result<InsolvencyEvent> parse_insolvency_event(std::string_view text);

/// What the landlord may still seek; true where it may.
struct InsolvencyEffect {
  bool possession = false;      ///< of the home, for rent due before the event
  bool money_judgment = false;  ///< for that rent
  bool new_arrears = false;     ///< for rent that falls due from the event on
  std::string because;
  std::vector<RuleUsed> rules;
};

/// The effect of a tenant's insolvency that took effect on `on`. `arrears_listed`: the order or
/// arrangement holds the landlord's arrears. INS-01 to INS-06; Insolvency Act 1986.
Placed<InsolvencyEffect> insolvency_effect(const LawBook& law,
                                           InsolvencyEvent event,
                                           Date on,
                                           bool arrears_listed);

}  // namespace lintel
