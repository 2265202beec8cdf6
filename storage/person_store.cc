#include "storage/person_store.h"

#include <algorithm>

#include "storage/listed.h"
#include "storage/person_row.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO person (id, username, name, password_hash, disabled, failures) VALUES (?, ?, ?, ?, ?, 0)
)sql";
constexpr std::string_view kInsertRole = "INSERT INTO person_role (person_id, role) VALUES (?, ?)";
constexpr std::string_view kInsertPatch =
    "INSERT INTO person_patch (person_id, patch) VALUES (?, ?)";
constexpr std::string_view kDeleteRoles = "DELETE FROM person_role WHERE person_id = ?";
constexpr std::string_view kDeletePatches = "DELETE FROM person_patch WHERE person_id = ?";
constexpr std::string_view kSelectById =
    "SELECT id, username, name, disabled FROM person WHERE id = ?";
constexpr std::string_view kSelectAll =
    "SELECT id, username, name, disabled FROM person ORDER BY name, id";
constexpr std::string_view kSelectSignIn = R"sql(
  SELECT id, username, name, disabled, password_hash, failures, last_failed_at FROM person WHERE username = ?
)sql";
constexpr std::string_view kSelectRoles = "SELECT role FROM person_role WHERE person_id = ?";
constexpr std::string_view kSelectPatches = "SELECT patch FROM person_patch WHERE person_id = ?";
constexpr std::string_view kSetPassword =
    "UPDATE person SET password_hash = ?, failures = 0, last_failed_at = NULL WHERE id = ?";
constexpr std::string_view kSetDisabled = "UPDATE person SET disabled = ? WHERE id = ?";
constexpr std::string_view kEndSessions = "DELETE FROM session WHERE person_id = ?";
constexpr std::string_view kCountFailure =
    "UPDATE person SET failures = failures + 1, last_failed_at = ? WHERE id = ?";
constexpr std::string_view kSelectFailures = "SELECT failures FROM person WHERE id = ?";
constexpr std::string_view kClearFailures =
    "UPDATE person SET failures = 0, last_failed_at = NULL WHERE id = ?";

std::string lower(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return lowered;
}

}  // namespace

Person take_person(Row& row) {
  return Person{.id = row.take<PersonId>(),
                .username = row.take<std::string>(),
                .name = row.take<std::string>(),
                .roles = {},
                .patches = {},
                .disabled = row.take<bool>()};
}

void add_roles_and_patches(Connection& connection, Person& person) {
  connection.each(
      kSelectRoles, [&](Row& row) { person.roles.insert(row.take(parse_role)); }, person.id);
  connection.each(
      kSelectPatches, [&](Row& row) { person.patches.insert(row.take<std::string>()); }, person.id);
}

void PersonStore::add(const Person& person, std::string_view password_hash) {
  connection_.execute(
      kInsert, person.id, lower(person.username), person.name, password_hash, person.disabled);
  set_roles(person.id, person.roles);
  set_patches(person.id, person.patches);
}

std::optional<Person> PersonStore::find(PersonId id) const {
  std::optional<Person> person = connection_.one(kSelectById, take_person, id);
  if (person) add_roles_and_patches(connection_, *person);
  return person;
}

std::optional<Person> PersonStore::find_by_username(std::string_view username) const {
  std::optional<SignInRecord> record = sign_in_record(username);
  if (!record) return std::nullopt;
  return std::move(record->person);
}

std::optional<SignInRecord> PersonStore::sign_in_record(std::string_view username) const {
  std::optional<SignInRecord> record = connection_.one(
      kSelectSignIn,
      [](Row& row) {
        return SignInRecord{.person = take_person(row),
                            .password_hash = row.take<std::string>(),
                            .failures = row.take<int>(),
                            .last_failed_at = row.take<std::optional<Instant>>()};
      },
      lower(username));
  if (record) add_roles_and_patches(connection_, record->person);
  return record;
}

std::vector<Person> PersonStore::all() const {
  std::vector<Person> people = connection_.all(kSelectAll, take_person);
  for (Person& person : people) add_roles_and_patches(connection_, person);
  return people;
}

void PersonStore::set_password(PersonId id, std::string_view password_hash) {
  connection_.execute(kSetPassword, password_hash, id);
}

void PersonStore::set_roles(PersonId id, const std::set<Role>& roles) {
  connection_.execute(kDeleteRoles, id);
  for (const Role role : roles) connection_.execute(kInsertRole, id, role);
}

void PersonStore::set_patches(PersonId id, const std::set<std::string>& patches) {
  connection_.execute(kDeletePatches, id);
  for (const std::string& patch : patches) connection_.execute(kInsertPatch, id, patch);
}

void PersonStore::disable(PersonId id) {
  connection_.execute(kSetDisabled, true, id);
  connection_.execute(kEndSessions, id);
}

void PersonStore::enable(PersonId id) {
  connection_.execute(kSetDisabled, false, id);
}

int PersonStore::sign_in_failed(PersonId id, Instant at) {
  connection_.execute(kCountFailure, at, id);
  return connection_
      .one(
          kSelectFailures, [](Row& row) { return row.take<int>(); }, id)
      .value_or(0);
}

void PersonStore::sign_in_succeeded(PersonId id) {
  connection_.execute(kClearFailures, id);
}

}  // namespace lintel
