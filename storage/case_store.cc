#include "storage/case_store.h"

#include <algorithm>

#include "storage/agreement_row.h"
#include "storage/case_row.h"
#include "storage/case_side.h"
#include "storage/chain.h"
#include "storage/notice_row.h"

namespace lintel {
namespace {

constexpr std::string_view kInsertCase = R"sql(
  INSERT INTO tenancy_case (id, reference, tenancy_id, account_id, open_account_id, parent_case_id, workflow, workflow_version,
                            state, stage, state_since, version, next_step, why, needs, due_on, weeks_tenths)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, '', '', '', '9999-12-31', 0)
)sql";
constexpr std::string_view kMoveCase = R"sql(
  UPDATE tenancy_case
     SET open_account_id = ?, workflow = ?, workflow_version = ?, state = ?, stage = ?, state_since = ?, version = version + 1
   WHERE id = ? AND version = ?
)sql";
constexpr std::string_view kSetDesk = R"sql(
  UPDATE tenancy_case SET next_step = ?, why = ?, needs = ?, weeks_tenths = ?, due_on = ? WHERE id = ?
)sql";
constexpr std::string_view kSetDueFromTasks = R"sql(
  UPDATE tenancy_case
     SET due_on = COALESCE((SELECT MIN(COALESCE(t.due, t.opened_on)) FROM task t
                             WHERE t.case_id = tenancy_case.id AND t.superseded = 0 AND t.done_on IS NULL),
                           '9999-12-31')
   WHERE id = ?
)sql";
constexpr std::string_view kSelectHead =
    "SELECT hash FROM case_event WHERE case_id = ? AND seq = ?";
constexpr std::string_view kInsertEvent = R"sql(
  INSERT INTO case_event (case_id, seq, at, on_day, event, from_state, to_state, actor_id, actor_name, actor_roles, command_key,
                          payload, definition_hash, previous, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSelectCommand = R"sql(
  SELECT case_id, seq, at, on_day, event, from_state, to_state, actor_id, actor_name, actor_roles, command_key, payload,
         definition_hash, previous, hash
    FROM case_event WHERE command_key = ?
)sql";
constexpr std::string_view kSelectEvents = R"sql(
  SELECT case_id, seq, at, on_day, event, from_state, to_state, actor_id, actor_name, actor_roles, command_key, payload,
         definition_hash, previous, hash
    FROM case_event WHERE case_id = ? ORDER BY seq
)sql";
constexpr std::string_view kSelectTimeline = R"sql(
  SELECT case_id, seq, at, on_day, event, from_state, to_state, actor_id, actor_name, actor_roles, command_key, payload,
         definition_hash, previous, hash
    FROM case_event WHERE case_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?
)sql";
constexpr std::string_view kSelectById = R"sql(
  SELECT id, reference, tenancy_id, account_id, workflow, workflow_version, state, stage, state_since, version
    FROM tenancy_case WHERE id = ?
)sql";
constexpr std::string_view kSelectByReference = R"sql(
  SELECT id, reference, tenancy_id, account_id, workflow, workflow_version, state, stage, state_since, version
    FROM tenancy_case WHERE reference = ? ORDER BY id DESC LIMIT 1
)sql";
constexpr std::string_view kSelectParent = R"sql(
  SELECT p.id, p.reference, p.workflow, p.workflow_version, p.state, p.open_account_id IS NOT NULL
    FROM tenancy_case c JOIN tenancy_case p ON p.id = c.parent_case_id WHERE c.id = ?
)sql";
constexpr std::string_view kSelectStarted = R"sql(
  SELECT id, reference, workflow, workflow_version, state, open_account_id IS NOT NULL
    FROM tenancy_case WHERE parent_case_id = ? ORDER BY id
)sql";
constexpr std::string_view kSelectHolds = R"sql(
  SELECT id, name, from_day, until_day, reason, lifted_on FROM hold
   WHERE case_id = ? AND lifted_on IS NULL ORDER BY from_day, id
)sql";
constexpr std::string_view kSelectTimers = R"sql(
  SELECT name, arming, due, fires, paused_days, deferred FROM timer WHERE case_id = ? ORDER BY due, name
)sql";
constexpr std::string_view kSelectDueTimers = R"sql(
  SELECT case_id, name, arming, due, fires, paused_days, deferred FROM timer
   WHERE due <= ? AND paused_days IS NULL AND deferred = 0 ORDER BY due, case_id, name LIMIT ?
)sql";
constexpr std::string_view kSelectMoves = R"sql(
  SELECT seq, on_day, from_state, to_state FROM case_event
   WHERE case_id = ? AND from_state <> to_state ORDER BY seq DESC LIMIT ?
)sql";
constexpr std::string_view kSelectFirst = R"sql(
  SELECT seq, on_day, from_state, to_state FROM case_event WHERE case_id = ? AND seq = 1
)sql";
constexpr std::string_view kSelectActs =
    "SELECT event, person_id, name, on_behalf_of FROM past_act WHERE case_id = ? ORDER BY seq";
constexpr std::string_view kSelectCalls =
    "SELECT name, compensate, effect_key FROM past_call WHERE case_id = ? ORDER BY n";
