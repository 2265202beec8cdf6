#include "storage/migrations/all.h"

namespace lintel::migration {

// `affected` and the like are filled in when the work is whole. `seen_at` moves with every piece of
// the work: one that stays behind was cut off. No names are kept: they are the tenancy's. What
// policy_trial held was one line of figures and nobody by name; such a text is simulated again.
const std::string_view kPolicySimulations = R"sql(
DROP TABLE policy_trial;

CREATE TABLE policy_simulation (
  id                 $id      NOT NULL PRIMARY KEY,
  workflow           $word    NOT NULL,
  version            $word    NOT NULL,
  text               $hash    NOT NULL,
  against            $word    NOT NULL,
  on_day             $date    NOT NULL,
  days               $number  NOT NULL,
  nothing_is_paid    $yes_no  NOT NULL,
  settings           $text    NOT NULL,
  asked_by           $id      NOT NULL REFERENCES person (id),
  began_at           $instant NOT NULL,
  seen_at            $instant NOT NULL,
  ended_at           $instant,
  state              $word    NOT NULL,
  done               $number  NOT NULL,
  expected           $number  NOT NULL,
  because            $text    NOT NULL,
  cases              $number  NOT NULL,
  accounts           $number  NOT NULL,
  left_out           $number  NOT NULL,
  affected           $number  NOT NULL,
  unmapped           $number  NOT NULL,
  against_law_live   $number  NOT NULL,
  against_law_draft  $number  NOT NULL
) $table;
CREATE INDEX policy_simulation_of_version ON policy_simulation (workflow, version, id);
CREATE INDEX policy_simulation_of_text ON policy_simulation (text, id);
CREATE INDEX policy_simulation_running ON policy_simulation (state, id);

CREATE TABLE policy_simulation_count (
  simulation_id  $id     NOT NULL REFERENCES policy_simulation (id),
  n              $number NOT NULL,
  kind           $word   NOT NULL,
  what           $word   NOT NULL,
  label          $line   NOT NULL,
  live           $number NOT NULL,
  draft          $number NOT NULL,
  sooner         $number NOT NULL,
  later          $number NOT NULL,
  no_longer      $number NOT NULL,
  added          $number NOT NULL,
  PRIMARY KEY (simulation_id, n)
) $table;

CREATE TABLE policy_simulation_flow (
  simulation_id  $id     NOT NULL REFERENCES policy_simulation (id),
  now_state      $word   NOT NULL,
  live_state     $word   NOT NULL,
  draft_state    $word   NOT NULL,
  cases          $number NOT NULL,
  PRIMARY KEY (simulation_id, now_state, live_state, draft_state)
) $table;

CREATE TABLE policy_simulation_person (
  simulation_id  $id     NOT NULL,
  n              $number NOT NULL,
  reference      $word   NOT NULL,
  state          $word   NOT NULL,
  PRIMARY KEY (simulation_id, n)
) WITHOUT ROWID, STRICT; -- sqlite
) $table; -- mysql

CREATE TABLE policy_simulation_change (
  simulation_id  $id     NOT NULL,
  person         $number NOT NULL,
  n              $number NOT NULL,
  kind           $word   NOT NULL,
  what           $word   NOT NULL,
  shift          $word   NOT NULL,
  live           $date,
  draft          $date,
  because        $text   NOT NULL,
  PRIMARY KEY (simulation_id, person, n)
) WITHOUT ROWID, STRICT; -- sqlite
) $table; -- mysql
)sql";

}  // namespace lintel::migration
