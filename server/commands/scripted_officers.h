#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "domain/instant.h"
#include "domain/person.h"
#include "server/casework/casework.h"

namespace lintel {

/// A clock that stands where it is put, a second later each time it is read: the demonstration's
/// weeks are played faster than they pass.
class PlayedClock final : public Clock {
 public:
  explicit PlayedClock(Instant at) : at_(at.time_since_epoch().count()) {}
  Instant now() const override { return Instant{std::chrono::milliseconds{at_.fetch_add(kStep)}}; }
  void set(Instant at) { at_ = at.time_since_epoch().count(); }

 private:
  static constexpr std::int64_t kStep = 1;
  mutable std::atomic<std::int64_t> at_;
};

/// The people of the demonstration's landlord, who do in a moment what their likes do in a week.
/// They come through the same doors as everybody: what a gate refuses, they do not do.
class ScriptedOfficers {
 public:
  /// `officers` cover parts of the landlord, `manager` all of it.
  ScriptedOfficers(Casework& casework,
                   PlayedClock& clock,
                   std::vector<Person> officers,
                   Person manager)
      : casework_(casework),
        clock_(clock),
        officers_(std::move(officers)),
        manager_(std::move(manager)) {}

  /// Week `n` of `weeks`, after Monday's run.
  void work(int n, int weeks);

 private:
  /// The cases of an officer at a stage, those that owe most first.
  std::vector<CaseLine> at_stage(const Person& officer, Stage stage) const;
  bool press(const Person& officer,
             const std::string& reference,
             const std::string& event,
             Json fields = Json::object());

  bool last_week() const { return week_ + 1 == weeks_; }
  /// Whether agreements are offered this week: now and then, on the last day, and just so long
  /// before it that the last run finds one broken.
  bool offers_due() const;
  void call_round(const Person& officer);
  void call_early(const Person& officer);
  /// Offers an agreement and mostly has it accepted; false when the case does not allow it.
  bool agree(const Person& officer, const std::string& reference);
  void prepare_notices(const Person& officer);
  void begin_breathing_spaces(const Person& officer);
  void propose(const Person& officer, std::size_t most);
  void decide_waiting(bool return_one);
  void serve_approved(const Person& officer);
  void serve_notices();
  void leave_on_desks();

  Casework& casework_;
  PlayedClock& clock_;
  std::vector<Person> officers_;
  Person manager_;
  int week_ = 0;
  int weeks_ = 0;
  std::int64_t presses_ = 0;
  std::int64_t offers_ = 0;  ///< of the last week
};

}  // namespace lintel
