#include "connectors/record_reader.h"

#include "connectors/csv.h"
#include "connectors/text_encoding.h"

namespace lintel {
namespace {

constexpr std::string_view kUtf8Mark = "\xef\xbb\xbf";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

RecordReader::RecordReader(std::istream& in,
                           const RentFileLayout& layout,
                           std::string file_name,
                           std::function<void(std::string_view)> saw)
    : layout_(layout), file_name_(std::move(file_name)), lines_(in, std::move(saw)) {
}

RecordReader::Step RecordReader::next() {
  std::string_view record;
  do {
    ++row_;
    const ByteLines::Step step = lines_.next();
    if (step == ByteLines::Step::end) return Step::end;
    if (step == ByteLines::Step::too_long) return too_long();
    record = without_mark(lines_.line());
    if (record.find('\0') != std::string_view::npos) {
      return broken("there is a NUL byte in this row, so this is not a text file of " +
                        std::string(to_string(layout_.encoding)),
                    "Ask for the extract as " + std::string(to_string(layout_.encoding)) +
                        " text, not UTF-16.");
    }
  } while (is_blank(record));

  if (layout_.format == FileFormat::csv && record.find('"') != std::string_view::npos) {
    CsvQuotes quotes(layout_.separator);
    quotes.follow(record);
    while (quotes.open()) {
      const ByteLines::Step step = lines_.extend();
      if (step != ByteLines::Step::line) {
        return broken("a quote that opens in this row is never closed",
                      "Ask for the whole file again, or close the quote.");
      }
      record = without_mark(lines_.line());
      quotes.follow(record);
    }
    if (record.find('\0') != std::string_view::npos) {
      return broken("there is a NUL byte in this row", "Ask for the file again.");
    }
  }

  const std::optional<std::string_view> text = decode(record, layout_.encoding, decoded_);
  if (!text) {
    return broken("a byte of this row is not " + std::string(to_string(layout_.encoding)),
                  "Ask for the file as " + std::string(to_string(layout_.encoding)) +
                      ", or mend the encoding in the layout.");
  }
  misquoted_ = false;
  switch (layout_.format) {
    case FileFormat::csv:
      misquoted_ = !split_csv(*text, layout_.separator, fields_, unquoted_);
      break;
    case FileFormat::delimited:
      split_at(*text, layout_.separator, fields_);
      break;
    case FileFormat::fixed_width:
      fields_.assign(1, *text);
      break;
  }
  return Step::record;
}

std::string_view RecordReader::field(const ColumnPlace& place) const {
  if (place.from > 0) return trimmed(characters(fields_.front(), place.from, place.to));
  const auto index = static_cast<std::size_t>(place.position - 1);
  return place.position > 0 && index < fields_.size() ? trimmed(fields_[index]) : "";
}

RecordReader::Step RecordReader::broken(std::string what, std::string fix) {
  problem_ = Problem{std::move(what), std::move(fix), {file_name_, static_cast<int>(row_), 0, ""}};
  return Step::broken;
}

RecordReader::Step RecordReader::too_long() {
  return broken("this row is longer than 4 MiB",
                "Is this a text file of layout " + layout_.name + "? Ask for the extract again.");
}

std::string_view RecordReader::without_mark(std::string_view line) const {
  const bool marked = row_ == 1 && layout_.encoding == FileEncoding::utf8;
  if (marked && line.starts_with(kUtf8Mark)) line.remove_prefix(kUtf8Mark.size());
  return line;
}

}  // namespace lintel
