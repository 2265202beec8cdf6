#include <algorithm>
#include <utility>

#include "connectors/layout_keys.h"
#include "connectors/layout_words.h"
#include "connectors/rent_file_layout.h"
#include "connectors/written_values.h"
#include "domain/strict_yaml.h"

namespace lintel {
namespace {

constexpr std::array<std::string_view, 3> kPartWords = {"accounts", "persons", "postings"};

constexpr std::array<std::pair<std::string_view, FileFormat>, 3> kFormats = {{
    {"csv", FileFormat::csv},
    {"delimited", FileFormat::delimited},
    {"fixed_width", FileFormat::fixed_width},
}};
constexpr std::array<std::pair<std::string_view, FileEncoding>, 3> kEncodings = {{
    {"utf-8", FileEncoding::utf8},
    {"windows-1252", FileEncoding::windows_1252},
    {"ascii", FileEncoding::ascii},
}};
constexpr std::array<std::pair<std::string_view, MoneyShape>, 3> kMoneyShapes = {{
    {"pounds", MoneyShape::pounds},
    {"pence", MoneyShape::pence},
    {"pence_then_sign", MoneyShape::pence_then_sign},
}};
constexpr std::array<std::pair<std::string_view, NameShape>, 2> kNameShapes = {{
    {"surname_comma_forename", NameShape::surname_comma_forename},
    {"in_full", NameShape::in_full},
}};
constexpr std::array<std::pair<std::string_view, AsOfPlace::Source>, 3> kAsOfSources = {{
    {"file_name", AsOfPlace::Source::file_name},
    {"header_record", AsOfPlace::Source::header_record},
    {"last_posting", AsOfPlace::Source::last_posting},
}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kYesNo = {
    {{"yes", true}, {"no", false}}};

/// Every column by its word, in order of RentColumn.
const std::vector<std::string>& column_words() {
  static const std::vector<std::string> kWords = [] {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < kRentColumnCount; ++i)
      words.emplace_back(to_string(static_cast<RentColumn>(i)));
    return words;
  }();
  return kWords;
}

/// Reads one layout, gathering every fault on the way.
class LayoutReader {
 public:
  ResultOfMany<RentFileLayout> read(const YamlNode& root) {
    if (!root.is_map()) {
      fault(root.place, "a layout is a map of keys", "Begin with \"layout: NAME\".");
      return tl::unexpected(keys_.take_problems());
    }
    keys_.check(root,
                {"layout",
                 "version",
                 "title",
                 "format",
                 "separator",
                 "encoding",
                 "header",
                 "dates",
                 "two_digit_years_from",
                 "money",
                 "names",
                 "joint_separator",
                 "address_separator",
                 "as_of",
                 "accounts",
                 "persons",
                 "postings",
                 "words"});
    read_shape(root);
    for (std::size_t part = 0; part < kPartWords.size(); ++part) {
      if (const YamlNode* node = root.find(kPartWords[part])) {
        read_part(static_cast<RentFilePart>(part), *node);
      }
    }
    if (layout_.find(RentFilePart::accounts) == nullptr) {
      fault(root.place, "there is no \"accounts\"", "Say which columns an account has.");
    } else if (keys_.all_well()) {
      check_columns(root);
    }
    if (const YamlNode* as_of = root.find("as_of")) read_as_of(*as_of);
    read_layout_words(root, layout_, keys_);
    if (!keys_.all_well()) return tl::unexpected(keys_.take_problems());
    return std::move(layout_);
  }

