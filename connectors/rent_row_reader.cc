#include "connectors/rent_row_reader.h"

#include <charconv>

#include "connectors/text_encoding.h"
#include "connectors/written_values.h"
#include "domain/strict_yaml.h"

namespace lintel {
namespace {

constexpr std::size_t kLongestField = 4096;

/// The first letter that no name or address holds: a control, other than the line ends of a quoted
/// field.
bool has_control(std::string_view text) {
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if ((byte < 0x20 && letter != '\n' && letter != '\t') || byte == 0x7f) return true;
  }
  return false;
}

std::string shortened(std::string_view text) {
  constexpr int kShown = 60;
  if (character_count(text) <= kShown) return std::string(text);
  return std::string(characters(text, 1, kShown)) + "…";
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \n\t");
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \n\t") - begin + 1);
}

template <class Take>
void for_each_between(std::string_view text, std::string_view separator, Take take) {
  while (true) {
    const std::size_t end = separator.empty() ? std::string_view::npos : text.find(separator);
    if (const std::string_view piece = trimmed(text.substr(0, end)); !piece.empty()) take(piece);
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + separator.size());
  }
}

}  // namespace

RentRowReader::RentRowReader(const RentFileLayout& layout,
                             PartLayout part,
                             std::string file,
                             std::size_t columns)
    : layout_(layout), part_(std::move(part)), file_(std::move(file)), columns_(columns) {
}

std::optional<RentFileAccount> RentRowReader::account(const RecordReader& record,
                                                      bool tenants_elsewhere) {
  using enum RentColumn;
  if (!begin(record)) return std::nullopt;
  RentFileAccount row;
  row.row = record.row();
  row.payment_reference = payment_reference_ = needed(record, payment_reference);
  row.tenancy_reference = tenancy_reference_ = needed(record, tenancy_reference);

  const auto word = meaning(
      record, tenancy_type, layout_.tenancy_types, needed(record, tenancy_type), "a tenancy type");
  if (word) {
    row.tenancy_type = word->type;
    row.social = word->social;
    row.kind = word->kind.value_or(AccountKind::rent);
  }
  if (const std::string_view kind = text(record, account_kind); !kind.empty()) {
    row.kind = meaning(record, account_kind, layout_.account_kinds, kind, "a kind of account")
                   .value_or(row.kind);
  }
  const auto start = day(record, tenancy_start, needed(record, tenancy_start));
  if (start) row.tenancy_start = *start;
  if (const std::string_view end = text(record, tenancy_end); !end.empty()) {
    row.tenancy_end = day(record, tenancy_end, end);
  }
  if (start && row.tenancy_end && *row.tenancy_end < *start) {
    refuse(record, tenancy_end, "the tenancy ends before it starts", "Mend one of the two dates.");
  }
  if (!tenants_elsewhere) row.tenants = tenants(record);
  row.address.lines = address_lines(needed(record, address));
  row.address.postcode = text(record, postcode);

  row.rent.amount = money(record, charge, needed(record, charge)).value_or(Money{});
  if (row.rent.amount < Money{}) {
    refuse(
        record, charge, "the charge is below nothing", "Write what is charged each rent period.");
  }
  row.rent.frequency =
      meaning(record, frequency, layout_.frequencies, needed(record, frequency), "a rent frequency")
          .value_or(RentFrequency::weekly);
  if (const std::string_view word_for = text(record, benefit); !word_for.empty()) {
    row.benefit =
        meaning(record, benefit, layout_.benefits, word_for, "a benefit").value_or(Benefit::none);
  }
  row.payment_method = text(record, payment_method);
  if (part_.at(opening_balance)) {
    row.opening_balance = money(record, opening_balance, needed(record, opening_balance));
  }
  amount_ = money(record, balance, needed(record, balance));
  row.balance = amount_.value_or(Money{});
  if (const std::string_view written = text(record, patch); !written.empty()) {
    row.patch = layout_.patches.empty()
                    ? std::string(written)
                    : meaning(record, patch, layout_.patches, written, "a patch").value_or("");
  }
  if (!problems_.empty()) return std::nullopt;
  return row;
}