constexpr std::string_view kSelectContacts = R"sql(
  SELECT id, case_id, day, by_id, method, reached, note FROM contact WHERE case_id = ? ORDER BY day DESC, id DESC LIMIT ?
)sql";
constexpr std::string_view kSelectAgreements = R"sql(
  SELECT id, case_id, instalment, frequency, first_due, arrears, made_on, state, made_by
    FROM agreement WHERE case_id = ? ORDER BY id DESC
)sql";
constexpr std::string_view kSelectNotices = R"sql(
  SELECT n.id, n.case_id, n.form, n.regime, n.statute, n.grounds, n.arrears, n.drafted_on, n.state, n.documents, n.served_on,
         n.named_date, n.earliest_claim, n.lapses_on, n.steps, n.rules,
         n.form_version, n.form_edition, n.names, n.earliest_legal, n.last_legal, n.counted_from,
         s.tenant_id, s.method, s.given_on, s.given_at, s.place, s.by_id, s.deemed
    FROM notice n LEFT JOIN service s ON s.notice_id = n.id
   WHERE n.case_id = ? ORDER BY n.id DESC, s.tenant_id
)sql";

CaseMove take_move(Row& row) {
  return CaseMove{.seq = row.take<std::int64_t>(),
                  .on = row.take<Date>(),
                  .from = row.take<std::string>(),
                  .to = row.take<std::string>()};
}

CaseLink take_link(Row& row) {
  return CaseLink{
      .id = row.take<CaseId>(),
      .reference = row.take<std::string>(),
      .definition = {.workflow = row.take<std::string>(), .version = row.take<std::string>()},
      .state = row.take<std::string>(),
      .open = row.take<bool>()};
}

std::string roles_of(const Actor& actor) {
  std::string roles;
  for (const Role role : actor.roles)
    roles.append(roles.empty() ? "" : ",").append(to_string(role));
  return roles;
}

}  // namespace

/// The event goes in first: it trips over both of its keys, and then nothing has been written.
Applied CaseStore::apply(const Transition& transition) {
  const Case& after = transition.after;
  if (transition.event.command_key.empty())
    throw std::logic_error("an event of a case needs a command key");

  if (after.version == 0) {
    if (const auto before = find_command(transition.event.command_key)) {
      return {
          .outcome = Applied::Outcome::duplicate, .seq = before->seq, .case_id = before->case_id};
    }
    if (!open(after, transition.parent))
      return {.outcome = Applied::Outcome::conflict, .seq = 0, .case_id = after.id};
  }
  const std::optional<CaseEvent> event = chained(after, transition.event);
  if (!event || !insert(*event)) return refused(transition);
  if (after.version > 0) move(after);
  if (transition.rules) keep_rules(*transition.rules);
  apply_beside_case(connection_, transition, event->seq);
  if (transition.desk) set_desk(after.id, *transition.desk);
  const bool tasks_changed =
      !transition.opened.empty() || !transition.done.empty() || !transition.withdrawn.empty();
  if (tasks_changed && (!transition.desk || !transition.desk->due))
    connection_.execute(kSetDueFromTasks, after.id);
  for (const Transition& started : transition.starts) apply(started);
  return {.outcome = Applied::Outcome::applied, .seq = event->seq, .case_id = after.id};
}

/// False when another case of the workflow is open for the account.
bool CaseStore::open(const Case& opened, CaseId parent) {
  const std::optional<RentAccountId> open_account =
      opened.stage == Stage::closed ? std::nullopt : std::optional(opened.account_id);
  return connection_.execute(connection_.dialect().insert_once(kInsertCase, "id"),
                             opened.id,
                             opened.reference,
                             opened.tenancy_id,
                             opened.account_id,
                             open_account,
                             parent,
                             opened.definition.workflow,
                             opened.definition.version,
                             opened.state,
                             opened.stage,
                             opened.state_since) == 1;
}

/// The event in its place in the chain; none when the case has no event of that number before it.
std::optional<CaseEvent> CaseStore::chained(const Case& after, CaseEvent event) const {
  event.case_id = after.id;
  event.seq = after.version + 1;
  event.previous = Hash{};
  if (after.version > 0) {
    const auto head = connection_.one(
        kSelectHead, [](Row& row) { return row.take<Hash>(); }, after.id, after.version);
    if (!head) return std::nullopt;
    event.previous = *head;
  }
  event.hash = chain_hash(event);
  return event;
}

bool CaseStore::insert(const CaseEvent& event) {
  if (insert_event_.empty())
    insert_event_ = connection_.dialect().insert_once(kInsertEvent, "case_id");
  return connection_.execute(insert_event_,
                             event.case_id,
                             event.seq,
                             event.at,
                             event.on,
                             event.event,
                             event.from,
                             event.to,
                             event.actor.person,
                             event.actor.name,
                             roles_of(event.actor),
                             event.command_key,
                             event.payload,
                             event.definition_hash,
                             event.previous,
                             event.hash) == 1;
}

void CaseStore::keep_rules(const StoredDefinition& rules) {
  if (const Result<bool> kept = DefinitionStore(connection_).load(rules); !kept)
    throw StorageFault(StorageFault::Cause::corrupt, kept.error().to_string());
}

