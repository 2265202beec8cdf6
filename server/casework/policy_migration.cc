#include "server/casework/policy_migration.h"

#include <algorithm>

#include "domain/canonical_json.h"
#include "server/casework/case_act.h"
#include "server/casework/casework_parts.h"
#include "server/casework/desk.h"
#include "server/casework/policy_studio.h"
#include "storage/audit_store.h"
#include "storage/caseload_store.h"
#include "workflows/counted_days.h"
#include "workflows/event_record.h"
#include "workflows/migration.h"

namespace lintel {
namespace {

constexpr int kCasesAtOnce = 200;
constexpr const char* kMigrated = "migrated";
constexpr const char* kReversed = "migration_reversed";

std::string label_of(const Definition& definition, const std::string& state) {
  const StateDefinition* found = definition.state(state);
  return found != nullptr && !found->label.empty() ? found->label : words_of(state);
}

bool may_migrate(const Person& by) {
  return std::ranges::any_of(PolicyStudio::writers(), [&](Role role) { return by.has(role); });
}

/// One case with the version that it goes to: what is decided, and what is written.
class Move {
 public:
  Move(CaseworkParts& parts, GatheredCase gathered, const Definition& to)
      : parts_(parts),
        gathered_(std::move(gathered)),
        from_(*gathered_.definition),
        before_(in_order(gathered_.state)),
        to_(to),
        plain_(to, parts.policy.rules(), gathered_.today),
        book_(plain_.book()) {
    gathered_.definition = &to_;
    refill_facts(parts_, gathered_);
  }

  /// The same by which the engine would decide.
  Result<Migrated> decide() const {
    return migrate_case(from_, to_, before_, gathered_.facts, rules(), gathered_.today);
  }
  /// The rules that it was decided by, once a transaction has kept them.
  const Hash& rules_of_the_day() const { return rules_of_the_day_; }

  MigrationLine line(const Result<Migrated>& moved) const {
    MigrationLine line{.reference = gathered_.file.tenancy.reference,
                       .from = label_of(from_, before_.state)};
    if (!moved) {
      line.refused = moved.error();
      return line;
    }
    line.to = label_of(to_, moved->next.state);
    line.timers = moved->timer_changes;
    for (const std::string& each : moved->tasks_opened) line.tasks_opened.push_back(words_of(each));
    for (const std::string& each : moved->tasks_closed) line.tasks_closed.push_back(words_of(each));
    return line;
  }

  /// `takes_back` is the number of the event that moved the case, on the way back.
  Transition transition(const Migrated& moved,
                        const Actor& actor,
                        std::optional<std::int64_t> takes_back = {}) {
    const char* const event = takes_back ? kReversed : kMigrated;
    Transition next;
    RuleSets::Named named = parts_.rule_sets.of(to_, plain_, gathered_.today, parts_.clock.now());
    rules_of_the_day_ = named.hash;
    next.rules = std::move(named.to_keep);
    next.after = *gathered_.file.latest_case;
    next.after.definition = to_.key;
    const StateDefinition& state = *to_.state(moved.next.state);
    next.after.state = state.name;
    next.after.stage = state.stage;
    next.after.state_since = moved.next.since;
    next.after.timers = moved.next.timers;
    next.after.holds = gathered_.file.latest_case->holds;
    for (const std::string& name : moved.tasks_opened) next.opened.push_back(task(moved, name));
    next.withdrawn = moved.tasks_closed;
    next.event.at = parts_.clock.now();
    next.event.on = gathered_.today;
    next.event.event = event;
    next.event.from = before_.state;
    next.event.to = state.name;
    next.event.actor = actor;
    // Its number is that of the case's next event: the same batch twice writes one.
    next.event.command_key = std::string(event) + ":" + to_string(next.after.id) + ":" +
                             std::to_string(next.after.version + 1);
    next.event.definition_hash = to_.hash;
    next.event.payload = payload(moved, takes_back);
    next.desk = desk_of(gathered_, moved.next, plain_, because(takes_back.has_value()));
    return next;
  }

 private:
  /// What is counted on the calendar is kept with the event.
  RuleValues rules() const { return plain_.beside(book_); }

  std::string because(bool back) const {
    return back
               ? "moved back to version " + to_.key.version + " of the policy"
               : "moved from version " + from_.key.version + " of the policy to " + to_.key.version;
  }

