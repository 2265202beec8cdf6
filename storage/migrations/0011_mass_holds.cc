#include "storage/migrations/all.h"

namespace lintel::migration {

// `place` says up to where the cases have been gone through, so that what was cut off goes on
// there. One lift to each put: lifting twice is lifting once.
const std::string_view kMassHolds = R"sql(
CREATE TABLE mass_hold (
  id         $id      NOT NULL PRIMARY KEY,
  act        $word    NOT NULL,
  hold       $word    NOT NULL,
  lifts      $id      REFERENCES mass_hold (id),
  picked     $text    NOT NULL,
  fields     $text    NOT NULL,
  on_day     $date    NOT NULL,
  asked_by   $id      NOT NULL REFERENCES person (id),
  asked_name $line    NOT NULL,
  began_at   $instant NOT NULL,
  ended_at   $instant,
  expected   $number  NOT NULL,
  changed    $number  NOT NULL,
  already    $number  NOT NULL,
  refused    $number  NOT NULL,
  place      $line    NOT NULL,
  because    $text    NOT NULL,
  UNIQUE (lifts)
) $table;

CREATE TABLE mass_hold_line (
  mass_hold_id  $id     NOT NULL REFERENCES mass_hold (id),
  n             $number NOT NULL,
  reference     $line   NOT NULL,
  patch         $word   NOT NULL,
  case_id       $id,
  hold_id       $id,
  outcome       $word   NOT NULL,
  seq           $number NOT NULL,
  because       $text   NOT NULL,
  timers        $text   NOT NULL,
  PRIMARY KEY (mass_hold_id, n)
) $table;
CREATE INDEX mass_hold_line_outcome ON mass_hold_line (mass_hold_id, outcome, n);
)sql";

}  // namespace lintel::migration
