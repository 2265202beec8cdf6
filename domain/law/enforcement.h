#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/law/law.h"

namespace lintel {

/// suspended: possession on a day unless terms are kept (N28); postponed: no day yet (N28A).
enum class PossessionOrderKind { outright, suspended, postponed };
Result<PossessionOrderKind> parse_possession_order_kind(std::string_view text);

/// What the order asks of the tenant.
enum class OrderTerms { arrears, conduct };
Result<OrderTerms> parse_order_terms(std::string_view text);

/// What the tenant is said to have done against it.
enum class OrderBreach { non_payment, conduct };
Result<OrderBreach> parse_order_breach(std::string_view text);

struct PossessionOrder {
  PossessionOrderKind kind = PossessionOrderKind::outright;
  Date made{1900, 1, 1};
  std::optional<OrderTerms> terms;
};

struct Enforcement {
  std::string form;  ///< "N325", "N325A" or "N244"
  /// Only the court can let a warrant be issued: the form is an application, not a request.
  bool permission_needed = false;
  std::string because;
  std::optional<Date> notice_of_eviction_by;  ///< the first notice; none: no eviction asked about
  std::optional<Date> relisted_notice_by;     ///< of a new date, after an eviction not carried out
  std::vector<RuleUsed> rules;
};

/// How an order for possession is enforced on a day, and when the bailiff's notice must have been
/// delivered. Manual: what was breached is not known, or is not a term of the order; `on` is before
/// the order. ENF-01 to ENF-10, CRT-16; CPR 83.2(3), 83.8A.
Placed<Enforcement> enforcement(const LawBook& law,
                                const PossessionOrder& order,
                                Date on,
                                std::optional<OrderBreach> breach,
                                std::optional<Date> eviction);

}  // namespace lintel
