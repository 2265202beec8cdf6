#include "connectors/rent_file_part.h"

#include <algorithm>
#include <charconv>

#include "connectors/text_encoding.h"
#include "connectors/written_values.h"
#include "domain/strict_yaml.h"

namespace lintel {
namespace {

std::string lower(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    result += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return result;
}

/// Whether `name` is what `pattern` says, where a star stands for anything.
bool is_named(std::string_view name, std::string_view pattern) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*') {
    for (std::size_t skip = 0; skip <= name.size(); ++skip) {
      if (is_named(name.substr(skip), pattern.substr(1))) return true;
    }
    return false;
  }
  return !name.empty() && name.front() == pattern.front() &&
         is_named(name.substr(1), pattern.substr(1));
}

const PartLayout* named_part(const RentFile& file, const RentFileLayout& layout) {
  for (const PartLayout& part : layout.parts) {
    if (!part.file_name.empty() && is_named(lower(file.name), lower(part.file_name))) return &part;
  }
  return nullptr;
}

std::string shown(std::string_view text) {
  constexpr int kShown = 40;
  const std::string_view piece = characters(text, 1, kShown);
  return "\"" + std::string(piece) + (piece.size() < text.size() ? "…\"" : "\"");
}

tl::unexpected<Problems> held(const RentFile& file, int row, std::string what, std::string fix) {
  return tl::unexpected(Problems{{std::move(what), std::move(fix), {file.name, row, 0, ""}}});
}

std::string choose_layout(const RentFileLayout& layout) {
  return "Choose the layout that this file has, or ask for the extract as " + layout.title + ".";
}

/// Headings that this part needs and the record has.
std::size_t headings_found(const PartLayout& part, const std::vector<std::string>& headings) {
  std::size_t found = 0;
  for (const auto& column : part.columns) {
    found += column && std::count(headings.begin(), headings.end(), column->heading) > 0;
  }
  return found;
}

ResultOfMany<RecognisedPart> by_headings(const RentFile& file,
                                         const RentFileLayout& layout,
                                         const RecordReader& record) {
  std::vector<std::string> headings;
  for (const std::string_view each : record.fields()) headings.emplace_back(each);

  const PartLayout* best = nullptr;
  std::size_t most = 0;
  for (const PartLayout& part : layout.parts) {
    const std::size_t found = headings_found(part, headings);
    // One shared heading, such as a reference, does not make a file of the layout; the file's own
    // name settles a draw.
    if (found > most || (found == most && found > 0 && named_part(file, layout) == &part)) {
      best = &part;
      most = found;
    }
  }
  if (best == nullptr) {
    return held(file,
                1,
                "this is not a file of layout " + layout.name +
                    ": its first row has none of the layout's headings but " +
                    shown(headings.empty() ? "" : headings.front()),
                choose_layout(layout));
  }

  RecognisedPart recognised{*best, record.field_count()};
  Problems missing;
  for (auto& column : recognised.part.columns) {
    if (!column) continue;
    const auto at = std::find(headings.begin(), headings.end(), column->heading);
    const auto times = std::count(headings.begin(), headings.end(), column->heading);
    if (times == 1) {
      column->position = static_cast<int>(at - headings.begin()) + 1;
      continue;
    }
    std::string advice = did_you_mean(column->heading, headings);
    missing.push_back({times == 0 ? "there is no column \"" + column->heading + "\""
                                  : "the heading \"" + column->heading + "\" stands there twice",
                       times > 1        ? "Keep one of the two."
                       : advice.empty() ? "The column is needed: ask for the extract with it."
                                        : advice,
                       {file.name,
                        1,
                        times > 1 ? static_cast<int>(at - headings.begin()) + 1 : 0,
                        column->heading}});
  }
  if (!missing.empty()) return tl::unexpected(std::move(missing));
  return recognised;
}

ResultOfMany<RecognisedPart> by_column_count(const RentFile& file,
                                             const RentFileLayout& layout,
                                             const RecordReader& record) {
  const PartLayout* named = named_part(file, layout);
  const auto fits = [&](const PartLayout& part) {
    const bool trailer = part.trailer && record.fields().front() == part.trailer->word;
    return static_cast<std::size_t>(part.column_count) == record.field_count() ||
           (trailer && named == &part);
  };
  const auto recognised = [](const PartLayout& part) {
    return RecognisedPart{part, static_cast<std::size_t>(part.column_count)};
  };
  if (named != nullptr && fits(*named)) return recognised(*named);
  for (const PartLayout& part : layout.parts) {
    if (named == nullptr && fits(part)) return recognised(part);
  }
  std::string expected;
  for (const PartLayout& part : layout.parts) {
    if (named != nullptr && named != &part) continue;
    expected += (expected.empty() ? "" : ", ") + std::to_string(part.column_count) + " for " +
                std::string(to_string(part.part));
  }
  return held(file,
              static_cast<int>(record.row()),
              "this is not a file of layout " + layout.name + ": its first row has " +
                  std::to_string(record.field_count()) + " columns divided by \"" +
                  std::string(1, layout.separator) + "\", not " + expected,
              choose_layout(layout));
}