  std::string payload(const Migrated& moved, std::optional<std::int64_t> takes_back) const {
    Json payload = Json::object();
    payload["because"] = because(takes_back.has_value());
    payload["from_version"] = from_.key.version;
    payload["to_version"] = to_.key.version;
    payload["from_definition"] = from_.hash.to_hex();
    if (takes_back) payload["takes_back"] = *takes_back;
    payload["facts"] = facts_record(to_, gathered_.facts, plain_, gathered_.today);
    payload["rules_of_the_day"] = rules_of_the_day_.to_hex();
    if (!book_.counted().answers.empty()) payload["days"] = book_.counted().to_json();
    RecordText record;
    write_migration(before_, moved, record);
    return event_payload_text(record, payload);
  }

  Task task(const Migrated& moved, const std::string& name) {
    const auto open = std::ranges::find(moved.next.tasks, name, &OpenTask::name);
    const TaskDefinition* declared = to_.task(name);
    return {.id = parts_.new_id<TaskId>(),
            .case_id = gathered_.file.latest_case->id,
            .name = name,
            .label = declared != nullptr ? declared->label : words_of(name),
            .role = open->role,
            .opened_on = open->opened_on,
            .due = open->due,
            .done_on = {}};
  }

  CaseworkParts& parts_;
  GatheredCase gathered_;
  const Definition& from_;
  CaseState before_;
  const Definition& to_;
  RuleValues plain_;
  RecordingBook book_;
  Hash rules_of_the_day_{};
};

/// The case as it stands, when it still keeps that version.
std::optional<GatheredCase> kept(const CaseworkParts& parts,
                                 Connection& connection,
                                 const std::string& reference,
                                 const DefinitionKey& version) {
  std::optional<GatheredCase> gathered =
      gather_case(parts, connection, reference, parts.clock.today());
  if (!gathered || !gathered->has_case()) return std::nullopt;
  if (gathered->file.latest_case->definition != version) return std::nullopt;
  return gathered;
}

void count(MigrationLedger& ledger, MigrationLine line) {
  std::int64_t& counted = line.refused ? ledger.refused : ledger.moved;
  if (++counted <= kMigrationLines) ledger.lines.push_back(std::move(line));
}

Outcome not_reversed(Fate fate, const std::string& because, const std::string& fix) {
  Outcome outcome;
  outcome.fate = fate;
  outcome.decision.event = kReversed;
  outcome.decision.reasons.push_back({.rule = "migration",
                                      .passed = Verdict::no,
                                      .because = because,
                                      .law = "",
                                      .fact = "",
                                      .fix = fix});
  return outcome;
}

}  // namespace

Result<MigrationLedger> PolicyMigration::plan(const DefinitionKey& from,
                                              const std::string& to) const {
  return work(from, to, nullptr);
}

Result<MigrationLedger> PolicyMigration::migrate(const DefinitionKey& from,
                                                 const std::string& to,
                                                 const Person& by) {
  if (!may_migrate(by))
    return problem("a team manager or an administrator moves cases to another version",
                   "Ask one of them.");
  return work(from, to, &by);
}

Result<MigrationLedger> PolicyMigration::work(const DefinitionKey& from,
                                              const std::string& to,
                                              const Person* by) const {
  const auto find = [&](const DefinitionKey& key) {
    return parts_.database.read(
        [&](Connection& connection) { return parts_.workflows.find(connection, key); });
  };
  const Definition* target = find({from.workflow, to});
  if (find(from) == nullptr || target == nullptr)
    return problem("there is no published version " + (target == nullptr ? to : from.version) +
                       " of " + from.workflow,
                   "See its versions under Policies.");
  if (!target->migrate || target->migrate->from != from.version)
    return problem(from.workflow + " " + to + " does not say how cases of " + from.version +
                       " come over to it",
                   "Write a version with a `migrate:` block from " + from.version + ".");
  MigrationLedger ledger{.from = from, .to = to, .dry = by == nullptr};
  std::string after;
  while (true) {
    const std::vector<std::string> batch = parts_.database.read([&](Connection& connection) {
      return CaseloadStore(connection).keeping(from, after, kCasesAtOnce);
    });
    if (batch.empty()) break;
    after = batch.back();
    for (const std::string& reference : batch) {
      if (by == nullptr) {
        parts_.database.read([&](Connection& connection) {
          std::optional<GatheredCase> gathered = kept(parts_, connection, reference, from);
          if (!gathered) return;
          const Move move(parts_, *std::move(gathered), *target);
          count(ledger, move.line(move.decide()));
        });
        continue;
      }
      std::optional<Hash> rules;
      const std::optional<MigrationLine> line =
          parts_.database.write([&](Transaction& tx) -> std::optional<MigrationLine> {
            rules.reset();
            std::optional<GatheredCase> gathered = kept(parts_, tx, reference, from);
            if (!gathered) return std::nullopt;
            Move move(parts_, *std::move(gathered), *target);
            const Result<Migrated> moved = move.decide();
            if (!moved) return move.line(moved);
            const Applied applied = CaseStore(tx).apply(move.transition(*moved, actor_of(*by)));
            if (applied.outcome == Applied::Outcome::conflict)
              return move.line(problem("somebody changed the case meanwhile", "Move it again."));
            rules = move.rules_of_the_day();
            return move.line(moved);
          });
      if (rules) parts_.rule_sets.was_kept(*rules);
      if (line) count(ledger, *line);
    }
  }
  if (by == nullptr) return ledger;
  parts_.database.write([&](Transaction& tx) {
    Json detail = Json::object();
    detail["from"] = from.version;
    detail["moved"] = ledger.moved;
    detail["refused"] = ledger.refused;
    AuditStore(tx).add({.at = parts_.clock.now(),
                        .person = by->id,
                        .name = by->name,
                        .action = "policy.cases_moved",
                        .object = from.workflow + " " + to,
                        .detail = to_canonical(detail)});
  });
  return ledger;
}

Outcome PolicyMigration::reverse(const std::string& reference, const Person& by) {
  if (!may_migrate(by))
    return not_reversed(Fate::refused,
                        "a team manager or an administrator moves cases to another version",
                        "Ask one of them.");
  return parts_.database.write([&](Transaction& tx) -> Outcome {
    std::optional<GatheredCase> gathered = gather_case(parts_, tx, reference, parts_.clock.today());
    if (!gathered || !gathered->has_case())
      return not_reversed(Fate::unknown, "there is no open case " + reference, "");
    if (!by.covers(gathered->file.tenancy.patch)) {
      Outcome elsewhere;
      elsewhere.fate = Fate::not_yours;
      elsewhere.patch = gathered->file.tenancy.patch;
      return elsewhere;
    }
    const std::vector<CaseEvent> latest = CaseStore(tx).timeline(gathered->file.latest_case->id, 1);
    if (latest.empty() || latest.front().event != kMigrated)
      return not_reversed(Fate::refused,
                          "the case was not moved last: something has happened since, or it was "
                          "never moved",
                          "Move it on by a later version.");
    const Result<Json> payload = parse_json(latest.front().payload);
    if (!payload) throw std::runtime_error(payload.error().to_string());
    const CaseEvent& move_in = latest.front();
    const Json* written = payload->find("before");
    const Json* stands = payload->find("stands");
    Result<CaseState> before = state_of_record(move_in.from, written ? *written : Json());
    Result<CaseState> made = state_of_record(move_in.to, stands ? *stands : Json());
    if (!before || !made) {
      const Problem& why = before ? made.error() : before.error();
      return not_reversed(Fate::refused, "the move cannot be read back: " + why.what, why.fix);
    }
    // Holds with their ids, acts and calls are the case's own; no move touches them.
    const CaseState& now = gathered->state;
    before->holds = now.holds;
    before->acts = made->acts = now.acts;
    before->calls = made->calls = now.calls;
    const Result<Migrated> back = reverse_migration(*before, in_order(*made), in_order(now));
    if (!back) return not_reversed(Fate::refused, back.error().what, back.error().fix);
    const Definition& target = parts_.workflows.kept_by(
        tx, {gathered->file.latest_case->definition.workflow, *payload->text("from_version")});
    Move move(parts_, *std::move(gathered), target);
    const Applied applied = CaseStore(tx).apply(move.transition(*back, actor_of(by), move_in.seq));
    Outcome outcome;
    outcome.fate = applied.outcome == Applied::Outcome::conflict ? Fate::conflict : Fate::applied;
    outcome.version = applied.seq;
    return outcome;
  });
}

}  // namespace lintel
