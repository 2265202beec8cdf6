#pragma once

#include <string>
#include <vector>

#include "domain/decision.h"
#include "server/casework/event_offer.h"
#include "server/casework/law_index.h"
#include "server/web/view.h"

namespace lintel {

/// What a case adds to a reason: the fact in full, and where a page of ours mends it.
struct FixLink {
  std::string rule;   ///< part of the reason's rule or fact: "breathing_space"
  std::string fact;   ///< "From 16 Nov 2026 to 14 Jan 2027, day 8 of 60", or ""
  std::string href;   ///< "" when this person can mend nothing
  std::string words;  ///< "Record an early end"
};

/// The reasons as cards, those that fail or are unknown first: `fails` with fact, law and fix;
/// `passes` as one line each. A citation that is among `laws` leads to the law book.
View reason_cards(const std::vector<Reason>& reasons,
                  const std::vector<FixLink>& links = {},
                  const std::vector<LawReference>& laws = {});

/// How many do not pass.
int failing(const std::vector<Reason>& reasons);

/// "Can we serve notice?", drawn.
View gate_view(const NoticeGate& gate,
               const std::vector<FixLink>& links,
               const std::vector<LawReference>& laws = {});

/// The event's label as a heading of a refusal: "Propose a notice: not now".
std::string refused_heading(const std::string& label);

}  // namespace lintel
