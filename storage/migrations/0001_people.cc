#include "storage/migrations/all.h"

namespace lintel::migration {

const std::string_view kPeople = R"sql(
CREATE TABLE person (
  id              $id    NOT NULL PRIMARY KEY,
  username        $word  NOT NULL UNIQUE,
  name            $line  NOT NULL,
  password_hash   $line  NOT NULL,
  disabled        $yes_no NOT NULL,
  failures        $number NOT NULL,
  last_failed_at  $instant
) $table;

CREATE TABLE person_role (
  person_id  $id   NOT NULL REFERENCES person (id),
  role       $word NOT NULL,
  PRIMARY KEY (person_id, role)
) $table;

CREATE TABLE person_patch (
  person_id  $id   NOT NULL REFERENCES person (id),
  patch      $word NOT NULL,
  PRIMARY KEY (person_id, patch)
) $table;

CREATE TABLE session (
  token_hash   $hash    NOT NULL PRIMARY KEY,
  person_id    $id      NOT NULL REFERENCES person (id),
  csrf_secret  $line    NOT NULL,
  began_at     $instant NOT NULL,
  seen_at      $instant NOT NULL,
  ends_at      $instant NOT NULL,
  came_from    $line    NOT NULL
) $table;
CREATE INDEX session_of_person ON session (person_id);

CREATE TABLE api_token (
  token_hash  $hash    NOT NULL PRIMARY KEY,
  person_id   $id      NOT NULL REFERENCES person (id),
  name        $line    NOT NULL,
  made_at     $instant NOT NULL,
  ends_at     $instant NOT NULL,
  used_at     $instant
) $table;
CREATE INDEX api_token_of_person ON api_token (person_id);
)sql";

}  // namespace lintel::migration
