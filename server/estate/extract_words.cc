#include "server/estate/extract_words.h"

#include <array>
#include <cstdlib>

#include "server/estate/names.h"

namespace lintel {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

}  // namespace

void put_padded(std::string& out, std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

std::string with_slashes(Date day) {
  std::string text;
  put_padded(text, day.day(), 2);
  text += '/';
  put_padded(text, day.month(), 2);
  text += '/';
  put_padded(text, day.year(), 4);
  return text;
}
std::string with_month_name(Date day) {
  std::string text;
  put_padded(text, day.day(), 2);
  text += '-';
  text += kMonths[day.month() - 1];
  text += '-';
  put_padded(text, day.year(), 4);
  return text;
}
std::string in_six_figures(Date day) {
  std::string text;
  put_padded(text, day.day(), 2);
  put_padded(text, day.month(), 2);
  put_padded(text, day.year() % 100, 2);
  return text;
}
std::string in_eight_figures(Date day) {
  std::string text;
  put_padded(text, day.year(), 4);
  put_padded(text, day.month(), 2);
  put_padded(text, day.day(), 2);
  return text;
}

std::string pounds_with_credit(Money amount) {
  const bool credit = amount < Money{};
  std::string text = (credit ? -amount : amount).to_plain();
  for (std::size_t at = text.size() - 3; at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return credit ? text + "CR" : text;
}

std::string pence_with_sign(Money amount, std::size_t width) {
  std::string text;
  put_padded(text, std::abs(amount.pence()), width - 1);
  return text + (amount < Money{} ? '-' : '+');
}

void put_csv(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char letter : text) {
    if (letter == '"') out += '"';
    out += letter;
  }
  out += '"';
}

void put_fixed(std::string& out, std::string_view text, std::size_t width) {
  const std::string plain = flattened(text, false).substr(0, width);
  out += plain;
  out.append(width - plain.size(), ' ');
}

std::string listed_name(const PersonName& name) {
  return name.forename.empty() ? name.surname : name.surname + ", " + name.forename;
}

std::string joint_names(const std::vector<PersonName>& tenants) {
  std::string text;
  for (std::size_t i = 1; i < tenants.size(); ++i)
    text += (i == 1 ? "" : "; ") + listed_name(tenants[i]);
  return text;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& letter : result) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return result;
}

}  // namespace lintel
