#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/result.h"
#include "storage/connection.h"

namespace lintel {

using MassHoldId = Id<struct MassHoldNoun>;

/// Whether a hold is put on many cases, or lifted from them.
enum class MassHoldAct { put, lift };
std::string_view to_string(MassHoldAct act);
Result<MassHoldAct> parse_mass_hold_act(std::string_view text);

/// What became of one case. changed: the hold was put on (or lifted); already: there was nothing to
/// do; refused: it may not be done, and `because` says why.
enum class MassHoldOutcome { changed, already, refused };
std::string_view to_string(MassHoldOutcome outcome);
Result<MassHoldOutcome> parse_mass_hold_outcome(std::string_view text);

/// One hold put on many cases, or lifted from those that an earlier one was put on.
struct MassHold {
  MassHoldId id{};
  MassHoldAct act = MassHoldAct::put;
  std::string hold{};    ///< as the workflows declare it: "breathing_space"
  MassHoldId lifts{};    ///< of a lift: what is lifted; else nil
  std::string picked{};  ///< canonical JSON: which cases
  std::string fields{};  ///< canonical JSON: what each case's event carries
  Date on{1900, 1, 1};
  PersonId by{};
  std::string by_name{};
  Instant began{};
  std::optional<Instant> ended{};
  std::int64_t expected = 0;  ///< cases to go through, as counted at the beginning
  std::int64_t changed = 0;
  std::int64_t already = 0;
  std::int64_t refused = 0;
  std::string place{};    ///< up to where the cases have been gone through; "" at the beginning
  std::string because{};  ///< why it stopped before its end, or ""

  std::int64_t done() const { return changed + already + refused; }
};

/// One case's line of its ledger.
struct MassHoldLine {
  std::int64_t n = 0;       ///< given by advance(), from 1
  std::string reference{};  ///< as it was listed, or the case's
  std::string patch{};      ///< "" when there is no such case
  CaseId case_id{};         ///< nil when there is no such case
  HoldId hold_id{};         ///< the hold that was put on or lifted; nil when none was
  MassHoldOutcome outcome = MassHoldOutcome::changed;
  std::int64_t seq = 0;  ///< of the case's event; 0 when none was written
  std::string because{};
  std::string timers{};  ///< canonical JSON: each timer moved, with both dates; "" for none
};

class MassHoldStore {
 public:
  explicit MassHoldStore(Connection& connection) : connection_(connection) {}

  /// False when the id is there already, or when what it lifts has been lifted by another.
  bool begin(const MassHold& begun);
  /// Claims the next cases before they are written: false when somebody else has gone past
  /// `place`, and then nothing of them may be written.
  bool claim(MassHoldId id, const std::string& place, const std::string& next_place);
  /// The lines of what was claimed, in the same transaction. At most 1,000.
  void add(MassHoldId id, std::span<const MassHoldLine> lines);
  /// With `because` it stopped before its end, and may go on.
  void stop(MassHoldId id, const std::string& because);
  void finish(MassHoldId id, Instant at);

  std::optional<MassHold> find(MassHoldId id) const;
  /// The one that lifts it.
  std::optional<MassHold> lift_of(MassHoldId id) const;
  /// One that has not ended and that was asked for in the same words.
  std::optional<MassHold> unfinished(const MassHold& like) const;
  std::vector<MassHold> latest(int limit) const;  ///< newest first
  /// Lines behind the n-th, in order: only those of `outcome` where it is given, and of these
  /// patches (empty: all).
  std::vector<MassHoldLine> lines(MassHoldId id,
                                  std::optional<MassHoldOutcome> outcome,
                                  const std::set<std::string>& patches,
                                  std::int64_t after,
                                  int limit) const;
  /// Why cases were refused, with how many for each reason, the most first.
  std::vector<std::pair<std::string, std::int64_t>> refusals(MassHoldId id, int limit) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
