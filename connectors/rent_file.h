#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/hash.h"
#include "domain/money.h"
#include "domain/person.h"
#include "domain/rent_account.h"
#include "domain/result.h"
#include "domain/tenancy.h"

namespace lintel {

/// One file of a landlord's extract. `open` gives its bytes from the beginning, each time it is
/// called: a rent file is read twice, once to prove it and once to hand it over.
struct RentFile {
  std::string name;  ///< as people know it, without folders: "rent_accounts_20261122.csv"
  std::function<std::unique_ptr<std::istream>()> open;

  /// Throws std::runtime_error from open() when the file cannot be opened.
  static RentFile at(const std::filesystem::path& path);
  static RentFile of(std::string name, std::string bytes);
};

/// What a file of an extract holds.
enum class RentFilePart { accounts, persons, postings };
std::string_view to_string(RentFilePart part);

/// One account with its tenancy and tenants, in the words of the domain, whatever the house style.
struct RentFileAccount {
  std::int64_t row = 0;           ///< record in the accounts file; a header is row 1
  std::size_t ordinal = 0;        ///< 0 for the first account handed over, then 1, 2, …
  std::string payment_reference;  ///< unique within the extract
  std::string tenancy_reference;
  AccountKind kind = AccountKind::rent;
  TenancyType tenancy_type = TenancyType::assured;
  bool social = true;  ///< as Tenancy::social
  Date tenancy_start{1900, 1, 1};
  std::optional<Date> tenancy_end;
  std::vector<PersonName> tenants;  ///< in order; the first is the main tenant; never empty
  Address address;
  Rent rent;
  Benefit benefit = Benefit::none;
  std::string payment_method;  ///< "DD", "card": the file's own word; "" where it has none
  std::optional<Money>
      opening_balance;        ///< before the first posting; absent from balances-only files
  Money balance;              ///< as stated; positive = the tenant owes
  std::string patch;          ///< "East"; "" where the style has none
  std::int64_t postings = 0;  ///< how many will be handed over for it
  Money postings_net;         ///< their sum
  /// Whether opening balance and postings make the stated balance. Absent where the file gives no
  /// opening balance, so that there is nothing to prove it by.
  std::optional<bool> ties;
};

/// One line of an account. Handed over after every account has been.
struct RentFilePosting {
  std::int64_t row = 0;     ///< record in the postings file
  std::size_t account = 0;  ///< RentFileAccount::ordinal of the account it belongs to
  std::string payment_reference;
  Posting posting;  ///< amount positive = the tenant owes more
};

/// What to do with a file. `held`: nothing of the extract is handed over.
enum class FileVerdict { ok, warning, held };
std::string_view to_string(FileVerdict verdict);

/// How many rows, and their sum in pence.
struct ControlTotal {
  std::int64_t count = 0;
  Money net;
  friend bool operator==(const ControlTotal&, const ControlTotal&) = default;
};

/// What was found in one file.
struct RentFileFindings {
  std::string name;
  std::optional<RentFilePart> part;  ///< absent: no part of this layout; then it is held
  FileVerdict verdict = FileVerdict::ok;
  /// Why it is held or what the warning is: "file.csv:602: the trailer says …". Empty when ok.
  Problems because;
  std::uint64_t bytes = 0;
  Hash sha256;
  ControlTotal found;                  ///< every row, refused rows too, as far as readable
  std::optional<ControlTotal> stated;  ///< by the trailer; net is 0 where the trailer has none
  std::int64_t rows_refused = 0;
  std::vector<std::int64_t>
      unreadable_amounts;  ///< rows whose amount could not be read (first 100)
  std::int64_t unreadable_amount_count = 0;
  /// Rows whose amount is above nothing, refused rows too; of a file with one unreadable amount,
  /// that row counts by the difference that the trailer leaves for it.
  std::int64_t amounts_above_nothing = 0;
};

/// An account whose opening balance and loadable postings do not make its stated balance.
struct UntiedAccount {
  std::int64_t row = 0;
  std::string payment_reference;
  std::string tenancy_reference;
  Money opening_balance;
  Money postings_net;
  Money balance;
};

/// Everything that a careful reader finds in an extract, before a row of it is used.
struct RentFileReport {
  std::string layout;  ///< "cx"
  std::string layout_version;
  std::optional<Date> as_of;             ///< the day that the balances are of
  std::optional<Date> first_posting_on;  ///< of those that load
  std::optional<Date> last_posting_on;
  std::vector<RentFileFindings> files;  ///< in the order given
  /// Wrong with the set rather than with one file: "no persons file was given".
  Problems because;
  /// Rows that do not load, in order of file and row: place has file, line = row, column, field.
  /// At most kMostProblems are kept; `problem_count` is how many there were.
  Problems problems;
  std::int64_t problem_count = 0;

  std::int64_t accounts_loaded = 0;
  Money balance_loaded;
  std::int64_t in_arrears_loaded = 0;  ///< loaded accounts whose balance is above nothing
  std::int64_t postings_loaded = 0;
  Money postings_net_loaded;
  std::int64_t postings_held = 0;     ///< of refused accounts, held with them
  std::vector<UntiedAccount> untied;  ///< by row; at most kMostProblems
  std::int64_t untied_count = 0;

  /// A file or the set is held: nothing is handed over.
  bool held() const;
  FileVerdict verdict() const;
  const RentFileFindings* file(RentFilePart part) const;

  static constexpr std::size_t kMostProblems = 10'000;
};

/// Takes what is read. Every account comes first, in the order of the file, then every posting.
class RentFileSink {
 public:
  virtual ~RentFileSink() = default;
  virtual void account(const RentFileAccount& account) = 0;
  virtual void posting(const RentFilePosting& posting) = 0;
};

/// Rows read so far in both passes, and bytes of all there are to read (each file counts twice).
using RentFileProgress = std::function<void(std::uint64_t bytes_read, std::uint64_t bytes_total)>;

struct RentFileLayout;  // connectors/rent_file_layout.h

/// Reads one extract: first to prove it, then to hand it over.
///
///     RentFileReader reader{layout, files};
///     const RentFileReport& report = reader.survey();
///     if (!report.held()) reader.hand_over(sink);
///
/// Memory: some 500 bytes an account (with its tenants, where they stand in a file of their own),
/// and nothing for a posting.
class RentFileReader {
 public:
  RentFileReader(const RentFileLayout& layout,
                 std::vector<RentFile> files,
                 RentFileProgress progress = {});
  ~RentFileReader();
  RentFileReader(const RentFileReader&) = delete;
  RentFileReader& operator=(const RentFileReader&) = delete;

  /// Reads every file to its end and says what is there. Bad rows and bad files are in the report;
  /// only a fault of the machine throws. The second call gives the same report, without reading.
  const RentFileReport& survey();

  /// Hands over what loads, after a survey() that is not held (asserted).
  /// Throws std::runtime_error when a file is no longer what was surveyed.
  void hand_over(RentFileSink& sink);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace lintel
