#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <utility>

#include "connectors/rent_file_layout.h"
#include "connectors/written_values.h"
#include "domain/strict_yaml.h"

namespace lintel {
namespace {

constexpr std::array<std::string_view, kRentColumnCount> kColumnWords = {"payment_reference",
                                                                         "tenancy_reference",
                                                                         "account_kind",
                                                                         "tenancy_type",
                                                                         "tenancy_start",
                                                                         "tenancy_end",
                                                                         "main_tenant",
                                                                         "joint_tenants",
                                                                         "surname",
                                                                         "forename",
                                                                         "address",
                                                                         "postcode",
                                                                         "charge",
                                                                         "frequency",
                                                                         "benefit",
                                                                         "payment_method",
                                                                         "opening_balance",
                                                                         "balance",
                                                                         "patch",
                                                                         "position",
                                                                         "date",
                                                                         "kind",
                                                                         "description",
                                                                         "amount",
                                                                         "debit",
                                                                         "credit"};

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

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1) return std::nullopt;
  return number;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// Reads one layout, gathering every fault on the way.
class LayoutReader {
 public:
  ResultOfMany<RentFileLayout> read(const YamlNode& root) {
    if (!root.is_map()) {
      fault(root.place, "a layout is a map of keys", "Begin with \"layout: NAME\".");
      return tl::unexpected(std::move(problems_));
    }
    check_keys(root,
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
    } else if (problems_.empty()) {
      check_columns(root);
    }
    if (const YamlNode* as_of = root.find("as_of")) read_as_of(*as_of);
    read_words(root);
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    return std::move(layout_);
  }