 private:
  void read_shape(const YamlNode& root) {
    layout_.name = keys_.needed_text(root, "layout");
    layout_.version = keys_.needed_text(root, "version");
    layout_.title = keys_.needed_text(root, "title");
    layout_.format = keys_.one_of(root, "format", kFormats, std::nullopt);
    layout_.encoding = keys_.one_of(root, "encoding", kEncodings, std::nullopt);
    layout_.header = keys_.one_of(root, "header", kYesNo, layout_.format == FileFormat::csv);
    layout_.money = keys_.one_of(root, "money", kMoneyShapes, std::nullopt);
    layout_.names = keys_.one_of(root, "names", kNameShapes, NameShape::surname_comma_forename);
    if (const auto text = keys_.optional_text(root, "joint_separator"))
      layout_.joint_separator = *text;
    if (const auto text = keys_.optional_text(root, "address_separator"))
      layout_.address_separator = *text;
    if (const auto text = keys_.optional_text(root, "separator")) {
      if (text->size() == 1 && *text != "\"" && *text != "\n") {
        layout_.separator = text->front();
      } else {
        fault(root.find("separator")->place,
              "the separator is one character of ASCII",
              "Write one, such as \"|\".");
      }
    }
    if (const auto text = keys_.optional_text(root, "two_digit_years_from")) {
      const auto year = whole_number(*text);
      if (year && *year >= 1900 && *year <= 2099) {
        layout_.two_digit_years_from = *year;
      } else {
        fault(root.find("two_digit_years_from")->place,
              "\"" + *text + "\" is not a year",
              "Write the first of the hundred years, such as 1950.");
      }
    }
    const YamlNode* dates = root.find("dates");
    if (dates == nullptr || !dates->is_list() || dates->list.empty()) {
      fault(dates == nullptr ? root.place : dates->place,
            "\"dates\" is a list of date shapes",
            "Write, for example, dates: [dd/mm/yyyy].");
      return;
    }
    for (const YamlNode& shape : dates->list) {
      if (!is_date_shape(shape.text)) {
        fault(shape.place,
              "\"" + shape.text + "\" is not the shape of a date",
              "Use dd, mm or MON, and yyyy or yy, once each: dd/mm/yyyy.");
      }
      layout_.date_shapes.push_back(shape.text);
    }
  }

  void read_part(RentFilePart part, const YamlNode& node) {
    if (!node.is_map()) {
      fault(node.place, "this is a map with \"columns\"", "Say which columns there are.");
      return;
    }
    keys_.check(node, {"file", "record", "width", "column_count", "columns", "trailer"});
    PartLayout read;
    read.part = part;
    read.file_name = keys_.optional_text(node, "file").value_or("");
    read.record_letter = keys_.optional_text(node, "record").value_or("");
    read.width = keys_.optional_number(node, "width");
    read.column_count = keys_.optional_number(node, "column_count");
    if (layout_.format == FileFormat::fixed_width && read.width == 0) {
      fault(node.place, "a fixed-width record needs its width", "Add, for example, width: 160.");
    }
    if (layout_.format != FileFormat::fixed_width && !layout_.header && read.column_count == 0) {
      fault(node.place,
            "a file without headings needs its column_count",
            "Add, for example, column_count: 13.");
    }
    const YamlNode* columns = node.find("columns");
    if (columns == nullptr || !columns->is_map()) {
      fault(node.place, "there are no \"columns\"", "Say where each column stands.");
      return;
    }
    for (const YamlEntry& entry : columns->entries) {
      const std::vector<std::string>& words = column_words();
      const auto found = std::find(words.begin(), words.end(), entry.key);
      if (found == words.end()) {
        fault(entry.place,
              "\"" + entry.key + "\" is not a column of a rent file",
              did_you_mean(entry.key, words));
        continue;
      }
      read.columns[static_cast<std::size_t>(found - words.begin())] =
          column_place(entry.value, layout_.header, read);
    }
    if (const YamlNode* trailer = node.find("trailer")) read_trailer(*trailer, read);
    layout_.parts.push_back(std::move(read));
  }

  void read_trailer(const YamlNode& node, PartLayout& part) {
    if (!node.is_map()) {
      fault(node.place, "a trailer is a map", "Write {word: TRAILER, count: 2, net: 3}.");
      return;
    }
    keys_.check(node, {"word", "count", "net"});
    TrailerShape trailer;
    trailer.word = keys_.needed_text(node, "word");
    if (const YamlNode* count = node.find("count")) {
      trailer.count = column_place(*count, false, part);
    } else {
      fault(node.place, "the trailer has no \"count\"", "Say where the count of rows stands.");
    }
    if (const YamlNode* net = node.find("net")) trailer.net = column_place(*net, false, part);
    part.trailer = std::move(trailer);
  }

