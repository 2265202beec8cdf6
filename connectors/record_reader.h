#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/byte_lines.h"
#include "connectors/rent_file_layout.h"
#include "domain/result.h"

namespace lintel {

/// The records of one file, by its layout's format and encoding, as fields of UTF-8 text.
///
/// A record is a line, or several where a quoted field holds line ends. A field of a fixed-width
/// record is cut from the one field that the record then has: see field().
class RecordReader {
 public:
  enum class Step { record, end, broken };

  RecordReader(std::istream& in,
               const RentFileLayout& layout,
               std::string file_name,
               std::function<void(std::string_view)> saw);

  /// Steps to the next record that is not blank. `broken`: nothing more of the file can be
  /// trusted; problem() says why.
  Step next();

  std::int64_t row() const { return row_; }  ///< of the record, from 1; blank ones count
  std::size_t field_count() const { return fields_.size(); }
  const std::vector<std::string_view>& fields() const { return fields_; }
  /// The text at that place (by position or by characters) without the spaces around it; "" where
  /// the record ends before it.
  std::string_view field(const ColumnPlace& place) const;
  /// The whole record when it is of fixed width.
  std::string_view whole() const { return fields_.front(); }
  /// Text follows a closing quote: the fields cannot be trusted.
  bool misquoted() const { return misquoted_; }
  const Problem& problem() const { return problem_; }

 private:
  Step broken(std::string what, std::string fix);
  Step too_long();
  std::string_view without_mark(std::string_view line) const;

  const RentFileLayout& layout_;
  std::string file_name_;
  ByteLines lines_;
  std::int64_t row_ = 0;
  std::vector<std::string_view> fields_;
  std::string decoded_;
  std::string unquoted_;
  bool misquoted_ = false;
  Problem problem_;
};

}  // namespace lintel