 private:
  void read_shape(const YamlNode& root) {
    layout_.name = needed_text(root, "layout");
    layout_.version = needed_text(root, "version");
    layout_.title = needed_text(root, "title");
    layout_.format = one_of(root, "format", kFormats, std::nullopt);
    layout_.encoding = one_of(root, "encoding", kEncodings, std::nullopt);
    layout_.header = one_of(root, "header", kYesNo, layout_.format == FileFormat::csv);
    layout_.money = one_of(root, "money", kMoneyShapes, std::nullopt);
    layout_.names = one_of(root, "names", kNameShapes, NameShape::surname_comma_forename);
    if (const auto text = optional_text(root, "joint_separator")) layout_.joint_separator = *text;
    if (const auto text = optional_text(root, "address_separator"))
      layout_.address_separator = *text;
    if (const auto text = optional_text(root, "separator")) {
      if (text->size() == 1 && *text != "\"" && *text != "\n") {
        layout_.separator = text->front();
      } else {
        fault(root.find("separator")->place,
              "the separator is one character of ASCII",
              "Write one, such as \"|\".");
      }
    }
    if (const auto text = optional_text(root, "two_digit_years_from")) {
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
    check_keys(node, {"file", "record", "width", "column_count", "columns", "trailer"});
    PartLayout read;
    read.part = part;
    read.file_name = optional_text(node, "file").value_or("");
    read.record_letter = optional_text(node, "record").value_or("");
    read.width = optional_number(node, "width");
    read.column_count = optional_number(node, "column_count");
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
      const auto found = std::find(kColumnWords.begin(), kColumnWords.end(), entry.key);
      if (found == kColumnWords.end()) {
        fault(entry.place,
              "\"" + entry.key + "\" is not a column of a rent file",
              did_you_mean(entry.key, {kColumnWords.begin(), kColumnWords.end()}));
        continue;
      }
      read.columns[static_cast<std::size_t>(found - kColumnWords.begin())] =
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
    check_keys(node, {"word", "count", "net"});
    TrailerShape trailer;
    trailer.word = needed_text(node, "word");
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
    check_keys(node, {"from", "date", "record", "at"});
    layout_.as_of.source = one_of(node, "from", kAsOfSources, std::nullopt);
    if (layout_.as_of.source == AsOfPlace::Source::last_posting) return;
    layout_.as_of.date_shape = needed_text(node, "date");
    if (!is_date_shape(layout_.as_of.date_shape)) {
      fault(node.place,
            "\"" + layout_.as_of.date_shape + "\" is not the shape of a date",
            "Use dd, mm or MON, and yyyy or yy, once each: yyyymmdd.");
    }
    if (layout_.as_of.source == AsOfPlace::Source::file_name) return;
    layout_.as_of.record_letter = needed_text(node, "record");
    if (const YamlNode* at = node.find("at"); at != nullptr && !layout_.parts.empty()) {
      layout_.as_of.place = column_place(*at, false, layout_.parts.front());
    } else {
      fault(node.place, "\"as_of\" has no \"at\"", "Say where in the record the date stands.");
    }
  }

  void read_words(const YamlNode& root) {
    const YamlNode* words = root.find("words");
    if (words == nullptr || !words->is_map()) {
      fault(words == nullptr ? root.place : words->place,
            "there are no \"words\"",
            "Say what the file's words for tenancy types and the rest mean.");
      return;
    }
    check_keys(*words, {"account_kind", "tenancy_type", "frequency", "benefit", "kind", "patch"});
    read_map(*words, "account_kind", layout_.account_kinds, parse_account_kind);
    read_map(*words, "frequency", layout_.frequencies, parse_rent_frequency);
    read_map(*words, "benefit", layout_.benefits, parse_benefit);
    read_map(*words, "kind", layout_.posting_kinds, parse_posting_kind);
    read_map(*words, "patch", layout_.patches, [](std::string_view text) -> Result<std::string> {
      return std::string(text);
    });
    const YamlNode* types = words->find("tenancy_type");
    if (types == nullptr || !types->is_map() || types->entries.empty()) {
      fault(
          words->place, "there are no words for tenancy_type", "Add what each tenancy type means.");
      return;
    }
    for (const YamlEntry& entry : types->entries) read_tenancy_word(entry);
  }

  void read_tenancy_word(const YamlEntry& entry) {
    TenancyWord word;
    std::string type = entry.value.text;
    if (entry.value.is_map()) {
      check_keys(entry.value, {"type", "social", "kind"});
      type = needed_text(entry.value, "type");
      word.social = one_of(entry.value, "social", kYesNo, true);
      if (const auto kind = optional_text(entry.value, "kind")) {
        const Result<AccountKind> read = parse_account_kind(*kind);
        if (read)
          word.kind = *read;
        else
          fault(entry.value.find("kind")->place, read.error().what, read.error().fix);
      }
    }
    const Result<TenancyType> read = parse_tenancy_type(type);
    if (!read)
      fault(entry.value.place, read.error().what, read.error().fix);
    else
      word.type = *read;
    layout_.tenancy_types.emplace(entry.key, word);
  }

  template <class Meaning, class Parse>
  void read_map(const YamlNode& words, std::string_view key, WordMap<Meaning>& into, Parse parse) {
    const YamlNode* node = words.find(key);
    if (node == nullptr) return;
    if (!node->is_map()) {
      fault(node->place,
            "\"" + std::string(key) + "\" maps the file's words to ours",
            "Write {Weekly: weekly}.");
      return;
    }
    for (const YamlEntry& entry : node->entries) {
      const auto meaning = parse(std::string_view(entry.value.text));
      if (meaning)
        into.emplace(entry.key, *meaning);
      else
        fault(entry.value.place, meaning.error().what, meaning.error().fix);
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

  template <class Value, std::size_t N>
  Value one_of(const YamlNode& node,
               std::string_view key,
               const std::array<std::pair<std::string_view, Value>, N>& words,
               std::type_identity_t<std::optional<Value>> otherwise) {
    const YamlNode* value = node.find(key);
    if (value == nullptr && otherwise) return *otherwise;
    std::vector<std::string> known;
    for (const auto& [word, meaning] : words) {
      if (value != nullptr && value->text == word) return meaning;
      known.emplace_back(word);
    }
    if (value == nullptr) {
      fault(node.place,
            "there is no \"" + std::string(key) + "\"",
            "Write one of " + listed(known) + ".");
    } else {
      fault(value->place,
            "\"" + value->text + "\" is not a " + std::string(key),
            "Write one of " + listed(known) + ".");
    }
    return words.front().second;
  }

  std::string needed_text(const YamlNode& node, std::string_view key) {
    const auto text = optional_text(node, key);
    if (!text) fault(node.place, "there is no \"" + std::string(key) + "\"", "Add it.");
    return text.value_or("");
  }

  std::optional<std::string> optional_text(const YamlNode& node, std::string_view key) {
    const YamlNode* value = node.find(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_scalar() || value->text.empty()) {
      fault(value->place, "\"" + std::string(key) + "\" has no text", "Write it on the same line.");
    }
    return value->text;
  }

  int optional_number(const YamlNode& node, std::string_view key) {
    const auto text = optional_text(node, key);
    if (!text) return 0;
    const auto number = whole_number(*text);
    if (number && *number <= 10'000) return *number;
    fault(node.find(key)->place, "\"" + *text + "\" is not a number from 1 to 10000", "Mend it.");
    return 0;
  }

  void check_keys(const YamlNode& node, const std::vector<std::string>& known) {
    for (const YamlEntry& entry : node.entries) {
      if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
      std::string advice = did_you_mean(entry.key, known);
      if (advice.empty()) advice = "The keys here are " + listed(known) + ".";
      fault(entry.place, "there is no key \"" + entry.key + "\" here", std::move(advice));
    }
  }

  void fault(const Place& place, std::string what, std::string fix) {
    problems_.push_back(Problem{std::move(what), std::move(fix), place});
  }

  RentFileLayout layout_;
  Problems problems_;
};

}  // namespace

std::string_view to_string(RentColumn column) {
  return kColumnWords[static_cast<std::size_t>(column)];
}

std::string ColumnPlace::to_string() const {
  if (!heading.empty()) return heading;
  if (position > 0) return "column " + std::to_string(position);
  if (from == to) return "character " + std::to_string(from);
  return "characters " + std::to_string(from) + " to " + std::to_string(to);
}

const PartLayout* RentFileLayout::find(RentFilePart part) const {
  for (const PartLayout& each : parts) {
    if (each.part == part) return &each;
  }
  return nullptr;
}

ResultOfMany<RentFileLayout> read_rent_file_layout(std::string_view yaml, const std::string& file) {
  const Result<YamlNode> root = read_strict_yaml(yaml, file);
  if (!root) return tl::unexpected(Problems{root.error()});
  return LayoutReader{}.read(*root);
}

ResultOfMany<RentFileLayout> find_rent_file_layout(const std::filesystem::path& folder,
                                                   std::string_view name) {
  const std::vector<std::string> names = rent_file_layout_names(folder);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    std::string advice = did_you_mean(name, names);
    advice += (advice.empty() ? "" : " ");
    advice += names.empty() ? "There are no layouts in " + folder.string() + "."
                            : "The layouts are " + listed(names) + ".";
    return tl::unexpected(
        Problems{{"there is no layout \"" + std::string(name) + "\"", std::move(advice), {}}});
  }
  const std::filesystem::path path = folder / (std::string(name) + ".yaml");
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return tl::unexpected(Problems{{"the layout cannot be opened", "", {path.string(), 0, 0, ""}}});
  const std::string yaml{std::istreambuf_iterator<char>(in), {}};
  ResultOfMany<RentFileLayout> layout = read_rent_file_layout(yaml, path.string());
  if (layout && layout->name != name) {
    return tl::unexpected(Problems{{"the layout in this file calls itself \"" + layout->name + "\"",
                                    "Give the file and the layout one name.",
                                    {path.string(), 1, 1, "layout"}}});
  }
  return layout;
}

std::vector<std::string> rent_file_layout_names(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace lintel
