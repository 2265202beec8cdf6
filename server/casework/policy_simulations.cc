#include "server/casework/policy_simulations.h"

#include <algorithm>
#include <map>

#include "server/casework/case_words.h"
#include "server/casework/casework_parts.h"
#include "server/casework/simulation_job.h"
#include "storage/person_store.h"
#include "storage/policy_draft_store.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

constexpr std::int64_t kDaysInAWeek = 7;

/// The text of a version as it stands: of a draft, what was saved last.
std::optional<std::string> present_text(const CaseworkParts& parts,
                                        Connection& connection,
                                        const DefinitionKey& key) {
  if (parts.workflows.find(connection, key) != nullptr) return parts.workflows.published(key)->text;
  const auto draft = PolicyDraftStore(connection).find(key.workflow, key.version);
  return draft ? std::optional(draft->text) : std::nullopt;
}

/// The text that was tried, which a draft may have left behind.
std::optional<std::string> tried_text(const CaseworkParts& parts,
                                      Connection& connection,
                                      const PolicySimulation& made) {
  std::optional<std::string> text = present_text(parts, connection, {made.workflow, made.version});
  if (text && sha256(*text) == made.text) return text;
  const PolicyDraftStore drafts(connection);
  const auto draft = drafts.find(made.workflow, made.version);
  if (!draft) return std::nullopt;
  for (DraftEdition& edition : drafts.editions(draft->id))
    if (sha256(edition.text) == made.text) return std::move(edition.text);
  return std::nullopt;
}

bool is_same(const PolicySimulation& a, const PolicySimulation& b) {
  return a.workflow == b.workflow && a.version == b.version && a.text == b.text &&
         a.against == b.against && a.on == b.on && a.days == b.days &&
         a.nothing_is_paid == b.nothing_is_paid && a.settings == b.settings;
}

Problem in_field(std::string field, std::string what, std::string fix) {
  return {.what = std::move(what), .fix = std::move(fix), .place = {"", 0, 0, std::move(field)}};
}

Problems problems_of(const SimulationAsked& asked, Date today) {
  Problems problems;
  if (asked.on < today)
    problems.push_back(in_field("on",
                                "the day from which it looks ahead is over",
                                "Give today or a later day: facts are known as they are now."));
  if (asked.weeks < 0 || asked.weeks > kMostWeeks)
    problems.push_back(in_field("weeks",
                                "it cannot look ahead so many weeks",
                                "Give a number from 0 to " + std::to_string(kMostWeeks) + "."));
  return problems;
}

/// Cases by state, today and at the end under each version.
std::map<std::string, SimulatedState> by_state(const std::vector<SimulationFlow>& flows) {
  std::map<std::string, SimulatedState> states;
  for (const SimulationFlow& flow : flows) {
    states[flow.now].now += flow.cases;
    states[flow.live].live += flow.cases;
    states[flow.draft].draft += flow.cases;
  }
  return states;
}

void draw(SimulationPage& page, const Definition& draft, const std::vector<SimulationFlow>& flows) {
  std::map<std::string, SimulatedState> cases = by_state(flows);
  DiagramMarks marks;
  for (const DiagramRow& row : diagram_table(draft)) {
    SimulatedState state = cases[row.state];
    state.state = row.state;
    state.label = row.label;
    state.stage = row.stage;
    if (state.draft > 0)
      marks.counts[row.state] = {.cases = state.draft, .median_days = std::nullopt, .late = 0};
    if (state.draft != state.live) marks.changed.insert(row.state);
    page.states.push_back(std::move(state));
  }
  page.svg = diagram_svg(draft, marks, DiagramFor::page);
}

}  // namespace