std::optional<RentFilePerson> RentRowReader::person(const RecordReader& record) {
  using enum RentColumn;
  if (!begin(record)) return std::nullopt;
  RentFilePerson row;
  row.row = record.row();
  row.tenancy_reference = tenancy_reference_ = needed(record, tenancy_reference);
  row.name = {std::string(text(record, forename)), std::string(text(record, surname))};
  if (row.name.forename.empty() && row.name.surname.empty()) {
    refuse(record, surname, "the name is missing", "Give the person at least one name.");
  }
  if (part_.at(position)) {
    const std::string_view written = needed(record, position);
    const auto [end, error] =
        std::from_chars(written.data(), written.data() + written.size(), row.position);
    if (!written.empty() &&
        (error != std::errc{} || end != written.data() + written.size() || row.position < 1)) {
      refuse(record,
             position,
             "\"" + shortened(written) + "\" is not a place in the order of tenants",
             "Write 1 for the main tenant, 2 for the next.");
    }
  }
  if (!problems_.empty()) return std::nullopt;
  return row;
}

bool RentRowReader::posting(const RecordReader& record, RentFilePosting& into) {
  using enum RentColumn;
  if (!begin(record)) return false;
  into.row = record.row();
  payment_reference_ = needed(record, payment_reference);
  into.payment_reference.assign(payment_reference_);
  if (const auto on = day(record, RentColumn::date, needed(record, RentColumn::date))) {
    into.posting.on = *on;
  }
  if (const auto word = meaning(
          record, kind, layout_.posting_kinds, needed(record, kind), "a kind of transaction")) {
    into.posting.kind = *word;
  }
  into.posting.description.assign(text(record, description));
  amount_ = part_.at(RentColumn::amount)
                ? money(record, RentColumn::amount, needed(record, RentColumn::amount))
                : debit_or_credit(record);
  into.posting.amount = amount_.value_or(Money{});
  return problems_.empty();
}

void RentRowReader::refuse(const RecordReader& record,
                           RentColumn column,
                           std::string what,
                           std::string fix) {
  Place place{file_, static_cast<int>(record.row()), 0, ""};
  if (const auto& at = part_.at(column)) {
    place.column = at->from > 0 ? at->from : at->position;
    place.field = at->heading.empty() ? std::string(to_string(column)) : at->heading;
  }
  problems_.push_back(Problem{std::move(what), std::move(fix), std::move(place)});
}

/// Forgets the row before. False when this one has not the shape of a row at all.
bool RentRowReader::begin(const RecordReader& record) {
  problems_.clear();
  amount_.reset();
  payment_reference_ = tenancy_reference_ = "";
  const Place place{file_, static_cast<int>(record.row()), 0, ""};
  if (record.misquoted()) {
    problems_.push_back({"text follows a closing quote",
                         "Write a quote within a quoted field twice (\"\").",
                         place});
  } else if (columns_ > 0 && record.field_count() != columns_) {
    problems_.push_back({"the row has " + std::to_string(record.field_count()) + " columns, not " +
                             std::to_string(columns_),
                         "Put text that holds the separator in quotes, or mend the row.",
                         place});
  } else if (part_.width > 0 && character_count(record.whole()) != part_.width) {
    problems_.push_back({"the row has " + std::to_string(character_count(record.whole())) +
                             " characters, not " + std::to_string(part_.width),
                         "Keep the spaces at the end of each row.",
                         place});
  }
  return problems_.empty();
}

/// The column's text; "" where the layout has no such column or the text cannot be used.
std::string_view RentRowReader::text(const RecordReader& record, RentColumn column) {
  const auto& at = part_.at(column);
  if (!at) return "";
  const std::string_view written = record.field(*at);
  if (written.size() > kLongestField) {
    refuse(record,
           column,
           "the text is " + std::to_string(written.size()) + " bytes long",
           "The most is " + std::to_string(kLongestField) + ".");
    return "";
  }
  if (has_control(written)) {
    refuse(record, column, "the text holds a control character", "Take it out.");
    return "";
  }
  return written;
}

