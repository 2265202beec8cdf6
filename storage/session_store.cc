#include "storage/session_store.h"

#include "storage/person_row.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO session (token_hash, person_id, csrf_secret, began_at, seen_at, ends_at, came_from)
  VALUES (?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSelect = R"sql(
  SELECT token_hash, person_id, csrf_secret, began_at, seen_at, ends_at, came_from FROM session WHERE token_hash = ?
)sql";
constexpr std::string_view kSelectWithPerson = R"sql(
  SELECT s.token_hash, s.person_id, s.csrf_secret, s.began_at, s.seen_at, s.ends_at, s.came_from,
         p.id, p.username, p.name, p.disabled
    FROM session s JOIN person p ON p.id = s.person_id
   WHERE s.token_hash = ? AND p.disabled = 0
)sql";
constexpr std::string_view kSelectOfPerson = R"sql(
  SELECT token_hash, person_id, csrf_secret, began_at, seen_at, ends_at, came_from
    FROM session WHERE person_id = ? ORDER BY seen_at DESC
)sql";
constexpr std::string_view kSeen = "UPDATE session SET seen_at = ? WHERE token_hash = ?";
constexpr std::string_view kEnd = "DELETE FROM session WHERE token_hash = ?";
constexpr std::string_view kEndAll = "DELETE FROM session WHERE person_id = ?";
constexpr std::string_view kRemoveOlder = "DELETE FROM session WHERE began_at < ? OR seen_at < ?";

Session take_session(Row& row) {
  return Session{.token_hash = row.take<Hash>(),
                 .person_id = row.take<PersonId>(),
                 .csrf_secret = row.take<std::string>(),
                 .began = row.take<Instant>(),
                 .seen = row.take<Instant>(),
                 .ends = row.take<Instant>(),
                 .from = row.take<std::string>()};
}

}  // namespace

void SessionStore::add(const Session& session) {
  connection_.execute(kInsert,
                      session.token_hash,
                      session.person_id,
                      session.csrf_secret,
                      session.began,
                      session.seen,
                      session.ends,
                      session.from);
}

std::optional<Session> SessionStore::find(const Hash& token_hash) const {
  return connection_.one(kSelect, take_session, token_hash);
}

std::optional<std::pair<Session, Person>> SessionStore::find_with_person(
    const Hash& token_hash) const {
  auto found = connection_.one(
      kSelectWithPerson,
      [](Row& row) {
        Session session = take_session(row);
        return std::pair(std::move(session), take_person(row));
      },
      token_hash);
  if (found) add_roles_and_patches(connection_, found->second);
  return found;
}

std::vector<Session> SessionStore::of_person(PersonId id) const {
  return connection_.all(kSelectOfPerson, take_session, id);
}

void SessionStore::seen(const Hash& token_hash, Instant at) {
  connection_.execute(kSeen, at, token_hash);
}

void SessionStore::end(const Hash& token_hash) {
  connection_.execute(kEnd, token_hash);
}

void SessionStore::end_all(PersonId id) {
  connection_.execute(kEndAll, id);
}

std::int64_t SessionStore::remove_older(Instant began_before, Instant seen_before) {
  return connection_.execute(kRemoveOlder, began_before, seen_before);
}

}  // namespace lintel
