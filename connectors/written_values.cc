#include "connectors/written_values.h"

#include <array>
#include <charconv>
#include <optional>

namespace lintel {
namespace {

constexpr std::int64_t kMostPence = 10'000'000'000;  // no rent account holds £100,000,000
constexpr std::array<std::string_view, 12> kMonths = {
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::optional<int> figures(std::string_view text) {
  int number = 0;
  for (const char letter : text) {
    if (letter < '0' || letter > '9') return std::nullopt;
    number = number * 10 + (letter - '0');
  }
  return number;
}

std::optional<int> month_named(std::string_view text) {
  std::string upper;
  for (const char letter : text) {
    upper += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    if (kMonths[month] == upper) return static_cast<int>(month) + 1;
  }
  return std::nullopt;
}

int full_year(int two_figures, int from) {
  const int year = from - from % 100 + two_figures;
  return year < from ? year + 100 : year;
}

std::optional<Date> date_in_shape(std::string_view text, std::string_view shape, int years_from) {
  if (text.size() != shape.size()) return std::nullopt;
  std::optional<int> year;
  std::optional<int> month;
  std::optional<int> day;
  std::size_t at = 0;
  while (at < shape.size()) {
    const std::string_view rest = shape.substr(at);
    std::size_t length = 1;
    if (rest.starts_with("yyyy")) {
      year = figures(text.substr(at, length = 4));
      if (!year) return std::nullopt;
    } else if (rest.starts_with("yy")) {
      year = figures(text.substr(at, length = 2));
      if (!year) return std::nullopt;
      year = full_year(*year, years_from);
    } else if (rest.starts_with("MON")) {
      month = month_named(text.substr(at, length = 3));
    } else if (rest.starts_with("mm")) {
      month = figures(text.substr(at, length = 2));
    } else if (rest.starts_with("dd")) {
      day = figures(text.substr(at, length = 2));
    } else if (text[at] != shape[at]) {
      return std::nullopt;
    }
    at += length;
  }
  if (!year || !month || !day) return std::nullopt;
  const Result<Date> date =
      Date::from_parts(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
  return date ? std::optional(*date) : std::nullopt;
}

std::size_t count_of(std::string_view text, std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + word.size())) {
    ++count;
  }
  return count;
}

std::optional<Money> whole_pence(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  std::int64_t pence = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pence);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return Money::from_pence(pence);
}

std::optional<Money> pence_with_sign_last(std::string_view text) {
  if (text.empty() || (text.back() != '+' && text.back() != '-')) return std::nullopt;
  const std::string_view digits = text.substr(0, text.size() - 1);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const std::optional<Money> size = whole_pence(digits);
  if (!size) return std::nullopt;
  return text.back() == '-' ? -*size : *size;
}

std::optional<Money> pounds(std::string_view text) {
  const bool credit = text.ends_with("CR");
  if (credit || text.ends_with("DR")) {
    text = trimmed(text.substr(0, text.size() - 2));
    if (text.starts_with('-')) return std::nullopt;  // a sign both before and behind
  }
  const Result<Money> amount = Money::parse(text);
  if (!amount) return std::nullopt;
  return credit ? -*amount : *amount;
}

std::string_view advice(MoneyShape shape) {
  switch (shape) {
    case MoneyShape::pounds:
      return "Write pounds and pence, such as 1,284.16, or 12.40CR for a credit.";
    case MoneyShape::pence:
      return "Write whole pence, such as 128416, or -1240 for a credit.";
    case MoneyShape::pence_then_sign:
      return "Write whole pence and a sign, such as 0000128416+.";
  }
  return "";
}

}  // namespace

bool is_date_shape(std::string_view shape) {
  const std::size_t years =
      count_of(shape, "yyyy") == 1 && count_of(shape, "yy") == 2 ? 1 : count_of(shape, "yy");
  return count_of(shape, "dd") == 1 && count_of(shape, "mm") + count_of(shape, "MON") == 1 &&
         years == 1;
}

Result<Date> read_date(std::string_view text,
                       const std::vector<std::string>& shapes,
                       int two_digit_years_from) {
  for (const std::string& shape : shapes) {
    if (const auto date = date_in_shape(text, shape, two_digit_years_from)) return *date;
  }
  return problem("\"" + std::string(text) + "\" is not a date",
                 "Write it as " + shapes.front() + ".");
}

Result<Money> read_money(std::string_view text, MoneyShape shape) {
  std::optional<Money> amount;
  switch (shape) {
    case MoneyShape::pounds:
      amount = pounds(text);
      break;
    case MoneyShape::pence:
      amount = whole_pence(text);
      break;
    case MoneyShape::pence_then_sign:
      amount = pence_with_sign_last(text);
      break;
  }
  if (!amount) {
    return problem("\"" + std::string(text) + "\" is not money", std::string(advice(shape)));
  }
  if (amount->pence() > kMostPence || amount->pence() < -kMostPence) {
    return problem("\"" + std::string(text) + "\" is not money that a rent account can hold",
                   "Mend the amount: the most is £100,000,000.");
  }
  return *amount;
}

PersonName read_name(std::string_view text, NameShape shape) {
  text = trimmed(text);
  if (shape == NameShape::surname_comma_forename) {
    // The last comma: a surname may hold one, as in "=HYPERLINK(a,b), Bob".
    const std::size_t comma = text.rfind(',');
    if (comma == std::string_view::npos) return {"", std::string(text)};
    return {std::string(trimmed(text.substr(comma + 1))),
            std::string(trimmed(text.substr(0, comma)))};
  }
  const std::size_t space = text.rfind(' ');
  if (space == std::string_view::npos) return {"", std::string(text)};
  return {std::string(trimmed(text.substr(0, space))), std::string(text.substr(space + 1))};
}

}  // namespace lintel
