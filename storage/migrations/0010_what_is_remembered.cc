#include "storage/migrations/all.h"

namespace lintel::migration {

// A case of many years is decided as fast as a new one: what the engine needs of its past stands in
// rows that do not grow with its events. `superseded`: withdrawn, or another task of that name has
// been done since. Calls that can be undone and persons who were acted for were not known before.
const std::string_view kWhatIsRemembered = R"sql(
CREATE TABLE past_act (
  case_id       $id     NOT NULL REFERENCES tenancy_case (id),
  seq           $number NOT NULL,
  event         $word   NOT NULL,
  person_id     $id     NOT NULL,
  name          $line   NOT NULL,
  on_behalf_of  $id,
  PRIMARY KEY (case_id, seq)
) $table;
INSERT INTO past_act (case_id, seq, event, person_id, name, on_behalf_of)
SELECT e.case_id, e.seq, e.event, e.actor_id, e.actor_name, NULL
  FROM case_event e
  JOIN (SELECT case_id, MIN(seq) AS seq FROM case_event
         WHERE actor_id IS NOT NULL AND event NOT IN ('migrated', 'migration_reversed')
         GROUP BY case_id, event, actor_id) f ON f.case_id = e.case_id AND f.seq = e.seq;

CREATE TABLE past_call (
  case_id     $id     NOT NULL REFERENCES tenancy_case (id),
  n           $number NOT NULL,
  name        $word   NOT NULL,
  compensate  $word   NOT NULL,
  effect_key  $line   NOT NULL,
  PRIMARY KEY (case_id, n)
) $table;

CREATE TABLE contact_tally (
  case_id  $id     NOT NULL PRIMARY KEY REFERENCES tenancy_case (id),
  tried    $number NOT NULL,
  reached  $yes_no NOT NULL,
  last_on  $date   NOT NULL
) $table;
INSERT INTO contact_tally (case_id, tried, reached, last_on)
SELECT case_id, COUNT(*), MAX(reached), MAX(day) FROM contact GROUP BY case_id;
CREATE INDEX contact_by_day ON contact (case_id, day);

ALTER TABLE task ADD COLUMN superseded $yes_no NOT NULL DEFAULT 0;
UPDATE task SET superseded = 1
 WHERE done_on IS NOT NULL
   AND id NOT IN (SELECT id FROM (SELECT MAX(id) AS id FROM task
                                   WHERE done_on IS NOT NULL AND withdrawn = 0 GROUP BY case_id, name) latest);
CREATE INDEX task_standing ON task (case_id, superseded);

CREATE INDEX hold_running ON hold (case_id, lifted_on);
CREATE INDEX case_event_moves ON case_event (case_id, seq) WHERE from_state <> to_state; -- sqlite

DROP INDEX contact_of_case; -- sqlite
DROP INDEX task_of_case; -- sqlite
DROP INDEX hold_of_case; -- sqlite
DROP INDEX contact_of_case ON contact; -- mysql
DROP INDEX task_of_case ON task; -- mysql
DROP INDEX hold_of_case ON hold; -- mysql
)sql";

}  // namespace lintel::migration