std::string_view RentRowReader::needed(const RecordReader& record, RentColumn column) {
  const std::size_t before = problems_.size();
  const std::string_view written = text(record, column);
  if (written.empty() && problems_.size() == before) {
    refuse(record, column, "the " + std::string(to_string(column)) + " is missing", "Fill it in.");
    std::string& what = problems_.back().what;
    for (char& letter : what) letter = letter == '_' ? ' ' : letter;
  }
  return written;
}

std::optional<Date> RentRowReader::day(const RecordReader& record,
                                       RentColumn column,
                                       std::string_view written) {
  if (written.empty()) return std::nullopt;
  if (last_date_ && written == last_date_text_) return last_date_;
  Result<Date> read = read_date(written, layout_.date_shapes, layout_.two_digit_years_from);
  if (!read) {
    refuse(record, column, "\"" + shortened(written) + "\" is not a date", read.error().fix);
    return std::nullopt;
  }
  last_date_text_.assign(written);
  last_date_ = *read;
  return *read;
}

std::optional<Money> RentRowReader::money(const RecordReader& record,
                                          RentColumn column,
                                          std::string_view written) {
  if (written.empty()) return std::nullopt;
  Result<Money> read = read_money(written, layout_.money);
  if (!read) {
    refuse(record, column, "\"" + shortened(written) + "\" is not money", read.error().fix);
    return std::nullopt;
  }
  return *read;
}

std::optional<Money> RentRowReader::debit_or_credit(const RecordReader& record) {
  using enum RentColumn;
  const std::string_view debited = text(record, debit);
  const std::string_view credited = text(record, credit);
  if (debited.empty() == credited.empty()) {
    refuse(record,
           debit,
           debited.empty() ? "the amount is missing: neither debit nor credit is filled in"
                           : "both debit and credit are filled in",
           "Fill in one of the two.");
    return std::nullopt;
  }
  if (!debited.empty()) return money(record, debit, debited);
  const auto paid = money(record, credit, credited);
  return paid ? std::optional(-*paid) : std::nullopt;
}

template <class Meaning>
std::optional<Meaning> RentRowReader::meaning(const RecordReader& record,
                                              RentColumn column,
                                              const WordMap<Meaning>& words,
                                              std::string_view written,
                                              std::string_view kind) {
  if (written.empty()) return std::nullopt;
  if (const auto found = words.find(written); found != words.end()) return found->second;
  std::string fix = "Mend the row, or add the word to layout " + layout_.name + ".";
  std::vector<std::string> known;
  for (const auto& [word, unused] : words) known.push_back(word);
  if (const std::string near = did_you_mean(shortened(written), known); !near.empty()) {
    fix = near + " " + fix;
  }
  refuse(
      record, column, "\"" + shortened(written) + "\" is not " + std::string(kind), std::move(fix));
  return std::nullopt;
}

std::vector<PersonName> RentRowReader::tenants(const RecordReader& record) {
  using enum RentColumn;
  std::vector<PersonName> names;
  const std::size_t before = problems_.size();
  if (part_.at(main_tenant)) {
    if (const std::string_view main = text(record, main_tenant); !main.empty()) {
      names.push_back(read_name(main, layout_.names));
    }
  } else if (PersonName name{std::string(text(record, forename)),
                             std::string(text(record, surname))};
             name != PersonName{}) {
    names.push_back(std::move(name));
  }
  if (names.empty() && problems_.size() == before) {
    refuse(record,
           part_.at(main_tenant) ? main_tenant : surname,
           "the tenant's name is missing",
           "Name the main tenant: letters are addressed to them.");
  }
  for_each_between(text(record, joint_tenants),
                   layout_.joint_separator,
                   [&](std::string_view name) { names.push_back(read_name(name, layout_.names)); });
  return names;
}

std::vector<std::string> RentRowReader::address_lines(std::string_view written) const {
  std::vector<std::string> lines;
  for_each_between(written, "\n", [&](std::string_view line) {
    for_each_between(line, layout_.address_separator, [&](std::string_view piece) {
      lines.emplace_back(piece);
    });
  });
  return lines;
}

}  // namespace lintel
