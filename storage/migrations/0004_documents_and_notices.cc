#include "storage/migrations/all.h"

namespace lintel::migration {

const std::string_view kDocumentsAndNotices = R"sql(
CREATE TABLE document_blob (
  sha256  $hash  NOT NULL PRIMARY KEY,
  pdf     $bytes NOT NULL
) $table;

CREATE TABLE document (
  id                $id     NOT NULL PRIMARY KEY,
  case_id           $id     NOT NULL REFERENCES tenancy_case (id),
  tenant_id         $id     REFERENCES tenant (id),
  template_name     $word   NOT NULL,
  template_version  $word   NOT NULL,
  title             $line   NOT NULL,
  tag               $word   NOT NULL,
  dated             $date   NOT NULL,
  effect_key        $word   NOT NULL UNIQUE,
  pdf_sha256        $hash   REFERENCES document_blob (sha256),
  pages             $number NOT NULL,
  state             $word   NOT NULL,
  merged            $text   NOT NULL
) $table;
CREATE INDEX document_of_case ON document (case_id);
CREATE INDEX document_unrendered ON document (id) WHERE pdf_sha256 IS NULL; -- sqlite
CREATE INDEX document_unrendered ON document (pdf_sha256); -- mysql

CREATE TABLE document_opened (
  document_id  $id      NOT NULL REFERENCES document (id),
  person_id    $id      NOT NULL REFERENCES person (id),
  pdf_sha256   $hash    NOT NULL,
  at           $instant NOT NULL,
  PRIMARY KEY (document_id, person_id, pdf_sha256)
) $table;

CREATE TABLE notice (
  id              $id    NOT NULL PRIMARY KEY,
  case_id         $id    NOT NULL REFERENCES tenancy_case (id),
  form            $word  NOT NULL,
  regime          $word  NOT NULL,
  statute         $line  NOT NULL,
  grounds         $text  NOT NULL,
  arrears         $pence NOT NULL,
  drafted_on      $date  NOT NULL,
  state           $word  NOT NULL,
  documents       $text  NOT NULL,
  served_on       $date,
  named_date      $date,
  earliest_claim  $date,
  lapses_on       $date,
  steps           $text  NOT NULL,
  rules           $text  NOT NULL
) $table;
CREATE INDEX notice_of_case ON notice (case_id);

CREATE TABLE service (
  notice_id  $id   NOT NULL REFERENCES notice (id),
  tenant_id  $id   NOT NULL REFERENCES tenant (id),
  method     $word NOT NULL,
  given_on   $date NOT NULL,
  given_at   $word NOT NULL,
  place      $line NOT NULL,
  by_id      $id   REFERENCES person (id),
  deemed     $date NOT NULL,
  PRIMARY KEY (notice_id, tenant_id)
) $table;

CREATE TABLE agreement (
  id          $id    NOT NULL PRIMARY KEY,
  case_id     $id    NOT NULL REFERENCES tenancy_case (id),
  instalment  $pence NOT NULL,
  frequency   $word  NOT NULL,
  first_due   $date  NOT NULL,
  arrears     $pence NOT NULL,
  made_on     $date  NOT NULL,
  state       $word  NOT NULL,
  made_by     $id    REFERENCES person (id)
) $table;
CREATE INDEX agreement_of_case ON agreement (case_id);

CREATE TABLE contact (
  id       $id     NOT NULL PRIMARY KEY,
  case_id  $id     NOT NULL REFERENCES tenancy_case (id),
  day      $date   NOT NULL,
  by_id    $id     REFERENCES person (id),
  method   $word   NOT NULL,
  reached  $yes_no NOT NULL,
  note     $text   NOT NULL
) $table;
CREATE INDEX contact_of_case ON contact (case_id);
)sql";

}  // namespace lintel::migration
