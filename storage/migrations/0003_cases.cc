#include "storage/migrations/all.h"

namespace lintel::migration {

const std::string_view kCases = R"sql(
CREATE TABLE tenancy_case (
  id               $id     NOT NULL PRIMARY KEY,
  reference        $word   NOT NULL,
  tenancy_id       $id     NOT NULL REFERENCES tenancy (id),
  account_id       $id     NOT NULL REFERENCES rent_account (id),
  open_account_id  $id,
  workflow         $word   NOT NULL,
  workflow_version $word   NOT NULL,
  state            $word   NOT NULL,
  stage            $word   NOT NULL,
  state_since      $date   NOT NULL,
  version          $number NOT NULL,
  next_step        $line   NOT NULL,
  why              $text   NOT NULL,
  needs            $word   NOT NULL,
  due_on           $date   NOT NULL,
  weeks_tenths     $number NOT NULL,
  UNIQUE (open_account_id)
) $table;
CREATE INDEX tenancy_case_by_reference ON tenancy_case (reference);
CREATE INDEX tenancy_case_of_account ON tenancy_case (account_id, id);
CREATE INDEX tenancy_case_due ON tenancy_case (due_on, id) WHERE open_account_id IS NOT NULL; -- sqlite
CREATE INDEX tenancy_case_due ON tenancy_case (due_on, id); -- mysql

CREATE TABLE case_event (
  case_id          $id      NOT NULL REFERENCES tenancy_case (id),
  seq              $number  NOT NULL,
  at               $instant NOT NULL,
  on_day           $date    NOT NULL,
  event            $word    NOT NULL,
  from_state       $word    NOT NULL,
  to_state         $word    NOT NULL,
  actor_id         $id,
  actor_name       $line    NOT NULL,
  actor_roles      $line    NOT NULL,
  command_key      $line    NOT NULL,
  payload          $text    NOT NULL,
  definition_hash  $hash    NOT NULL,
  previous         $hash    NOT NULL,
  hash             $hash    NOT NULL,
  PRIMARY KEY (case_id, seq),
  UNIQUE (command_key),
  CHECK (command_key <> '')
) $table;

CREATE TABLE hold (
  id         $id   NOT NULL PRIMARY KEY,
  case_id    $id   NOT NULL REFERENCES tenancy_case (id),
  name       $word NOT NULL,
  from_day   $date NOT NULL,
  until_day  $date,
  reason     $text NOT NULL,
  lifted_on  $date
) $table;
CREATE INDEX hold_of_case ON hold (case_id);

CREATE TABLE timer (
  case_id      $id     NOT NULL REFERENCES tenancy_case (id),
  name         $word   NOT NULL,
  arming       $number NOT NULL,
  due          $date   NOT NULL,
  fires        $word   NOT NULL,
  paused_days  $number,
  deferred     $yes_no NOT NULL,
  PRIMARY KEY (case_id, name)
) $table;
CREATE INDEX timer_due ON timer (due, case_id) WHERE paused_days IS NULL; -- sqlite
CREATE INDEX timer_due ON timer (due, case_id); -- mysql

CREATE TABLE task (
  id         $id   NOT NULL PRIMARY KEY,
  case_id    $id   NOT NULL REFERENCES tenancy_case (id),
  name       $word NOT NULL,
  label      $line NOT NULL,
  role       $word NOT NULL,
  opened_on  $date NOT NULL,
  due        $date,
  done_on    $date,
  withdrawn  $yes_no NOT NULL,
  fields     $text NOT NULL
) $table;
CREATE INDEX task_of_case ON task (case_id);
CREATE INDEX task_open ON task (role, due) WHERE done_on IS NULL; -- sqlite
CREATE INDEX task_open ON task (role, done_on, due); -- mysql

CREATE TABLE approval (
  id              $id      NOT NULL PRIMARY KEY,
  case_id         $id      NOT NULL REFERENCES tenancy_case (id),
  task            $word    NOT NULL,
  proposed_by     $id      NOT NULL REFERENCES person (id),
  proposed_at     $instant NOT NULL,
  earlier_actors  $text    NOT NULL,
  bound_to        $hash    NOT NULL,
  documents       $text    NOT NULL,
  state           $word    NOT NULL,
  decided_by      $id      REFERENCES person (id),
  decided_at      $instant,
  reason          $text    NOT NULL,
  CHECK (decided_by <> proposed_by),
  CHECK ((state IN ('approved', 'returned')) = (decided_by IS NOT NULL) OR state = 'void')
) $table;
CREATE INDEX approval_of_case ON approval (case_id);
CREATE INDEX approval_waiting ON approval (proposed_at) WHERE state = 'waiting'; -- sqlite
CREATE INDEX approval_waiting ON approval (state, proposed_at); -- mysql

CREATE TABLE effect (
  case_id   $id      NOT NULL REFERENCES tenancy_case (id),
  seq       $number  NOT NULL,
  n         $number  NOT NULL,
  kind      $word    NOT NULL,
  payload   $text    NOT NULL,
  next_try  $instant,
  done_at   $instant,
  attempts  $number  NOT NULL,
  error     $text    NOT NULL,
  PRIMARY KEY (case_id, seq, n)
) $table;
CREATE INDEX effect_pending ON effect (next_try) WHERE done_at IS NULL; -- sqlite
CREATE INDEX effect_pending ON effect (done_at, next_try); -- mysql
)sql";

}  // namespace lintel::migration
