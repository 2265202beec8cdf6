#include "storage/policy_draft_store.h"

#include "storage/joined_sql.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO policy_draft (id, workflow, version, based_on, text, edition, state, begun_by, begun_at, saved_by, saved_at, reason)
  VALUES (?, ?, ?, ?, ?, 1, 'draft', ?, ?, ?, ?, '')
)sql";
constexpr std::string_view kInsertEdition = R"sql(
  INSERT INTO policy_draft_edition (draft_id, edition, text, saved_by, saved_at) VALUES (?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSave = R"sql(
  UPDATE policy_draft
     SET text = ?, edition = edition + 1, state = 'draft', saved_by = ?, saved_at = ?, submitted_by = NULL, submitted_at = NULL,
         submitted_text = NULL, live_from = NULL, decided_by = NULL, decided_at = NULL, reason = ''
   WHERE id = ? AND edition = ? AND state NOT IN ('live', 'withdrawn')
)sql";
constexpr std::string_view kSubmit = R"sql(
  UPDATE policy_draft
     SET state = 'submitted', submitted_by = ?, submitted_at = ?, submitted_text = ?, live_from = ?, decided_by = NULL,
         decided_at = NULL, reason = ''
   WHERE id = ? AND edition = ? AND state IN ('draft', 'returned')
)sql";
constexpr std::string_view kDecide = R"sql(
  UPDATE policy_draft SET state = ?, decided_by = ?, decided_at = ?, reason = ?
   WHERE id = ? AND edition = ? AND state = 'submitted' AND submitted_text = ?
)sql";
constexpr std::string_view kGoLive =
    "UPDATE policy_draft SET state = 'live' WHERE id = ? AND edition = ? AND state = 'approved'";
constexpr std::string_view kVoid = R"sql(
  UPDATE policy_draft SET state = 'returned', decided_by = NULL, decided_at = NULL, reason = ?
   WHERE id = ? AND edition = ? AND state = 'approved'
)sql";
constexpr std::string_view kWithdraw = R"sql(
  UPDATE policy_draft SET state = 'withdrawn', reason = ?
   WHERE id = ? AND edition = ? AND state NOT IN ('live', 'withdrawn')
)sql";

constexpr std::string_view kSelectDrafts = R"sql(
  SELECT id, workflow, version, based_on, text, edition, state, begun_by, begun_at, saved_by, saved_at, submitted_by, submitted_at,
         submitted_text, live_from, decided_by, decided_at, reason
    FROM policy_draft)sql";
constexpr std::string_view kById = " WHERE id = ?";
constexpr std::string_view kSelectById = kJoinedSql<kSelectDrafts, kById>;
constexpr std::string_view kByVersion = " WHERE workflow = ? AND version = ?";
constexpr std::string_view kSelectByVersion = kJoinedSql<kSelectDrafts, kByVersion>;
constexpr std::string_view kInOrder = " ORDER BY workflow, begun_at DESC, id DESC";
constexpr std::string_view kSelectAll = kJoinedSql<kSelectDrafts, kInOrder>;
constexpr std::string_view kDue =
    " WHERE state = 'approved' AND live_from <= ? ORDER BY live_from, id";
constexpr std::string_view kSelectDue = kJoinedSql<kSelectDrafts, kDue>;

constexpr std::string_view kSelectEditions = R"sql(
  SELECT edition, text, saved_by, saved_at FROM policy_draft_edition WHERE draft_id = ? ORDER BY edition
)sql";
constexpr std::string_view kSelectEditors =
    "SELECT DISTINCT saved_by FROM policy_draft_edition WHERE draft_id = ?";

