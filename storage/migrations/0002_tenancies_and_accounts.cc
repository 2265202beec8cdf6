#include "storage/migrations/all.h"

namespace lintel::migration {

const std::string_view kTenanciesAndAccounts = R"sql(
CREATE TABLE tenancy (
  id             $id    NOT NULL PRIMARY KEY,
  reference      $word  NOT NULL UNIQUE,
  type           $word  NOT NULL,
  social         $yes_no NOT NULL,
  landlord       $word  NOT NULL,
  jurisdiction   $word  NOT NULL,
  start_on       $date  NOT NULL,
  end_on         $date,
  address_lines  $text  NOT NULL,
  postcode       $word  NOT NULL,
  patch          $word  NOT NULL,
  search_words   $text  NOT NULL
) $table;
CREATE INDEX tenancy_in_patch ON tenancy (patch);

CREATE TABLE tenant (
  id          $id     NOT NULL PRIMARY KEY,
  tenancy_id  $id     NOT NULL REFERENCES tenancy (id),
  position    $number NOT NULL,
  forename    $line   NOT NULL,
  surname     $line   NOT NULL,
  UNIQUE (tenancy_id, position)
) $table;

CREATE TABLE rent_account (
  id                 $id     NOT NULL PRIMARY KEY,
  tenancy_id         $id     NOT NULL REFERENCES tenancy (id),
  payment_reference  $word   NOT NULL UNIQUE,
  kind               $word   NOT NULL,
  rent_amount        $pence  NOT NULL,
  rent_frequency     $word   NOT NULL,
  benefit            $word   NOT NULL,
  payment_method     $word   NOT NULL,
  opening_balance    $pence  NOT NULL,
  as_of              $date   NOT NULL,
  ties               $yes_no NOT NULL,
  balance            $pence  NOT NULL,
  last_payment_on    $date,
  last_payment       $pence  NOT NULL,
  paid_in_28_days    $pence  NOT NULL,
  expected_income    $pence  NOT NULL,
  weeks_of_ledger    $number NOT NULL
) $table;
CREATE INDEX rent_account_of_tenancy ON rent_account (tenancy_id);

CREATE TABLE posting (
  account_id   $id     NOT NULL,
  day          $date   NOT NULL,
  n            $number NOT NULL,
  kind         $word   NOT NULL,
  amount       $pence  NOT NULL,
  description  $line   NOT NULL,
  PRIMARY KEY (account_id, day, n)
) WITHOUT ROWID, STRICT; -- sqlite
) $table; -- mysql
)sql";

}  // namespace lintel::migration
