#include "storage/migrations/all.h"

namespace lintel::migration {

const std::string_view kImportsAndRuns = R"sql(
CREATE TABLE import (
  id              $id      NOT NULL PRIMARY KEY,
  layout          $word    NOT NULL,
  layout_version  $word    NOT NULL,
  as_of           $date,
  began_at        $instant NOT NULL,
  ended_at        $instant,
  asked_by        $line    NOT NULL,
  state           $word    NOT NULL,
  because         $text    NOT NULL,
  figures         $text    NOT NULL
) $table;

CREATE TABLE import_file (
  import_id     $id     NOT NULL REFERENCES import (id),
  n             $number NOT NULL,
  name          $line   NOT NULL,
  role          $word   NOT NULL,
  sha256        $hash   NOT NULL,
  rows_read     $number NOT NULL,
  loaded        $number NOT NULL,
  rejected      $number NOT NULL,
  held          $number NOT NULL,
  total         $pence  NOT NULL,
  stated_total  $pence,
  PRIMARY KEY (import_id, n)
) $table;
CREATE INDEX import_file_by_hash ON import_file (sha256);

CREATE TABLE import_problem (
  import_id  $id     NOT NULL REFERENCES import (id),
  n          $number NOT NULL,
  finding    $word   NOT NULL,
  reference  $line   NOT NULL,
  file       $line   NOT NULL,
  line       $number NOT NULL,
  col        $number NOT NULL,
  field      $line   NOT NULL,
  what       $text   NOT NULL,
  fix        $text   NOT NULL,
  PRIMARY KEY (import_id, n)
) $table;

CREATE TABLE run (
  id        $id      NOT NULL PRIMARY KEY,
  name      $word    NOT NULL,
  on_day    $date    NOT NULL,
  began_at  $instant NOT NULL,
  ended_at  $instant,
  asked_by  $line    NOT NULL,
  state     $word    NOT NULL,
  expected  $number  NOT NULL,
  because   $text    NOT NULL,
  acted                $number NOT NULL,
  acted_balance        $pence  NOT NULL,
  left_alone           $number NOT NULL,
  left_alone_balance   $pence  NOT NULL,
  held                 $number NOT NULL,
  held_balance         $pence  NOT NULL,
  failed               $number NOT NULL,
  failed_balance       $pence  NOT NULL
) $table;
CREATE INDEX run_of_day ON run (name, on_day);

CREATE TABLE run_decision (
  run_id        $id     NOT NULL,
  account_id    $id     NOT NULL,
  case_id       $id,
  outcome       $word   NOT NULL,
  from_state    $word   NOT NULL,
  to_state      $word   NOT NULL,
  rule          $line   NOT NULL,
  because       $text   NOT NULL,
  law           $line   NOT NULL,
  runner_up     $text   NOT NULL,
  detail        $text   NOT NULL,
  balance       $pence  NOT NULL,
  weeks_tenths  $number NOT NULL,
  PRIMARY KEY (run_id, account_id)
) WITHOUT ROWID, STRICT; -- sqlite
) $table; -- mysql
)sql";

}  // namespace lintel::migration
