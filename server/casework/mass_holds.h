#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/person.h"
#include "domain/result.h"
#include "server/casework/case_pick.h"
#include "server/casework/run_ledger.h"
#include "storage/mass_hold_store.h"

namespace lintel {

struct CaseworkParts;

/// A hold to put on many cases.
struct PutHold {
  MassHoldId id{};  ///< made once for each form shown, so that sending it twice is once; nil: new
  std::string hold{};  ///< as the workflows declare it
  CasePick pick{};
  std::string reason{};
  std::string from{};   ///< ISO; "": today
  std::string until{};  ///< ISO, its last day; "": as long as the hold lasts
};

/// What there is to choose among, each as its name and its label.
struct HoldChoices {
  using Names = std::vector<std::pair<std::string, std::string>>;
  Names holds{};  ///< that the person may put on
  Names workflows{};
  Names states{};
};

/// What it did, or would do.
struct MassHoldSummary {
  MassHold hold{};
  std::optional<MassHold> lift{};  ///< of a put: what lifted it
  bool running = false;            ///< somebody works on it now, in this process
  bool dry = false;
  /// The first reasons of refusal with how many cases each has; at most kMostReasons.
  std::vector<std::pair<std::string, std::int64_t>> refusals{};
};
inline constexpr std::size_t kMostReasons = 20;

struct MassHoldLedger {
  MassHoldSummary summary{};
  std::vector<MassHoldLine> lines{};
};

/// One hold put on many cases, and lifted from them again.
///
/// Each case has an event of its own in its chain, with each timer's both dates, written by the
/// same engine as a single hold: who may, what blocks and what pauses is the workflow's to say. A
/// case whose workflow asks a second person for that event is refused and named. Written in
/// batches, each a transaction; one that was cut off goes on where it stopped, and the same again
/// does nothing.
class MassHolds {
 public:
  explicit MassHolds(CaseworkParts& parts) : parts_(parts) {}

  /// Who may begin one: team managers, the head of income, administrators. The workflow may ask
  /// for more.
  static const std::set<Role>& writers();
  static const std::set<Role>& readers();  ///< and auditors

  /// Told of each case as it is decided, in order.
  using TakeLine = std::function<void(const MassHoldLine&)>;

  /// What putting it on would do, case by case. Writes nothing. Problem: as put().
  Result<MassHoldSummary> preview(const PutHold& asked,
                                  const Person& by,
                                  const TakeLine& take = {}) const;
  /// Problem (place.field names the field): the person may not; no live workflow has such a hold;
  /// the reason is missing; a date does not read; too many references.
  Result<MassHoldSummary> put(const PutHold& asked,
                              const Person& by,
                              const Progress& progress = {},
                              const TakeLine& take = {});
  /// Lifts it from every case that it was put on and that still has it. Problem: no such put hold.
  Result<MassHoldSummary> lift(MassHoldId put,
                               const std::string& reason,
                               const Person& by,
                               const Progress& progress = {},
                               const TakeLine& take = {});
  /// The same in the background; the ledger's page shows how far they are.
  Result<MassHoldId> start_put(const PutHold& asked, const Person& by);
  Result<MassHoldId> start_lift(MassHoldId put, const std::string& reason, const Person& by);
  /// One that was cut off. Problem: it has ended, or somebody works on it.
  Result<MassHoldId> start_going_on(MassHoldId id, const Person& by);

  std::vector<MassHoldSummary> latest(int limit) const;  ///< newest first
  std::optional<MassHoldSummary> summary(MassHoldId id) const;
  /// Lines behind the n-th, of the cases that the person's patches cover.
  std::optional<MassHoldLedger> ledger(MassHoldId id,
                                       const Person& reader,
                                       std::optional<MassHoldOutcome> outcome,
                                       std::int64_t after,
                                       int limit) const;
  /// The holds that the person may put on, by any live workflow: name and label.
  std::vector<std::pair<std::string, std::string>> offered(const Person& by) const;
  /// What a form lets one choose among today.
  HoldChoices choices(const Person& by) const;
  /// A new id for a form.
  MassHoldId new_id();

 private:
  Result<MassHold> asked_to_put(const PutHold& asked, const Person& by) const;
  Result<MassHold> begun_put(const PutHold& asked, const Person& by);
  Result<MassHold> begun_lift(MassHoldId put, const std::string& reason, const Person& by);
  MassHoldSummary work(const MassHold& hold,
                       const Person& by,
                       const Progress& progress,
                       const TakeLine& take);
  void work_in_background(const MassHold& hold, const Person& by);
  bool begins_running(MassHoldId id);
  void ends_running(MassHoldId id);
  bool is_running(MassHoldId id) const;

  CaseworkParts& parts_;
  mutable std::mutex running_mutex_;
  std::set<MassHoldId> running_;  // guarded by running_mutex_
};

}  // namespace lintel
