#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/case.h"
#include "storage/connection.h"

namespace lintel {

/// SHA-256 over the hash of the event before and this event's canonical row; the first of a case
/// follows a hash of noughts. Any change to a row, or a row gone, breaks every hash after it.
Hash chain_hash(const CaseEvent& event);

/// Why `event` is not the one that follows `before` in the chain of its case (an event of number 0
/// stands before the first); none when it is.
std::optional<std::string> chain_break(const CaseEvent& before, const CaseEvent& event);

struct ChainVerified {
  std::int64_t cases = 0;
  std::int64_t events = 0;
  /// The first event that fails and why, in a sentence; none when every chain is whole.
  std::optional<std::string> broken;
};

/// Recomputes every event of one case, or of all; also that numbers run without a gap, that the
/// case's own row stands at its last event, and that no row says other columns than its hash.
ChainVerified verify_chain(Connection& connection, CaseId id);
ChainVerified verify_chains(Connection& connection);

}  // namespace lintel
