#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/record_reader.h"
#include "connectors/rent_file.h"
#include "connectors/rent_file_layout.h"

namespace lintel {

/// One row of a persons file.
struct RentFilePerson {
  std::int64_t row = 0;
  std::string tenancy_reference;
  int position = 0;  ///< 0 where the file has none: its order counts
  PersonName name;
};

/// Turns the records of one part into rows, by its layout. After each call, problems() holds what
/// is wrong with that record; a row is given only when nothing is.
class RentRowReader {
 public:
  /// `part` has every heading resolved to a position. `columns` is how many a record must have,
  /// or 0 for fixed width.
  RentRowReader(const RentFileLayout& layout,
                PartLayout part,
                std::string file,
                std::size_t columns);

  /// `tenants_elsewhere`: they stand in a persons file, and the row's list stays empty.
  std::optional<RentFileAccount> account(const RecordReader& record, bool tenants_elsewhere);
  std::optional<RentFilePerson> person(const RecordReader& record);
  /// Fills all but RentFilePosting::account; false when the row is refused.
  bool posting(const RecordReader& record, RentFilePosting& into);

  const Problems& problems() const { return problems_; }
  /// The amount that control totals add up (a balance or a posting), even of a refused row; absent
  /// when it could not be read.
  std::optional<Money> amount() const { return amount_; }
  /// The row's references as far as they could be read, even of a refused row; else "".
  std::string_view payment_reference() const { return payment_reference_; }
  std::string_view tenancy_reference() const { return tenancy_reference_; }

  /// Adds a problem of the row just read.
  void refuse(const RecordReader& record, RentColumn column, std::string what, std::string fix);

 private:
  bool begin(const RecordReader& record);
  std::string_view text(const RecordReader& record, RentColumn column);
  std::string_view needed(const RecordReader& record, RentColumn column);
  std::optional<Date> day(const RecordReader& record, RentColumn column, std::string_view written);
  std::optional<Money> money(const RecordReader& record,
                             RentColumn column,
                             std::string_view written);
  std::optional<Money> debit_or_credit(const RecordReader& record);
  template <class Meaning>
  std::optional<Meaning> meaning(const RecordReader& record,
                                 RentColumn column,
                                 const WordMap<Meaning>& words,
                                 std::string_view written,
                                 std::string_view kind);
  std::vector<PersonName> tenants(const RecordReader& record);
  std::vector<std::string> address_lines(std::string_view written) const;

  const RentFileLayout& layout_;
  PartLayout part_;
  std::string file_;
  std::size_t columns_;
  Problems problems_;
  std::optional<Money> amount_;
  std::string_view payment_reference_;
  std::string_view tenancy_reference_;
  std::string last_date_text_;  // a file's rows often share their date
  std::optional<Date> last_date_;
};

}  // namespace lintel