Applied CaseStore::refused(const Transition& transition) const {
  if (const auto before = find_command(transition.event.command_key)) {
    return {.outcome = Applied::Outcome::duplicate, .seq = before->seq, .case_id = before->case_id};
  }
  return {.outcome = Applied::Outcome::conflict, .seq = 0, .case_id = transition.after.id};
}

void CaseStore::move(const Case& after) {
  const std::optional<RentAccountId> open_account =
      after.stage == Stage::closed ? std::nullopt : std::optional(after.account_id);
  const std::int64_t moved = connection_.execute(kMoveCase,
                                                 open_account,
                                                 after.definition.workflow,
                                                 after.definition.version,
                                                 after.state,
                                                 after.stage,
                                                 after.state_since,
                                                 after.id,
                                                 after.version);
  if (moved != 1) {
    throw StorageFault(StorageFault::Cause::corrupt,
                       "Case " + to_string(after.id) +
                           " and its events disagree on how many there are. "
                           "Run `lintel audit verify`.");
  }
}

void CaseStore::set_desk(CaseId id, const Desk& desk) {
  connection_.execute(kSetDesk,
                      desk.next_step,
                      desk.why,
                      desk.needs,
                      desk.weeks_tenths,
                      desk.due ? desk.due->to_iso() : std::string(kNothingDue),
                      id);
}

std::optional<Case> CaseStore::find(CaseId id) const {
  return with_sets(connection_.one(kSelectById, take_case, id));
}

std::optional<Case> CaseStore::find_by_reference(std::string_view reference) const {
  return with_sets(connection_.one(kSelectByReference, take_case, reference));
}

std::optional<Case> CaseStore::with_sets(std::optional<Case> found) const {
  if (!found) return found;
  found->holds = connection_.all(kSelectHolds, take_hold, found->id);
  found->timers = connection_.all(kSelectTimers, take_timer, found->id);
  return found;
}

CaseLinks CaseStore::links(CaseId id) const {
  return {.parent = connection_.one(kSelectParent, take_link, id),
          .started = connection_.all(kSelectStarted, take_link, id)};
}

std::optional<CaseEvent> CaseStore::find_command(std::string_view command_key) const {
  return connection_.one(kSelectCommand, take_event, command_key);
}

std::vector<CaseEvent> CaseStore::timeline(CaseId id, int limit, std::int64_t before_seq) const {
  constexpr std::int64_t kPastTheLast = std::numeric_limits<std::int64_t>::max();
  return connection_.all(
      kSelectTimeline, take_event, id, before_seq > 0 ? before_seq : kPastTheLast, limit);
}

std::vector<CaseEvent> CaseStore::events(CaseId id) const {
  return connection_.all(kSelectEvents, take_event, id);
}

void CaseStore::each_event(CaseId id, const std::function<bool(CaseEvent)>& take) const {
  connection_.each(
      kSelectEvents, [&](Row& row) { return take(take_event(row)); }, id);
}

std::vector<CaseId> CaseStore::all() const {
  return connection_.all("SELECT id FROM tenancy_case ORDER BY id",
                         [](Row& row) { return row.take<CaseId>(); });
}

std::vector<CaseMove> CaseStore::moves(CaseId id, int limit) const {
  std::vector<CaseMove> moves = connection_.all(kSelectMoves, take_move, id, limit);
  if (moves.empty() || moves.back().seq != 1) {
    if (auto first = connection_.one(kSelectFirst, take_move, id))
      moves.push_back(*std::move(first));
  }
  return moves;
}

std::vector<PastAct> CaseStore::acts(CaseId id) const {
  return connection_.all(
      kSelectActs,
      [](Row& row) {
        return PastAct{.event = row.take<std::string>(),
                       .person = row.take<PersonId>(),
                       .name = row.take<std::string>(),
                       .on_behalf_of = row.take<std::optional<PersonId>>()};
      },
      id);
}

std::vector<PastCall> CaseStore::calls(CaseId id) const {
  return connection_.all(
      kSelectCalls,
      [](Row& row) {
        return PastCall{.name = row.take<std::string>(),
                        .compensate = row.take<std::string>(),
                        .key = row.take<std::string>()};
      },
      id);
}

std::vector<Contact> CaseStore::contacts(CaseId id, int limit) const {
  return connection_.all(kSelectContacts, take_contact, id, limit);
}

std::vector<Agreement> CaseStore::agreements(CaseId id) const {
  return connection_.all(kSelectAgreements, take_agreement, id);
}

std::vector<Notice> CaseStore::notices(CaseId id) const {
  std::vector<Notice> notices;
  connection_.each(
      kSelectNotices, [&](Row& row) { add_notice_row(row, notices); }, id);
  return notices;
}

std::vector<CaseStore::DueTimer> CaseStore::due_timers(Date on, int limit) const {
  return connection_.all(
      kSelectDueTimers,
      [](Row& row) { return DueTimer{.case_id = row.take<CaseId>(), .timer = take_timer(row)}; },
      on,
      limit);
}

}  // namespace lintel
