#pragma once

#include <functional>
#include <optional>
#include <string>

#include "connectors/record_reader.h"
#include "connectors/rent_file.h"
#include "connectors/rent_file_layout.h"

namespace lintel {

/// What a file turned out to be: the part of its layout, with headings resolved to positions.
struct RecognisedPart {
  PartLayout part;
  std::size_t columns = 0;  ///< that a record must have; 0 for fixed width
};

/// Tells from a file's first record which part of the layout it is. Every Problem holds the file:
/// it is of another layout, a column is missing, or its bytes cannot be read.
ResultOfMany<RecognisedPart> recognise_part(const RentFile& file, const RentFileLayout& layout);

/// What walk_records() found beside the rows.
struct WalkedFile {
  std::uint64_t bytes = 0;
  Hash sha256;
  std::optional<ControlTotal> stated;
  std::optional<Date> as_of;  ///< from a header record
  Problems because;           ///< why the file is held: cut short, rows after the trailer, …
};

/// Reads a recognised file from beginning to end, and gives `row` every record that is neither
/// heading, header nor trailer. `saw` is told of bytes as they are read.
WalkedFile walk_records(const RentFile& file,
                        const RentFileLayout& layout,
                        const RecognisedPart& recognised,
                        const std::function<void(const RecordReader&)>& row,
                        const std::function<void(std::size_t)>& saw);

}  // namespace lintel
