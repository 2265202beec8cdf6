#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/law.h"

namespace lintel {

/// The two moratoria of the Debt Respite Scheme Regulations, SI 2020/1311.
enum class MoratoriumKind { standard, mental_health_crisis };
std::string_view to_string(MoratoriumKind kind);
Result<MoratoriumKind> parse_moratorium_kind(std::string_view text);

struct Moratorium {
  MoratoriumKind kind = MoratoriumKind::standard;
  Date start{1900, 1, 1};               ///< as the register says; never inferred
  std::optional<Date> treatment_ended;  ///< of a mental health crisis
};

struct MoratoriumDates {
  std::optional<Date> ends;         ///< last day; none while treatment goes on
  std::optional<Date> review_from;  ///< the adviser's midway review; standard only
  std::optional<Date> review_to;
  Date creditor_review_by{1900, 1, 1};
  std::vector<RuleUsed> rules;
};
Placed<MoratoriumDates> moratorium_dates(const LawBook& law, const Moratorium& moratorium);

/// What a landlord might do while it runs.
enum class RecoveryStep {
  arrears_notice,
  other_ground_notice,
  claim,
  hearing_of_existing_claim,
  enforcement_hearing,
  warrant,
  eviction,
  contact
};
std::string_view to_string(RecoveryStep step);
Result<RecoveryStep> parse_recovery_step(std::string_view text);

struct StepAllowed {
  bool allowed = false;
  std::string because;
  std::vector<RuleUsed> rules;
};
/// Whether that step may be taken on that day. `new_arrears`: it is about rent that fell due after
/// the application for the moratorium (after the start, where the day of the application is not
/// known), and about nothing else.
Placed<StepAllowed> step_allowed(
    const LawBook& law, const Moratorium& moratorium, RecoveryStep step, Date on, bool new_arrears);

struct ExtendedDeadline {
  Date deadline{1900, 1, 1};
  std::vector<RuleUsed> rules;
};
/// A limit for enforcement that would expire before the weeks that follow the moratorium are out
/// expires when they are. Regs 8 and 9.
Placed<ExtendedDeadline> extended_deadline(const LawBook& law,
                                           const Moratorium& moratorium,
                                           Date deadline);

}  // namespace lintel