PolicyDraft take_draft(Row& row) {
  return PolicyDraft{.id = row.take<PolicyDraftId>(),
                     .workflow = row.take<std::string>(),
                     .version = row.take<std::string>(),
                     .based_on = row.take<std::string>(),
                     .text = row.take<std::string>(),
                     .edition = row.take<std::int64_t>(),
                     .state = row.take(parse_draft_state),
                     .begun_by = row.take<PersonId>(),
                     .begun_at = row.take<Instant>(),
                     .saved_by = row.take<PersonId>(),
                     .saved_at = row.take<Instant>(),
                     .submitted_by = row.take<std::optional<PersonId>>(),
                     .submitted_at = row.take<std::optional<Instant>>(),
                     .submitted_text = row.take<std::optional<Hash>>(),
                     .live_from = row.take<std::optional<Date>>(),
                     .decided_by = row.take<std::optional<PersonId>>(),
                     .decided_at = row.take<std::optional<Instant>>(),
                     .reason = row.take<std::string>()};
}

DraftEdition take_edition(Row& row) {
  return DraftEdition{.edition = row.take<std::int64_t>(),
                      .text = row.take<std::string>(),
                      .saved_by = row.take<PersonId>(),
                      .saved_at = row.take<Instant>()};
}

}  // namespace

bool PolicyDraftStore::add(const PolicyDraft& draft) {
  const std::string sql = connection_.dialect().insert_once(kInsert, "id");
  if (find(draft.workflow, draft.version)) return false;
  if (connection_.execute(sql,
                          draft.id,
                          draft.workflow,
                          draft.version,
                          draft.based_on,
                          draft.text,
                          draft.begun_by,
                          draft.begun_at,
                          draft.begun_by,
                          draft.begun_at) != 1)
    return false;
  connection_.execute(
      kInsertEdition, draft.id, std::int64_t{1}, draft.text, draft.begun_by, draft.begun_at);
  return true;
}

bool PolicyDraftStore::save(
    PolicyDraftId id, std::int64_t seen, const std::string& text, PersonId by, Instant at) {
  if (connection_.execute(kSave, text, by, at, id, seen) != 1) return false;
  connection_.execute(kInsertEdition, id, seen + 1, text, by, at);
  return true;
}

bool PolicyDraftStore::submit(const PolicyDraft& draft, Date live_from, PersonId by, Instant at) {
  return connection_.execute(
             kSubmit, by, at, draft.text_hash(), live_from, draft.id, draft.edition) == 1;
}

bool PolicyDraftStore::decide(
    const PolicyDraft& draft, bool approve, PersonId by, Instant at, const std::string& reason) {
  return connection_.execute(kDecide,
                             to_string(approve ? DraftState::approved : DraftState::returned),
                             by,
                             at,
                             reason,
                             draft.id,
                             draft.edition,
                             draft.text_hash()) == 1;
}

bool PolicyDraftStore::go_live(const PolicyDraft& draft) {
  return connection_.execute(kGoLive, draft.id, draft.edition) == 1;
}

bool PolicyDraftStore::void_approval(const PolicyDraft& draft, const std::string& reason) {
  return connection_.execute(kVoid, reason, draft.id, draft.edition) == 1;
}

bool PolicyDraftStore::withdraw(const PolicyDraft& draft, const std::string& reason) {
  return connection_.execute(kWithdraw, reason, draft.id, draft.edition) == 1;
}

std::optional<PolicyDraft> PolicyDraftStore::find(PolicyDraftId id) const {
  return connection_.one(kSelectById, take_draft, id);
}

std::optional<PolicyDraft> PolicyDraftStore::find(const std::string& workflow,
                                                  const std::string& version) const {
  return connection_.one(kSelectByVersion, take_draft, workflow, version);
}

std::vector<PolicyDraft> PolicyDraftStore::all() const {
  return connection_.all(kSelectAll, take_draft);
}

std::vector<PolicyDraft> PolicyDraftStore::due_to_go_live(Date on) const {
  return connection_.all(kSelectDue, take_draft, on);
}

std::vector<DraftEdition> PolicyDraftStore::editions(PolicyDraftId id) const {
  return connection_.all(kSelectEditions, take_edition, id);
}

std::set<PersonId> PolicyDraftStore::editors(PolicyDraftId id) const {
  std::set<PersonId> people;
  connection_.each(
      kSelectEditors, [&](Row& row) { people.insert(row.take<PersonId>()); }, id);
  return people;
}

}  // namespace lintel
