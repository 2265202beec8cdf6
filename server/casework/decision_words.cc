#include "server/casework/decision_words.h"

#include <algorithm>

namespace lintel {

std::string because_of(const Decision& decision) {
  for (const Reason& reason : decision.reasons) {
    if (reason.rule == decision.rule && reason.passed == Verdict::yes) return reason.because;
  }
  for (const Reason& reason : decision.reasons) {
    if (reason.passed != Verdict::yes) return reason.because;
  }
  return "";
}

std::string law_of(const Decision& decision) {
  for (const Reason& reason : decision.reasons) {
    if (reason.rule == decision.rule && !reason.law.empty()) return reason.law;
  }
  return "";
}

bool refused_by_hold(const Decision& decision) {
  return !decision.acts() &&
         std::any_of(decision.reasons.begin(), decision.reasons.end(), [](const Reason& reason) {
           return reason.rule.starts_with("hold.") && reason.passed != Verdict::yes;
         });
}

}  // namespace lintel