  void read_as_of(const YamlNode& node) {
    if (!node.is_map()) {
      fault(node.place, "\"as_of\" is a map", "Write {from: file_name, date: yyyymmdd}.");
      return;
    }
    keys_.check(node, {"from", "date", "record", "at"});
    layout_.as_of.source = keys_.one_of(node, "from", kAsOfSources, std::nullopt);
    if (layout_.as_of.source == AsOfPlace::Source::last_posting) return;
    layout_.as_of.date_shape = keys_.needed_text(node, "date");
    if (!is_date_shape(layout_.as_of.date_shape)) {
      fault(node.place,
            "\"" + layout_.as_of.date_shape + "\" is not the shape of a date",
            "Use dd, mm or MON, and yyyy or yy, once each: yyyymmdd.");
    }
    if (layout_.as_of.source == AsOfPlace::Source::file_name) return;
    layout_.as_of.record_letter = keys_.needed_text(node, "record");
    if (const YamlNode* at = node.find("at"); at != nullptr && !layout_.parts.empty()) {
      layout_.as_of.place = column_place(*at, false, layout_.parts.front());
    } else {
      fault(node.place, "\"as_of\" has no \"at\"", "Say where in the record the date stands.");
    }
  }

  /// What each part cannot be read without.
  void check_columns(const YamlNode& root) {
    using enum RentColumn;
    for (const PartLayout& part : layout_.parts) {
      const YamlNode& node = *root.find(to_string(part.part));
      std::vector<RentColumn> needed;
      switch (part.part) {
        case RentFilePart::accounts:
          needed = {payment_reference,
                    tenancy_reference,
                    tenancy_type,
                    tenancy_start,
                    address,
                    charge,
                    frequency,
                    balance};
          if (layout_.find(RentFilePart::persons) == nullptr && !part.at(main_tenant)) {
            needed.push_back(surname);
          }
          break;
        case RentFilePart::persons:
          needed = {tenancy_reference, surname};
          break;
        case RentFilePart::postings:
          needed = {payment_reference, date, kind};
          if (!part.at(amount)) needed.insert(needed.end(), {debit, credit});
          break;
      }
      for (const RentColumn column : needed) {
        if (part.at(column)) continue;
        fault(node.place,
              "\"" + std::string(to_string(part.part)) + "\" does not say where " +
                  std::string(to_string(column)) + " stands",
              "Add it under \"columns\".");
      }
    }
  }

  ColumnPlace column_place(const YamlNode& node, bool by_heading, const PartLayout& part) {
    ColumnPlace place;
    if (!node.is_scalar() || node.text.empty()) {
      fault(node.place,
            "this does not say where the column stands",
            "Write its heading or position.");
      return place;
    }
    if (by_heading) {
      place.heading = node.text;
    } else if (layout_.format == FileFormat::fixed_width) {
      const std::size_t dash = node.text.find('-');
      const auto from = whole_number(node.text.substr(0, dash));
      const auto to = dash == std::string::npos ? from : whole_number(node.text.substr(dash + 1));
      if (!from || !to || *to < *from || *to > part.width) {
        fault(node.place,
              "\"" + node.text + "\" is not a stretch of the record's " +
                  std::to_string(part.width) + " characters",
              "Write it as 29-34.");
        return place;
      }
      place.from = *from;
      place.to = *to;
    } else {
      const auto position = whole_number(node.text);
      const bool past = part.column_count > 0 && position.value_or(0) > part.column_count;
      if (!position || past) {
        fault(node.place,
              "\"" + node.text + "\" is not the position of a column",
              "Write a number from 1, such as 3.");
        return place;
      }
      place.position = *position;
    }
    return place;
  }

  void fault(const Place& place, std::string what, std::string fix) {
    keys_.fault(place, std::move(what), std::move(fix));
  }

  RentFileLayout layout_;
  LayoutKeys keys_;
};

}  // namespace

ResultOfMany<RentFileLayout> read_rent_file_layout(std::string_view yaml, const std::string& file) {
  const Result<YamlNode> root = read_strict_yaml(yaml, file);
  if (!root) return tl::unexpected(Problems{root.error()});
  return LayoutReader{}.read(*root);
}

}  // namespace lintel
