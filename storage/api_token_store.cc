#include "storage/api_token_store.h"

#include "storage/person_row.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO api_token (token_hash, person_id, name, made_at, ends_at, used_at) VALUES (?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSelectWithPerson = R"sql(
  SELECT t.token_hash, t.person_id, t.name, t.made_at, t.ends_at, t.used_at, p.id, p.username, p.name, p.disabled
    FROM api_token t JOIN person p ON p.id = t.person_id
   WHERE t.token_hash = ? AND p.disabled = 0
)sql";
constexpr std::string_view kSelectOfPerson = R"sql(
  SELECT token_hash, person_id, name, made_at, ends_at, used_at FROM api_token WHERE person_id = ? ORDER BY made_at DESC
)sql";
constexpr std::string_view kUsed = "UPDATE api_token SET used_at = ? WHERE token_hash = ?";
constexpr std::string_view kRevoke = "DELETE FROM api_token WHERE token_hash = ?";
constexpr std::string_view kRevokeAll = "DELETE FROM api_token WHERE person_id = ?";

ApiToken take_token(Row& row) {
  return ApiToken{.token_hash = row.take<Hash>(),
                  .person_id = row.take<PersonId>(),
                  .name = row.take<std::string>(),
                  .made = row.take<Instant>(),
                  .ends = row.take<Instant>(),
                  .used = row.take<std::optional<Instant>>()};
}

}  // namespace

void ApiTokenStore::add(const ApiToken& token) {
  connection_.execute(
      kInsert, token.token_hash, token.person_id, token.name, token.made, token.ends, token.used);
}

std::optional<std::pair<ApiToken, Person>> ApiTokenStore::find_with_person(
    const Hash& token_hash) const {
  auto found = connection_.one(
      kSelectWithPerson,
      [](Row& row) {
        ApiToken token = take_token(row);
        return std::pair(std::move(token), take_person(row));
      },
      token_hash);
  if (found) add_roles_and_patches(connection_, found->second);
  return found;
}

std::vector<ApiToken> ApiTokenStore::of_person(PersonId id) const {
  return connection_.all(kSelectOfPerson, take_token, id);
}

void ApiTokenStore::used(const Hash& token_hash, Instant at) {
  connection_.execute(kUsed, at, token_hash);
}

void ApiTokenStore::revoke(const Hash& token_hash) {
  connection_.execute(kRevoke, token_hash);
}

void ApiTokenStore::revoke_all(PersonId id) {
  connection_.execute(kRevokeAll, id);
}

}  // namespace lintel
