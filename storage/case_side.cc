#include "storage/case_side.h"

#include <algorithm>

#include "storage/agreement_row.h"
#include "storage/approval_row.h"
#include "storage/case_file.h"
#include "storage/case_row.h"
#include "storage/document_store.h"
#include "storage/notice_row.h"

namespace lintel {
namespace {

constexpr std::string_view kSelectTimers = R"sql(
  SELECT name, arming, due, fires, paused_days, deferred FROM timer WHERE case_id = ?
)sql";
constexpr std::string_view kInsertTimer = R"sql(
  INSERT INTO timer (case_id, name, arming, due, fires, paused_days, deferred) VALUES (?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kUpdateTimer = R"sql(
  UPDATE timer SET arming = ?, due = ?, fires = ?, paused_days = ?, deferred = ? WHERE case_id = ? AND name = ?
)sql";
constexpr std::string_view kDeleteTimer = "DELETE FROM timer WHERE case_id = ? AND name = ?";
constexpr std::string_view kUpsertHold = R"sql(
  INSERT INTO hold (id, case_id, name, from_day, until_day, reason, lifted_on) VALUES (?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kInsertTask = R"sql(
  INSERT INTO task (id, case_id, name, label, role, opened_on, due, done_on, withdrawn, fields, superseded)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '', 0)
)sql";
constexpr std::string_view kSupersedeTask = R"sql(
  UPDATE task SET superseded = 1 WHERE case_id = ? AND superseded = 0 AND name = ? AND done_on IS NOT NULL
)sql";
constexpr std::string_view kDoTask = R"sql(
  UPDATE task SET done_on = ?, fields = ? WHERE case_id = ? AND superseded = 0 AND name = ? AND done_on IS NULL
)sql";
constexpr std::string_view kWithdrawTask = R"sql(
  UPDATE task SET done_on = ?, withdrawn = 1, superseded = 1
   WHERE case_id = ? AND superseded = 0 AND name = ? AND done_on IS NULL
)sql";
constexpr std::string_view kInsertEffect = R"sql(
  INSERT INTO effect (case_id, seq, n, kind, payload, next_try, attempts, error) VALUES (?, ?, ?, ?, ?, ?, 0, '')
)sql";
constexpr std::string_view kInsertContact = R"sql(
  INSERT INTO contact (id, case_id, day, by_id, method, reached, note) VALUES (?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSelectTally =
    "SELECT tried, reached, last_on FROM contact_tally WHERE case_id = ?";
constexpr std::string_view kInsertTally =
    "INSERT INTO contact_tally (case_id, tried, reached, last_on) VALUES (?, ?, ?, ?)";
constexpr std::string_view kInsertAct = R"sql(
  INSERT INTO past_act (case_id, seq, event, person_id, name, on_behalf_of) VALUES (?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kForgetCalls = "DELETE FROM past_call WHERE case_id = ?";
constexpr std::string_view kInsertCall = R"sql(
  INSERT INTO past_call (case_id, n, name, compensate, effect_key) VALUES (?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kInsertAgreement = R"sql(
  INSERT INTO agreement (id, case_id, instalment, frequency, first_due, arrears, made_on, state, made_by)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";

/// Only what differs is written: most events leave most timers alone.
void replace_timers(Connection& connection, const Case& after) {
  std::vector<Timer> before = connection.all(kSelectTimers, take_timer, after.id);
  for (const Timer& timer : after.timers) {
    const auto same_name = [&](const Timer& other) { return other.name == timer.name; };
    const auto known = std::find_if(before.begin(), before.end(), same_name);
    if (known == before.end()) {
      connection.execute(kInsertTimer,
                         after.id,
                         timer.name,
                         timer.arming,
                         timer.due,
                         timer.fires,
                         timer.paused_days,
                         timer.deferred);
      continue;
    }
    if (*known != timer) {
      connection.execute(kUpdateTimer,
                         timer.arming,
                         timer.due,
                         timer.fires,
                         timer.paused_days,
                         timer.deferred,
                         after.id,
                         timer.name);
    }
    before.erase(known);
  }
  for (const Timer& gone : before) connection.execute(kDeleteTimer, after.id, gone.name);
}

void put_holds(Connection& connection, const Case& after) {
  if (after.holds.empty()) return;
  const std::string sql = connection.dialect().upsert(
      kUpsertHold, {"id"}, {"from_day", "until_day", "reason", "lifted_on"});
  for (const Hold& hold : after.holds) {
    connection.execute(
        sql, hold.id, after.id, hold.name, hold.from, hold.until, hold.reason, hold.lifted_on);
  }
}

void change_tasks(Connection& connection, const Transition& transition) {
  const CaseId id = transition.after.id;
  const Date today = transition.event.on;
  for (const TaskDone& done : transition.done) {
    connection.execute(kSupersedeTask, id, done.name);
    connection.execute(kDoTask, today, done.fields, id, done.name);
  }
  for (const std::string& name : transition.withdrawn)
    connection.execute(kWithdrawTask, today, id, name);
  for (const Task& task : transition.opened) {
    connection.execute(kInsertTask,
                       task.id,
                       id,
                       task.name,
                       task.label,
                       task.role,
                       task.opened_on,
                       task.due,
                       task.done_on);
  }
}

void add_effects(Connection& connection, const Transition& transition, std::int64_t seq) {
  int n = 0;
  for (const OutboxEffect& effect : transition.effects) {
    connection.execute(kInsertEffect,
                       transition.after.id,
                       seq,
                       ++n,
                       effect.kind,
                       effect.payload,
                       transition.event.at);
  }
}

void put_agreements(Connection& connection, const Transition& transition) {
  for (const Agreement& agreement : transition.agreements) {
    const std::string sql = connection.dialect().upsert(
        kInsertAgreement,
        {"id"},
        {"instalment", "frequency", "first_due", "arrears", "made_on", "state", "made_by"});
    connection.execute(sql,
                       agreement.id,
                       transition.after.id,
                       agreement.instalment,
                       agreement.frequency,
                       agreement.first_due,
                       agreement.arrears,
                       agreement.made_on,
                       agreement.state,
                       agreement.made_by);
  }
}

/// The rows, and their tally: what a decision asks of contacts must not grow with them.
void add_contacts(Connection& connection, const Transition& transition) {
  if (transition.contacts.empty()) return;
  const CaseId id = transition.after.id;
  for (const Contact& contact : transition.contacts) {
    connection.execute(kInsertContact,
                       contact.id,
                       id,
                       contact.on,
                       contact.by,
                       contact.method,
                       contact.reached,
                       contact.note);
  }
  ContactSummary tally;
  connection.each(
      kSelectTally,
      [&](Row& row) {
        tally.tried = row.take<int>();
        tally.reached = row.take<bool>();
        tally.last_on = row.take<Date>();
      },
      id);
  for (const Contact& contact : transition.contacts) {
    ++tally.tried;
    tally.reached = tally.reached || contact.reached;
    tally.last_on = std::max(tally.last_on.value_or(contact.on), contact.on);
  }
  connection.execute(
      connection.dialect().upsert(kInsertTally, {"case_id"}, {"tried", "reached", "last_on"}),
      id,
      tally.tried,
      tally.reached,
      tally.last_on);
}

void remember_past(Connection& connection, const Transition& transition, std::int64_t seq) {
  const CaseId id = transition.after.id;
  if (const auto& act = transition.act)
    connection.execute(kInsertAct, id, seq, act->event, act->person, act->name, act->on_behalf_of);
  if (!transition.calls) return;
  connection.execute(kForgetCalls, id);
  int n = 0;
  for (const PastCall& call : *transition.calls)
    connection.execute(kInsertCall, id, ++n, call.name, call.compensate, call.key);
}

}  // namespace

void apply_beside_case(Connection& connection, const Transition& transition, std::int64_t seq) {
  const Case& after = transition.after;
  replace_timers(connection, after);
  put_holds(connection, after);
  change_tasks(connection, transition);
  add_effects(connection, transition, seq);
  for (Document document : transition.documents) {
    document.case_id = after.id;
    DocumentStore{connection}.add(document);
  }
  for (const Approval& approval : transition.approvals)
    insert_approval(connection, approval, after.id);
  for (const ApprovalDecided& decided : transition.decided)
    decide_approval(connection, decided, transition.event.at);
  for (const Notice& notice : transition.notices) put_notice(connection, notice, after.id);
  put_agreements(connection, transition);
  add_contacts(connection, transition);
  remember_past(connection, transition, seq);
}

}  // namespace lintel
