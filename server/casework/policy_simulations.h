#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/policy_simulation.h"
#include "server/casework/policy_studio.h"
#include "storage/simulation_store.h"

namespace lintel {

/// What a person asks of a simulation.
struct SimulationAsked {
  DefinitionKey key{};           ///< the version to try, a draft or one that is published
  Date on{1900, 1, 1};           ///< today or later; facts are those of now, whichever it is
  std::int64_t weeks = 0;        ///< how far ahead, at most kMostWeeks
  bool nothing_is_paid = false;  ///< else rent is paid as it falls due
  std::string settings{};        ///< "letter_2_weeks=3", or "": as the landlord has them
};
inline constexpr std::int64_t kMostWeeks = 104;

/// What became of it.
///   applied   it runs, or the same is running already: `id`
///   refused   `reasons`: not a writer, faults in the text, another one runs
///   invalid   `problems`, each with its field
///   unknown   there is no such version
struct SimulationStarted {
  Fate fate = Fate::applied;
  std::vector<Reason> reasons{};
  Problems problems{};
  SimulationId id{};
};

/// One simulation in a list.
struct SimulationLine {
  PolicySimulation simulation{};
  std::string asked_by{};
  bool cut_off = false;
  bool of_present_text = false;  ///< the version still says what was tried
};

/// Cases at the end of the days looked at, in one state; of the state of today, what stands now.
struct SimulatedState {
  std::string state{};
  std::string label{};
  std::string stage{};
  std::int64_t now = 0;
  std::int64_t live = 0;
  std::int64_t draft = 0;
};

/// One simulation with its sums and a page of its people.
struct SimulationPage {
  SimulationLine line{};
  std::string title{};  ///< of the workflow
  std::vector<SimulationCount> counts{};
  std::vector<SimulatedState> states{};  ///< in the order of the draft
  std::string svg{};                     ///< the draft with its cases at the end, changes marked
  std::vector<SimulationRow> people{};
  std::int64_t matching = 0;
  std::int64_t next = 0;  ///< number of the last person shown; 0 on the last page
  std::vector<std::string> patches{};
  std::vector<std::pair<std::string, std::string>> stands{};  ///< states of people, with labels
};

/// Simulations of policies over the whole caseload: asked for, worked through in the background,
/// kept with everybody whom they name. Nothing of a case is written and nothing is sent.
///
/// A piece of the work says each time how far it is. One that is cut off, since the server was
/// ended, is seen by its silence and can be started anew: it is not taken up in the middle, since
/// the cases have moved on. May be called from many threads at once.
class PolicySimulations {
 public:
  explicit PolicySimulations(CaseworkParts& parts) : parts_(parts) {}

  /// Begins in the background and returns at once. One at a time: the machine serves people too.
  SimulationStarted start(const SimulationAsked& asked, const Person& by);
  /// Ends one that runs; what it has found so far is kept. False when it does not run, or the
  /// person may not.
  bool stop(SimulationId id, const Person& by);

  std::vector<SimulationLine> of_version(const DefinitionKey& key, int limit) const;
  std::optional<SimulationLine> find(SimulationId id) const;
  /// `after` is a page's `next`, or 0.
  std::optional<SimulationPage> page(SimulationId id,
                                     const SimulationFilter& filter,
                                     std::int64_t after,
                                     int limit) const;

 private:
  SimulationLine line_of(Connection& connection, PolicySimulation simulation) const;

  CaseworkParts& parts_;
};

}  // namespace lintel
