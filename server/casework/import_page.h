#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/date.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/money.h"
#include "domain/result.h"

namespace lintel {

/// loaded: in the accounts. held: not loaded, `why` says why and what to do. repeated: the same
/// files had been loaded before, nothing was done.
enum class ImportFate { loading, loaded, held, repeated };
std::string_view to_string(ImportFate state);

/// What one import of a landlord's extract found and did.
struct ImportSummary {
  ImportId id;
  std::string layout;              ///< "cx"
  std::vector<std::string> files;  ///< names, without folders
  std::optional<Date> as_of;       ///< the day that the files speak of
  Instant started{};
  Instant ended{};
  ImportFate state = ImportFate::loaded;
  bool dry = false;
  std::string why;  ///< for held and repeated, in a sentence

  // As the files state them.
  std::int64_t accounts = 0;
  Money balance;
  std::int64_t in_arrears = 0;
  std::int64_t transactions = 0;
  Money transaction_net;
  std::int64_t joint = 0;  ///< tenancies of two or more
  std::int64_t three = 0;  ///< of three
  std::int64_t former = 0;
  std::int64_t garages = 0;
  // What was loaded of them.
  std::int64_t accounts_loaded = 0;
  Money balance_loaded;
  Money owed_loaded;       ///< of the accounts that owe
  Money in_credit_loaded;  ///< of those in credit, as a negative sum
  std::int64_t in_arrears_loaded = 0;
  std::int64_t transactions_loaded = 0;
  Money transaction_net_loaded;
  std::int64_t transactions_held = 0;  ///< of rejected accounts
  /// The row whose unreadable amount can explain why the trailer differs; none when nothing
  /// differs.
  std::optional<std::int64_t> explains_trailer;
  std::vector<std::int64_t> untied_rows;  ///< rows of accounts whose ledger is not their balance
  Problems rejects;                       ///< rows set aside: file, row, column, reason, fix
  Problems warnings;                      ///< such as a trailer difference that a reject explains
  std::int64_t milliseconds = 0;
};

/// As `lintel import` and the API print it.
Json to_json(const ImportSummary& summary);

}  // namespace lintel
