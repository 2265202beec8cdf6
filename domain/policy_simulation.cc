#include "domain/policy_simulation.h"

#include <array>

#include "domain/words.h"

namespace lintel {
namespace {

/// Each piece of the work says that it is done, many times a second; a database that is busy with
/// an import may keep it waiting.
constexpr std::chrono::seconds kSilence{60};

constexpr std::array<Words, 4> kStates = {{{"running"}, {"finished"}, {"stopped"}, {"failed"}}};
constexpr std::array<Words, 4> kShifts = {{
    {"sooner", "Sooner"},
    {"later", "Later"},
    {"no_longer", "No longer"},
    {"added", "Added"},
}};

}  // namespace

std::string_view to_string(SimulationState state) {
  return kStates.at(static_cast<std::size_t>(state)).word;
}
Result<SimulationState> parse_simulation_state(std::string_view text) {
  return parse_word<SimulationState>(kStates, text, "a state of a simulation");
}
std::string_view to_string(Shift shift) {
  return kShifts.at(static_cast<std::size_t>(shift)).word;
}
std::string_view shift_label(Shift shift) {
  return kShifts.at(static_cast<std::size_t>(shift)).label;
}
Result<Shift> parse_shift(std::string_view text) {
  return parse_word<Shift>(kShifts, text, "a way in which a day changes");
}

std::optional<Shift> shift_of(const std::optional<Date>& live, const std::optional<Date>& draft) {
  if (live == draft) return std::nullopt;
  if (!live) return Shift::added;
  if (!draft) return Shift::no_longer;
  return *draft < *live ? Shift::sooner : Shift::later;
}

bool PolicySimulation::is_cut_off(Instant now) const {
  return state == SimulationState::running && now - seen > kSilence;
}

bool PolicySimulation::counts_for_submission() const {
  return state == SimulationState::finished && settings.empty() && days >= kDaysForSubmission &&
         on == london_day(began);
}

std::int64_t SimulationCount::of(Shift shift) const {
  switch (shift) {
    case Shift::sooner:
      return sooner;
    case Shift::later:
      return later;
    case Shift::no_longer:
      return no_longer;
    case Shift::added:
      return added;
  }
  return 0;
}

}  // namespace lintel
