#include "storage/approval_store.h"

#include <algorithm>

#include "storage/approval_row.h"
#include "storage/joined_sql.h"
#include "storage/listed.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO approval (id, case_id, task, proposed_by, proposed_at, earlier_actors, bound_to, documents, state, reason)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)
)sql";
constexpr std::string_view kDecide = R"sql(
  UPDATE approval SET state = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ? AND state = 'waiting'
)sql";
constexpr std::string_view kSelectApprovals = R"sql(
  SELECT id, case_id, task, proposed_by, proposed_at, earlier_actors, bound_to, documents, state, decided_by, decided_at, reason
    FROM approval)sql";
constexpr std::string_view kById = " WHERE id = ?";
constexpr std::string_view kSelectById = kJoinedSql<kSelectApprovals, kById>;
constexpr std::string_view kOfCase = " WHERE case_id = ? ORDER BY id DESC";
constexpr std::string_view kSelectOfCase = kJoinedSql<kSelectApprovals, kOfCase>;
constexpr std::string_view kWaitingOn =
    " WHERE case_id = ? AND state = 'waiting' ORDER BY id DESC LIMIT 1";
constexpr std::string_view kSelectWaitingOn = kJoinedSql<kSelectApprovals, kWaitingOn>;
constexpr std::string_view kSelectWaiting = R"sql(
  SELECT a.id, a.case_id, a.task, a.proposed_by, a.proposed_at, a.earlier_actors, a.bound_to, a.documents, a.state, a.decided_by,
         a.decided_at, a.reason, c.reference, n.forename, n.surname, t.patch, p.name, r.balance
    FROM approval a
    JOIN tenancy_case c ON c.id = a.case_id
    JOIN tenancy t ON t.id = c.tenancy_id
    JOIN rent_account r ON r.id = c.account_id
    JOIN person p ON p.id = a.proposed_by
    LEFT JOIN tenant n ON n.tenancy_id = t.id AND n.position = 1
   WHERE a.state = 'waiting'
)sql";
constexpr std::string_view kCountWaiting = R"sql(
  SELECT COUNT(*) FROM approval a JOIN tenancy_case c ON c.id = a.case_id JOIN tenancy t ON t.id = c.tenancy_id
   WHERE a.state = 'waiting'
)sql";

/// "AND t.patch IN (…)" with its values; nothing when every patch is meant.
std::string in_patches(const std::set<std::string>& patches, std::vector<Bound>& values) {
  if (patches.empty()) return "";
  for (const std::string& patch : patches) values.emplace_back(patch);
  return and_in("t.patch", patches.size());
}

}  // namespace

Approval take_approval(Row& row) {
  return Approval{.id = row.take<ApprovalId>(),
                  .case_id = row.take<CaseId>(),
                  .task = row.take<std::string>(),
                  .proposed_by = row.take<PersonId>(),
                  .proposed_at = row.take<Instant>(),
                  .earlier_actors = ids_from_list<PersonId>(row.take<std::string_view>()),
                  .bound_to = row.take<Hash>(),
                  .documents = ids_from_list<DocumentId>(row.take<std::string_view>()),
                  .state = row.take(parse_approval_state),
                  .decided_by = row.take<std::optional<PersonId>>(),
                  .decided_at = row.take<std::optional<Instant>>(),
                  .reason = row.take<std::string>()};
}

void insert_approval(Connection& connection, const Approval& approval, CaseId case_id) {
  connection.execute(kInsert,
                     approval.id,
                     case_id,
                     approval.task,
                     approval.proposed_by,
                     approval.proposed_at,
                     to_list(approval.earlier_actors),
                     approval.bound_to,
                     to_list(approval.documents),
                     approval.reason);
}

void decide_approval(Connection& connection, const ApprovalDecided& decided, Instant at) {
  const std::optional<Approval> waiting = ApprovalStore{connection}.find(decided.id);
  const auto refuse = [](const std::string& why) {
    throw ConstraintFault(ConstraintFault::Rule::check, why);
  };
  if (!waiting || waiting->state != ApprovalState::waiting)
    refuse("The approval is not waiting any more.");
  if (decided.decided_by && std::ranges::count(waiting->earlier_actors, *decided.decided_by) > 0) {
    refuse("Whoever acted on what is to be approved cannot approve it.");
  }
  connection.execute(kDecide, decided.state, decided.decided_by, at, decided.reason, decided.id);
}

std::optional<Approval> ApprovalStore::find(ApprovalId id) const {
  return connection_.one(kSelectById, take_approval, id);
}

std::vector<Approval> ApprovalStore::of_case(CaseId id) const {
  return connection_.all(kSelectOfCase, take_approval, id);
}

std::optional<Approval> ApprovalStore::waiting_on(CaseId id) const {
  return connection_.one(kSelectWaitingOn, take_approval, id);
}

std::vector<ApprovalRow> ApprovalStore::waiting(const std::set<std::string>& patches,
                                                int limit) const {
  std::vector<Bound> values;
  std::string sql = std::string(kSelectWaiting) + in_patches(patches, values) +
                    " ORDER BY a.proposed_at, a.id LIMIT ?";
  values.emplace_back(limit);
  return connection_.all_bound(
      sql,
      [](Row& row) {
        Approval approval = take_approval(row);
        std::string reference = row.take<std::string>();
        const PersonName tenant{.forename = row.take<std::string>(),
                                .surname = row.take<std::string>()};
        return ApprovalRow{.approval = std::move(approval),
                           .reference = std::move(reference),
                           .main_tenant = tenant.in_full(),
                           .patch = row.take<std::string>(),
                           .proposed_by_name = row.take<std::string>(),
                           .balance = row.take<Money>()};
      },
      values);
}

std::int64_t ApprovalStore::count_waiting(const std::set<std::string>& patches) const {
  std::vector<Bound> values;
  const std::string sql = std::string(kCountWaiting) + in_patches(patches, values);
  std::int64_t count = 0;
  connection_.each_bound(
      sql, [&](Row& row) { count = row.take<std::int64_t>(); }, values);
  return count;
}

}  // namespace lintel
