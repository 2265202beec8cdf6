#include "server/casework/simulation_job.h"

#include "server/casework/case_words.h"
#include "server/casework/casework_parts.h"
#include "storage/audit_store.h"
#include "storage/simulation_store.h"

namespace lintel {
namespace {

/// Rows of one write: others wait behind it.
constexpr std::size_t kRowsAtOnce = 800;

using Kind = SimulatedChange::Kind;

const StateDefinition* state_in(const Definition& draft,
                                const Definition& live,
                                const std::string& name) {
  const StateDefinition* state = draft.state(name);
  return state != nullptr ? state : live.state(name);
}

std::string task_label(const Definition& draft, const Definition& live, const std::string& name) {
  for (const Definition* definition : {&draft, &live})
    for (const StateDefinition& state : definition->states)
      if (const TaskDefinition* task = state.task(name)) return task->label;
  return words_of(name);
}

/// What a kind of change speaks of, in the words of the landlord's templates and workflows.
std::string label_of(const Policy& policy,
                     const SimulationJob& job,
                     Kind kind,
                     const std::string& what) {
  switch (kind) {
    case Kind::letter: {
      const auto letter = policy.documents().find(what, job.simulation.on);
      return letter ? letter->title : words_of(what);
    }
    case Kind::move:
    case Kind::unmapped: {
      const StateDefinition* state = state_in(job.draft, *job.live, what);
      return state != nullptr ? state->label : words_of(what);
    }
    case Kind::task:
      return task_label(job.draft, *job.live, what);
    case Kind::timer:
      return words_of(what);
    case Kind::allowed:
    case Kind::held:
    case Kind::against_law:
      return label_of_event(&job.draft, what);
  }
  return what;
}

SimulationPerson kept(const AffectedPerson& person) {
  SimulationPerson kept{.reference = person.reference, .state = person.state};
  for (const SimulatedChange& change : person.changes)
    kept.changes.push_back({.kind = std::string(to_string(change.kind)),
                            .what = change.what,
                            .live = change.live,
                            .draft = change.draft,
                            .because = change.because});
  return kept;
}

/// Writes people down as they come, a few at a time.
class Keeping {
 public:
  Keeping(CaseworkParts& parts, SimulationId id) : parts_(parts), id_(id) {}

  void take(const AffectedPerson& person) { waiting_.push_back(kept(person)); }

  /// False when the simulation no longer runs.
  bool keep(std::int64_t done, std::int64_t of) {
    std::span<const SimulationPerson> left = waiting_;
    do {
      std::size_t people = 0;
      for (std::size_t rows = 0; people < left.size() && rows < kRowsAtOnce; ++people)
        rows += 1 + left[people].changes.size();
      const bool runs = parts_.database.write([&](Transaction& tx) {
        return SimulationStore(tx).add(
            id_, next_, left.first(people), people == left.size() ? done : done_, of, tx.now());
      });
      if (!runs) return false;
      next_ += static_cast<std::int64_t>(people);
      left = left.subspan(people);
    } while (!left.empty());
    waiting_.clear();
    done_ = done;
    return true;
  }

 private:
  CaseworkParts& parts_;
  SimulationId id_;
  std::int64_t next_ = 1;
  std::int64_t done_ = 0;
  std::vector<SimulationPerson> waiting_;
};

void end(CaseworkParts& parts, SimulationId id, SimulationState state, const std::string& because) {
  parts.database.write(
      [&](Transaction& tx) { SimulationStore(tx).end(id, state, because, parts.clock.now()); });
}

void note(Transaction& tx, const SimulationJob& job, const PolicySimulation& made, Instant at) {
  const Json detail = Json::Object{{"simulation", to_string(made.id)},
                                   {"sha256", made.text.to_hex()},
                                   {"against", made.against},
                                   {"cases", made.cases},
                                   {"affected", made.affected},
                                   {"blocked_by_law", made.against_law_draft}};
  AuditStore(tx).add({.at = at,
                      .person = job.by.id,
                      .name = job.by.name,
                      .action = "policy.simulated",
                      .object = made.workflow + " " + made.version,
                      .detail = to_canonical(detail)});
}

void finish(CaseworkParts& parts, const SimulationJob& job, const CaseloadDiff& diff) {
  PolicySimulation made = job.simulation;
  made.cases = diff.cases;
  made.accounts = diff.accounts;
  made.left_out = diff.left_out;
  made.affected = diff.affected;
  made.unmapped = diff.unmapped;
  made.against_law_live = diff.against_law_live;
  made.against_law_draft = diff.against_law_draft;
  std::vector<SimulationCount> counts;
  for (const auto& [key, count] : diff.counts)
    counts.push_back({.kind = std::string(to_string(key.first)),
                      .what = key.second,
                      .label = label_of(parts.policy, job, key.first, key.second),
                      .live = count.live,
                      .draft = count.draft,
                      .sooner = count.sooner,
                      .later = count.later,
                      .no_longer = count.no_longer,
                      .added = count.added});
  std::vector<SimulationFlow> flows;
  for (const auto& [way, cases] : diff.ways)
    flows.push_back({.now = way.now, .live = way.live, .draft = way.draft, .cases = cases});
  parts.database.write([&](Transaction& tx) {
    const Instant at = parts.clock.now();
    if (SimulationStore(tx).finish(made, counts, flows, at)) note(tx, job, made, at);
  });
}

}  // namespace

void run_simulation(CaseworkParts& parts, const SimulationJob& job) {
  const PolicySimulation& asked = job.simulation;
  try {
    Keeping keeping(parts, asked.id);
    const CaseloadDiff diff = compare_caseload(
        parts,
        {.live = *job.live,
         .live_rules = parts.policy.rules(),
         .draft = job.draft,
         .draft_rules = *job.settings,
         .supposed = {.today = asked.on,
                      .days = asked.days,
                      .nothing_is_paid = asked.nothing_is_paid}},
        [&](const AffectedPerson& person) { keeping.take(person); },
        [&](std::int64_t done, std::int64_t of) {
          return keeping.keep(done, of) && !parts.is_ending();
        });
    if (diff.whole) return finish(parts, job, diff);
    if (parts.is_ending())
      end(parts, asked.id, SimulationState::stopped, "the server was shut down in the midst of it");
  } catch (const std::exception& fault) {
    end(parts, asked.id, SimulationState::failed, fault.what());
  }
}

}  // namespace lintel
