#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/date.h"
#include "domain/hash.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/result.h"

namespace lintel {

/// Where a draft of a workflow stands on its way to cases. A save puts it back to `draft`,
/// whatever it was, until it is live or withdrawn.
enum class DraftState { draft, submitted, approved, returned, live, withdrawn };
std::string_view to_string(DraftState state);          ///< "submitted", as the database spells it
std::string_view draft_state_label(DraftState state);  ///< "Waiting for approval"
Result<DraftState> parse_draft_state(std::string_view text);

/// A new version of a workflow while people write it. What was submitted and approved is bound to
/// the hash of its text: another text is another draft.
struct PolicyDraft {
  PolicyDraftId id;
  std::string workflow;
  std::string version;       ///< that it will have: "2026.2"
  std::string based_on;      ///< the version that it was begun from: "2026.1"
  std::string text;          ///< the whole file, as it was typed
  std::int64_t edition = 1;  ///< one more with each save
  DraftState state = DraftState::draft;
  PersonId begun_by;
  Instant begun_at{};
  PersonId saved_by;  ///< last
  Instant saved_at{};
  std::optional<PersonId> submitted_by{};
  std::optional<Instant> submitted_at{};
  std::optional<Hash> submitted_text{};  ///< SHA-256 of the text that was submitted
  std::optional<Date> live_from{};       ///< the day asked for: new cases of that day use it
  std::optional<PersonId> decided_by{};
  std::optional<Instant> decided_at{};
  std::string reason{};  ///< of a return or a withdrawal

  Hash text_hash() const { return sha256(text); }
  /// Whether a save may still change it.
  bool may_change() const { return state != DraftState::live && state != DraftState::withdrawn; }
};

/// One saved text of a draft. Every one is kept.
struct DraftEdition {
  std::int64_t edition = 1;
  std::string text;
  PersonId saved_by;
  Instant saved_at{};
};

}  // namespace lintel
