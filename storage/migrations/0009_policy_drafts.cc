#include "storage/migrations/all.h"

namespace lintel::migration {

// `source` is the workflow as its author typed it; null in a row of another kind. `live_from` is
// null for a version that was the first of its workflow: it is as old as the database.
const std::string_view kPolicyDrafts = R"sql(
ALTER TABLE definition ADD COLUMN source $text;
ALTER TABLE definition ADD COLUMN live_from $date;
ALTER TABLE definition ADD COLUMN published_by $line;

CREATE TABLE policy_draft (
  id              $id      NOT NULL PRIMARY KEY,
  workflow        $word    NOT NULL,
  version         $word    NOT NULL,
  based_on        $word    NOT NULL,
  text            $text    NOT NULL,
  edition         $number  NOT NULL,
  state           $word    NOT NULL,
  begun_by        $id      NOT NULL REFERENCES person (id),
  begun_at        $instant NOT NULL,
  saved_by        $id      NOT NULL REFERENCES person (id),
  saved_at        $instant NOT NULL,
  submitted_by    $id      REFERENCES person (id),
  submitted_at    $instant,
  submitted_text  $hash,
  live_from       $date,
  decided_by      $id      REFERENCES person (id),
  decided_at      $instant,
  reason          $text    NOT NULL,
  UNIQUE (workflow, version),
  CHECK (decided_by <> submitted_by),
  CHECK (decided_by <> saved_by)
) $table;

CREATE TABLE policy_draft_edition (
  draft_id  $id      NOT NULL REFERENCES policy_draft (id),
  edition   $number  NOT NULL,
  text      $text    NOT NULL,
  saved_by  $id      NOT NULL REFERENCES person (id),
  saved_at  $instant NOT NULL,
  PRIMARY KEY (draft_id, edition)
) $table;

CREATE TABLE policy_trial (
  text            $hash    NOT NULL PRIMARY KEY,
  against         $word    NOT NULL,
  on_day          $date    NOT NULL,
  ran_at          $instant NOT NULL,
  ran_by          $id      NOT NULL REFERENCES person (id),
  cases           $number  NOT NULL,
  blocked_by_law  $number  NOT NULL,
  figures         $text    NOT NULL
) $table;
)sql";

}  // namespace lintel::migration
