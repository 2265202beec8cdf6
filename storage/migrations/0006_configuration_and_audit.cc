#include "storage/migrations/all.h"

namespace lintel::migration {

const std::string_view kConfigurationAndAudit = R"sql(
CREATE TABLE definition (
  kind       $word    NOT NULL,
  name       $line    NOT NULL,
  version    $word    NOT NULL,
  sha256     $hash    NOT NULL,
  body       $text    NOT NULL,
  loaded_at  $instant NOT NULL,
  PRIMARY KEY (kind, name, version)
) $table;

CREATE TABLE audit (
  seq        INTEGER NOT NULL PRIMARY KEY, -- sqlite
  seq        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, -- mysql
  at         $instant NOT NULL,
  person_id  $id,
  name       $line    NOT NULL,
  action     $word    NOT NULL,
  object     $line    NOT NULL,
  detail     $text    NOT NULL
) $table;
CREATE INDEX audit_of_object ON audit (object, seq);
CREATE INDEX audit_of_person ON audit (person_id, seq);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END; -- sqlite
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never removed'); END; -- sqlite

CREATE TABLE setting (
  name        $word    NOT NULL PRIMARY KEY,
  value       $text    NOT NULL,
  changed_at  $instant NOT NULL,
  changed_by  $line    NOT NULL
) $table;
)sql";

}  // namespace lintel::migration
