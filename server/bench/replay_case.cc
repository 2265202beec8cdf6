#include "server/bench/replay_case.h"

#include <stdexcept>

#include "server/auth/random_token.h"
#include "server/bench/made_cases.h"
#include "server/casework/case_act.h"
#include "storage/person_store.h"
#include "workflows/event_record.h"

namespace lintel {
namespace {

constexpr int kEventsADay = 100;
constexpr std::int64_t kBatch = 1'000;
constexpr std::int64_t kRound = 4;

/// Publishes what the policy has, for whoever reads versions from the database.
Database& with_workflows(Database& database, const Policy& policy, const Clock& clock) {
  if (const Problems wrong = Workflows::load(database, policy, clock.now()); !wrong.empty())
    throw std::runtime_error(wrong.front().to_string());
  return database;
}

Asked asked_of(std::int64_t n, const Person& officer) {
  Asked asked{.event = "",
              .fields = {},
              .actor = actor_of(officer),
              .command_key = "bench:" + std::to_string(n)};
  switch (n % kRound) {
    case 0:
      asked.event = "dispute_raised";
      asked.fields = {{"reason", "repairs"}};
      break;
    case 2:
      asked.event = "dispute_resolved";
      break;
    default:
      asked.event = "record_contact";
      asked.fields = {{"method", "telephone"},
                      {"reached", n % kRound == 1 ? "no" : "yes"},
                      {"note", "Spoke about the repair and what is owed."}};
  }
  return asked;
}

}  // namespace

ReplayCase::ReplayCase(Database& database,
                       const Policy& policy,
                       BenchClock& clock,
                       std::int64_t events)
    : clock_(clock),
      ids_(random_bits),
      casework_(with_workflows(database, policy, clock), policy, clock, ids_, {}),
      parts_(database, policy, clock, ids_, {}),
      officer_{.id = ids_.make<PersonId>(clock.now()),
               .username = "priya",
               .name = "Priya Shah",
               .roles = {Role::income_officer},
               .patches = {"East"}} {
  const Date first = clock.today();
  MadeCases{database, parts_.workflows, 1, first};
  database.write([&](Transaction& tx) {
    PersonStore{tx}.add(officer_, "no password");
    // The first event of a made case keeps nothing: the long case stands in its place.
    tx.execute("DELETE FROM case_event");
    tx.execute("DELETE FROM tenancy_case");
    gathered_ = gather_case(parts_, tx, MadeCases::reference(0), first);
    if (!gathered_) throw std::runtime_error("the made home is not there");
  });
  for (std::int64_t done = 0; done < events; done += kBatch)
    database.write([&](Transaction& tx) {
      for (std::int64_t n = done; n < std::min(done + kBatch, events); ++n) {
        clock_.set(first.plus_days(static_cast<int>(n / kEventsADay)));
        add(tx, n);
      }
    });
}

void ReplayCase::add(Transaction& tx, std::int64_t n) {
  gathered_->today = clock_.today();
  refill_facts(parts_, *gathered_);
  const RuleValues rules(*gathered_->definition, parts_.policy.rules(), gathered_->today);
  const PlannedTransition planned =
      plan_transition(parts_, *gathered_, asked_of(n, officer_), rules);
  if (!planned.step.changes) throw std::runtime_error("the engine refused an event of the case");
  const Applied applied = CaseStore{tx}.apply(planned.transition);
  if (applied.outcome != Applied::Outcome::applied)
    throw std::runtime_error("an event of the long case was not written");
  parts_.rule_sets.was_kept(planned.rules_of_the_day);
  take(planned, applied);
}

/// The case in hand as a gather would find it: reading it anew for each event takes too long.
void ReplayCase::take(const PlannedTransition& planned, const Applied& applied) {
  Case after = planned.transition.after;
  after.version = applied.seq;
  std::erase_if(after.holds, [](const Hold& hold) { return hold.lifted_on.has_value(); });
  gathered_->opens = false;
  gathered_->state = in_order(planned.step.next);
  gathered_->state.holds = after.holds;
  gathered_->file.latest_case = std::move(after);
  for (const Contact& contact : planned.transition.contacts) {
    ++gathered_->file.contacts.tried;
    gathered_->file.contacts.reached |= contact.reached;
    gathered_->file.contacts.last_on = contact.on;
  }
}

}  // namespace lintel
