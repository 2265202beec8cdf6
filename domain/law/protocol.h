#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/law.h"

namespace lintel {

/// What waits for the Pre-Action Protocol; the words of `protocol_blocks`.
enum class ProtocolBefore { notice, claim, warrant, hearing_pack, order };
std::string_view to_string(ProtocolBefore before);
Result<ProtocolBefore> parse_protocol_before(std::string_view text);

/// What the landlord can show of one step: a record of some kind on a day, or why the step was not
/// called for ("explained"), which a person said.
struct ProtocolEvidence {
  std::string step;  ///< "rent_statement"; the words of `step` in config/law/protocol.yaml
  Date on{1900, 1, 1};
  std::string what;       ///< "statement"; "" when it is explained instead
  std::string explained;  ///< "no benefit is claimed"
};

enum class GateState { kept, explained, stale, missing };
std::string_view to_string(GateState state);

/// One step of the protocol as it stands on a day.
struct ProtocolGate {
  std::string id;    ///< "PAP-03"
  std::string step;  ///< "rent_statement"
  std::string asks;  ///< what the protocol asks, in words
  std::string citation;
  GateState state = GateState::missing;
  std::vector<std::string> lacking;  ///< kinds of record that are missing or too old
  std::optional<Date> good_until;    ///< the last day on which it will still be kept; none: no age
  std::string because;
};

struct ProtocolLedger {
  bool complete = false;  ///< every gate is kept or explained
  std::vector<ProtocolGate> gates;
  std::vector<RuleUsed> rules;
};

/// The steps that must be kept or explained on `on` before that act, each with what shows it. A
/// record after `on` does not count; where the evidence has an age, an older record is stale. The
/// sources are the protocol for social landlords, Parts 2 and 3; what shows a step and how old it
/// may be are the landlord's policy. PAP-01 to PAP-18a.
Placed<ProtocolLedger> protocol_ledger(const LawBook& law,
                                       Date on,
                                       Jurisdiction jurisdiction,
                                       ProtocolBefore before,
                                       const std::vector<ProtocolEvidence>& evidence);

/// Why a piece of evidence cannot be placed: a step or a kind of record that the rules do not know.
std::optional<Problem> misplaced(const LawBook& law, const ProtocolEvidence& evidence);

}  // namespace lintel