ResultOfMany<RecognisedPart> by_letter(const RentFile& file,
                                       const RentFileLayout& layout,
                                       const RecordReader& record) {
  std::string known;
  for (const PartLayout& part : layout.parts) {
    const std::string& header = layout.as_of.record_letter;
    for (const std::string& letter : {part.record_letter, header}) {
      if (letter.empty()) continue;
      if (record.whole().starts_with(letter)) return RecognisedPart{part, 0};
      known += (known.empty() ? "" : " or ") + letter;
    }
    if (part.record_letter.empty() && character_count(record.whole()) == part.width) {
      return RecognisedPart{part, 0};
    }
  }
  return held(file,
              static_cast<int>(record.row()),
              "this is not a file of layout " + layout.name + ": its first record begins " +
                  shown(record.whole()) + ", not with " + known,
              choose_layout(layout));
}

/// Reads a trailer's figures. The Problem says which of them could not be read.
Result<ControlTotal> read_trailer(const RecordReader& record,
                                  const RentFileLayout& layout,
                                  const TrailerShape& trailer) {
  ControlTotal total;
  const std::string_view count = record.field(trailer.count);
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), total.count);
  if (count.empty() || error != std::errc{} || end != count.data() + count.size()) {
    return problem("the trailer's count, " + shown(count) + ", is not a number");
  }
  if (trailer.net) {
    const Result<Money> net = read_money(record.field(*trailer.net), MoneyShape{layout.money});
    if (!net) return problem("the trailer's total: " + net.error().what);
    total.net = *net;
  }
  return total;
}

}  // namespace

ResultOfMany<RecognisedPart> recognise_part(const RentFile& file, const RentFileLayout& layout) {
  const std::unique_ptr<std::istream> in = file.open();
  RecordReader record(*in, layout, file.name, [](std::string_view) {});
  switch (record.next()) {
    case RecordReader::Step::end:
      return held(file, 0, "the file is empty", "Ask for the extract again.");
    case RecordReader::Step::broken:
      return tl::unexpected(Problems{record.problem()});
    case RecordReader::Step::record:
      break;
  }
  if (layout.format == FileFormat::fixed_width) return by_letter(file, layout, record);
  if (layout.header) return by_headings(file, layout, record);
  return by_column_count(file, layout, record);
}

WalkedFile walk_records(const RentFile& file,
                        const RentFileLayout& layout,
                        const RecognisedPart& recognised,
                        const std::function<void(const RecordReader&)>& row,
                        const std::function<void(std::size_t)>& saw) {
  WalkedFile walked;
  RunningHash hash;
  const std::unique_ptr<std::istream> in = file.open();
  RecordReader record(*in, layout, file.name, [&](std::string_view bytes) {
    walked.bytes += bytes.size();
    hash.add(bytes);
    saw(bytes.size());
  });

  const std::optional<TrailerShape>& trailer = recognised.part.trailer;
  const bool fixed = layout.format == FileFormat::fixed_width;
  const std::string& header_letter = layout.as_of.record_letter;
  bool heading_due = layout.header && !fixed;
  bool ended = false;
  const auto hold = [&](std::string what, std::string fix) {
    walked.because.push_back(
        {std::move(what), std::move(fix), {file.name, static_cast<int>(record.row()), 0, ""}});
  };

  RecordReader::Step step = RecordReader::Step::record;
  while ((step = record.next()) == RecordReader::Step::record) {
    if (heading_due) {
      heading_due = false;
      continue;
    }
    if (ended) {
      hold("there are rows after the trailer", "Ask for the extract again: two may be joined.");
      break;
    }
    const std::string_view first = record.fields().empty() ? "" : record.fields().front();
    if (trailer && (fixed ? first.starts_with(trailer->word) : first == trailer->word)) {
      ended = true;
      const Result<ControlTotal> stated = read_trailer(record, layout, *trailer);
      if (stated)
        walked.stated = *stated;
      else
        hold(stated.error().what, "Ask for the extract again.");
      continue;
    }
    if (fixed && !header_letter.empty() && first.starts_with(header_letter)) {
      const std::string_view written = record.field(layout.as_of.place);
      const Result<Date> date =
          read_date(written, {layout.as_of.date_shape}, layout.two_digit_years_from);
      if (date)
        walked.as_of = *date;
      else
        hold("the header's date, " + shown(written) + ", is not a date", date.error().fix);
      continue;
    }
    row(record);
  }
  if (step == RecordReader::Step::broken) walked.because.push_back(record.problem());
  if (step == RecordReader::Step::end && trailer && !ended) {
    hold("the file is cut short: its last row is not the trailer (" + trailer->word + ")",
         "Ask for the whole file again.");
    walked.because.back().place.line = static_cast<int>(record.row()) - 1;
  }
  walked.sha256 = hash.finish();
  return walked;
}

}  // namespace lintel
