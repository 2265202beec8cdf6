#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/hash.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/result.h"

namespace lintel {

using SimulationId = Id<struct SimulationNoun>;

/// Where a simulation stands. stopped: by a person, or by the server as it was shut down.
enum class SimulationState { running, finished, stopped, failed };
std::string_view to_string(SimulationState state);
Result<SimulationState> parse_simulation_state(std::string_view text);

/// How the draft's day of a thing lies to the live version's.
enum class Shift { sooner, later, no_longer, added };
std::string_view to_string(Shift shift);    ///< "no_longer"
std::string_view shift_label(Shift shift);  ///< "No longer"
Result<Shift> parse_shift(std::string_view text);
/// None when both days are the same, or there is neither.
std::optional<Shift> shift_of(const std::optional<Date>& live, const std::optional<Date>& draft);

/// A horizon as short as this says nothing of letters and timers weeks away: submission asks for at
/// least so many days.
inline constexpr int kDaysForSubmission = 90;

/// A simulation of one version of a workflow beside the live one, over every case: what was asked,
/// how far it is, and its sums. Nothing of it changes a case.
struct PolicySimulation {
  SimulationId id{};
  std::string workflow{};
  std::string version{};  ///< that is tried: a draft's, or one that is published
  Hash text{};            ///< SHA-256 of the text that was tried
  std::string against{};  ///< the version that was live
  Date on{1900, 1, 1};    ///< the day from which it looks ahead
  int days = 0;
  bool nothing_is_paid = false;
  std::string
      settings{};  ///< the landlord's settings supposed otherwise: "letter_2_weeks=3"; or ""
  PersonId asked_by{};
  Instant began{};
  Instant seen{};  ///< when the work last said how far it is
  std::optional<Instant> ended{};
  SimulationState state = SimulationState::running;
  std::int64_t done = 0;  ///< accounts looked at
  std::int64_t of = 0;    ///< 0: not counted yet
  std::string because{};  ///< of a failure or a stop

  std::int64_t cases = 0;
  std::int64_t accounts = 0;  ///< without a case, for which one may be opened
  std::int64_t left_out = 0;  ///< what they owe is not known
  std::int64_t affected = 0;  ///< people
  std::int64_t unmapped = 0;  ///< cases whose state the draft does not have
  std::int64_t against_law_live = 0;
  std::int64_t against_law_draft = 0;

  /// Said to run, but nobody has heard of it for a while: the server was ended in the midst of it.
  bool is_cut_off(Instant now) const;
  /// Whether it tells enough for a submission: whole, of the policy alone and no supposed setting,
  /// from the day it was made, and far enough ahead.
  bool counts_for_submission() const;
};

/// How often one thing happens under each version, and for how many people its day changes.
struct SimulationCount {
  std::string kind{};   ///< "letter", "move", "timer", "task", "allowed", "held", …
  std::string what{};   ///< template, state, timer, task or event
  std::string label{};  ///< the same in words
  std::int64_t live = 0;
  std::int64_t draft = 0;
  std::int64_t sooner = 0;
  std::int64_t later = 0;
  std::int64_t no_longer = 0;
  std::int64_t added = 0;

  std::int64_t of(Shift shift) const;
};

/// Cases that stand in one state today and, at the end of the days looked at, in these two; "" is
/// no case.
struct SimulationFlow {
  std::string now{};
  std::string live{};
  std::string draft{};
  std::int64_t cases = 0;
};

struct SimulationChange {
  std::string kind{};
  std::string what{};
  std::optional<Date> live{};
  std::optional<Date> draft{};
  std::string because{};
};

/// A person whom the draft would treat otherwise.
struct SimulationPerson {
  std::string reference{};  ///< of the tenancy
  std::string state{};      ///< where the case stands; "" when there is none yet
  std::vector<SimulationChange> changes{};
};

}  // namespace lintel
