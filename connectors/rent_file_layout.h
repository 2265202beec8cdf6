#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/rent_file.h"
#include "connectors/text_encoding.h"
#include "domain/result.h"

namespace lintel {

enum class FileFormat { csv, delimited, fixed_width };

/// How a style writes money. pounds: "1,284.16", "-3.00", "12.40CR"; pence: "-9280";
/// pence_then_sign: "0000055704+".
enum class MoneyShape { pounds, pence, pence_then_sign };

/// How one column writes a name. surname_comma_forename: "Hill, Yusuf"; in_full: "Yusuf Hill",
/// whose last word is the surname.
enum class NameShape { surname_comma_forename, in_full };

/// Where a column stands: by heading, by position from 1, or by characters from..to.
struct ColumnPlace {
  std::string heading;  ///< "" when by position
  int position = 0;     ///< from 1; of fixed width, 0
  int from = 0;         ///< of fixed width, in characters from 1
  int to = 0;           ///< inclusive

  /// What a person calls it: "Tenancy Start", "column 7" or "characters 29 to 34".
  std::string to_string() const;
};

/// The columns that a rent file may have. Which are needed depends on the part.
enum class RentColumn {
  payment_reference,
  tenancy_reference,
  account_kind,
  tenancy_type,
  tenancy_start,
  tenancy_end,
  main_tenant,
  joint_tenants,
  surname,
  forename,
  address,
  postcode,
  charge,
  frequency,
  benefit,
  payment_method,
  opening_balance,
  balance,
  patch,     // of accounts
  position,  // of persons, with surname and forename
  date,
  kind,
  description,
  amount,
  debit,
  credit,  // of postings
};
inline constexpr std::size_t kRentColumnCount = 26;
std::string_view to_string(RentColumn column);

/// The last row: its first column holds `word`, two others the count and the net.
struct TrailerShape {
  std::string word;
  ColumnPlace count;
  std::optional<ColumnPlace> net;
};

/// How to tell one part's file (or its records, in a file of several) and read it.
struct PartLayout {
  RentFilePart part = RentFilePart::accounts;
  std::string file_name;      ///< "rent_accounts*.csv", without regard to case; or ""
  std::string record_letter;  ///< "A": what a record of it begins with; or ""
  int width = 0;              ///< fixed width: characters in a record
  int column_count = 0;       ///< no header: columns in a record
  std::array<std::optional<ColumnPlace>, kRentColumnCount> columns;
  std::optional<TrailerShape> trailer;

  const std::optional<ColumnPlace>& at(RentColumn column) const {
    return columns[static_cast<std::size_t>(column)];
  }
};

/// What a word for a tenancy type says, all at once.
struct TenancyWord {
  TenancyType type = TenancyType::assured;
  bool social = true;
  std::optional<AccountKind> kind;  ///< for styles with no column of account kinds
};

template <class Meaning>
using WordMap = std::map<std::string, Meaning, std::less<>>;

/// Where the day of the balances is written: in a file's name, in a header record, or nowhere but
/// in the date of the last posting.
struct AsOfPlace {
  enum class Source { file_name, header_record, last_posting };
  Source source = Source::last_posting;
  std::string date_shape;     ///< "yyyymmdd"
  std::string record_letter;  ///< of a header record: "H"
  ColumnPlace place;          ///< within it
};

/// One house style of rent extract, as config/layouts/NAME.yaml says it. A new style is a new file.
struct RentFileLayout {
  std::string name;
  std::string version;
  std::string title;  ///< "Civica Cx export"
  FileFormat format = FileFormat::csv;
  char separator = ',';
  FileEncoding encoding = FileEncoding::utf8;
  bool header = true;                    ///< the first row holds headings
  std::vector<std::string> date_shapes;  ///< "dd/mm/yyyy", "dd-MON-yyyy", "ddmmyy": tried in order
  int two_digit_years_from = 1950;       ///< 1950: "50" is 1950 and "49" is 2049
  MoneyShape money = MoneyShape::pounds;
  NameShape names = NameShape::surname_comma_forename;
  std::string joint_separator = ";";
  std::string address_separator;  ///< beside line ends within a quoted field; or ""
  AsOfPlace as_of;
  std::vector<PartLayout> parts;
  WordMap<AccountKind> account_kinds;
  WordMap<TenancyWord> tenancy_types;
  WordMap<RentFrequency> frequencies;
  WordMap<Benefit> benefits;  ///< an empty column is always "none"
  WordMap<PostingKind> posting_kinds;
  WordMap<std::string> patches;  ///< empty: the column's own text is the patch

  const PartLayout* find(RentFilePart part) const;
};

/// Reads a layout. Each Problem has file, line and column.
ResultOfMany<RentFileLayout> read_rent_file_layout(std::string_view yaml, const std::string& file);

/// Reads NAME.yaml from `folder` (config/layouts). Problem: there is no such layout, with those
/// that there are; or what is wrong with the file.
ResultOfMany<RentFileLayout> find_rent_file_layout(const std::filesystem::path& folder,
                                                   std::string_view name);

/// The layouts in `folder`, by name.
std::vector<std::string> rent_file_layout_names(const std::filesystem::path& folder);

}  // namespace lintel