SimulationStarted PolicySimulations::start(const SimulationAsked& asked, const Person& by) {
  if (!writes_policies(by)) return {.fate = Fate::refused, .reasons = {not_a_writer()}};
  const Date today = parts_.clock.today();
  const std::optional<std::string> text = parts_.database.read(
      [&](Connection& connection) { return present_text(parts_, connection, asked.key); });
  const Definition* live = parts_.workflows.live(asked.key.workflow, today);
  if (!text || live == nullptr) return {.fate = Fate::unknown};
  Problems problems = problems_of(asked, today);
  auto settings = SupposedSettings::read(parts_.policy.rules(), asked.settings);
  if (!settings)
    problems.push_back(in_field("settings", settings.error().what, settings.error().fix));
  if (!problems.empty()) return {.fate = Fate::invalid, .problems = std::move(problems)};
  std::optional<Definition> draft;
  if (const Definition* published = parts_.workflows.known(asked.key)) {
    draft = *published;
  } else {
    PolicyCheck check = parts_.database.read([&](Connection& connection) {
      return check_policy_text(
          parts_.policy, parts_.workflows, PersonStore(connection).all(), *text, asked.key, today);
    });
    if (!check.sound())
      return {.fate = Fate::refused,
              .reasons = {gate_line(false,
                                    "checks",
                                    "the text has faults: " + check.faults.front().problem.what,
                                    "Mend each at its line.")}};
    draft = std::move(check.definition);
  }
  PolicySimulation simulation{.id = parts_.new_id<SimulationId>(),
                              .workflow = asked.key.workflow,
                              .version = asked.key.version,
                              .text = sha256(*text),
                              .against = live->key.version,
                              .on = asked.on,
                              .days = static_cast<int>(asked.weeks * kDaysInAWeek),
                              .nothing_is_paid = asked.nothing_is_paid,
                              .settings = asked.settings,
                              .asked_by = by.id,
                              .began = parts_.clock.now()};
  SimulationStarted started;
  const bool is_new = parts_.database.write([&](Transaction& tx) {
    SimulationStore store(tx);
    started = {.id = simulation.id};
    for (const PolicySimulation& other : store.running()) {
      if (other.is_cut_off(tx.now())) {
        store.end(other.id,
                  SimulationState::failed,
                  "it was cut off: the server was ended in the midst of it",
                  other.seen);
      } else if (is_same(other, simulation)) {
        started.id = other.id;
        return false;
      } else {
        started.fate = Fate::refused;
        started.reasons = {gate_line(
            false,
            "simulation",
            "another simulation is being made, of " + other.workflow + " " + other.version,
            "Wait until it is done, or stop it.")};
        return false;
      }
    }
    simulation.seen = tx.now();
    store.begin(simulation);
    return true;
  });
  if (!is_new) return started;
  auto job = std::make_shared<SimulationJob>(SimulationJob{.simulation = simulation,
                                                           .live = live,
                                                           .draft = *std::move(draft),
                                                           .settings = *std::move(settings),
                                                           .by = by});
  parts_.in_background([&parts = parts_, job] { run_simulation(parts, *job); });
  return started;
}

bool PolicySimulations::stop(SimulationId id, const Person& by) {
  if (!writes_policies(by)) return false;
  return parts_.database.write([&](Transaction& tx) {
    return SimulationStore(tx).end(
        id, SimulationState::stopped, "stopped by " + by.name, parts_.clock.now());
  });
}

SimulationLine PolicySimulations::line_of(Connection& connection,
                                          PolicySimulation simulation) const {
  SimulationLine line{.simulation = std::move(simulation)};
  const PolicySimulation& made = line.simulation;
  line.asked_by = person_name(connection, made.asked_by);
  line.cut_off = made.is_cut_off(connection.now());
  const auto text = present_text(parts_, connection, {made.workflow, made.version});
  line.of_present_text = text && sha256(*text) == made.text;
  return line;
}

std::vector<SimulationLine> PolicySimulations::of_version(const DefinitionKey& key,
                                                          int limit) const {
  return parts_.database.read([&](Connection& connection) {
    std::vector<SimulationLine> lines;
    for (PolicySimulation& each :
         SimulationStore(connection).of_version(key.workflow, key.version, limit))
      lines.push_back(line_of(connection, std::move(each)));
    return lines;
  });
}

std::optional<SimulationLine> PolicySimulations::find(SimulationId id) const {
  return parts_.database.read([&](Connection& connection) -> std::optional<SimulationLine> {
    std::optional<PolicySimulation> found = SimulationStore(connection).find(id);
    if (!found) return std::nullopt;
    return line_of(connection, *std::move(found));
  });
}

std::optional<SimulationPage> PolicySimulations::page(SimulationId id,
                                                      const SimulationFilter& filter,
                                                      std::int64_t after,
                                                      int limit) const {
  return parts_.database.read([&](Connection& connection) -> std::optional<SimulationPage> {
    const SimulationStore store(connection);
    std::optional<PolicySimulation> found = store.find(id);
    if (!found) return std::nullopt;
    SimulationPage page{.line = line_of(connection, *std::move(found))};
    const PolicySimulation& made = page.line.simulation;
    page.counts = store.counts(id);
    page.people = store.people(id, filter, after, limit);
    page.matching = store.count(id, filter);
    if (std::ssize(page.people) == limit) page.next = page.people.back().n;
    page.patches = store.patches(id);
    const Definition* live = parts_.workflows.find(connection, {made.workflow, made.against});
    const auto text = tried_text(parts_, connection, made);
    if (text) {
      const auto tried = read_definition(*text, made.workflow, parts_.policy.rules());
      if (tried) draw(page, *tried, store.flows(id));
    }
    if (live != nullptr) page.title = live->title;
    for (const std::string& name : store.states(id)) {
      const StateDefinition* state = live == nullptr ? nullptr : live->state(name);
      page.stands.emplace_back(name,
                               name.empty()       ? "No case yet"
                               : state == nullptr ? words_of(name)
                                                  : state->label);
    }
    return page;
  });
}

}  // namespace lintel
