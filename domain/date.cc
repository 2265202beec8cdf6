#include "domain/date.h"

#include <array>
#include <charconv>
#include <optional>

#include "domain/date_words.h"

namespace lintel {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> kMonths = {"January",
                                                      "February",
                                                      "March",
                                                      "April",
                                                      "May",
                                                      "June",
                                                      "July",
                                                      "August",
                                                      "September",
                                                      "October",
                                                      "November",
                                                      "December"};

std::optional<int> digits(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::string padded(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

Result<Date> Date::parse(std::string_view iso) {
  const auto refuse = [&] {
    return problem("\"" + std::string(iso) + "\" is not a date",
                   "Write the year, month and day, such as 2026-11-23.");
  };
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return refuse();
  const auto year = digits(iso.substr(0, 4));
  const auto month = digits(iso.substr(5, 2));
  const auto day = digits(iso.substr(8, 2));
  if (!year || !month || !day) return refuse();
  const Result<Date> date =
      from_parts(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
  if (!date) return refuse();
  return date;
}

Result<Date> Date::from_parts(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day parts{
      std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!parts.ok() || year < 1900 || year > 2199) {
    return problem("there is no day " + std::to_string(day) + " of month " + std::to_string(month) +
                   " in year " + std::to_string(year));
  }
  return Date{year, month, day};
}

Date Date::plus_months(int months) const {
  const std::chrono::year_month target =
      std::chrono::year_month{parts().year(), parts().month()} + std::chrono::months{months};
  const std::chrono::year_month_day last{target / std::chrono::last};
  const unsigned day_of_month = std::min(day(), static_cast<unsigned>(last.day()));
  return Date{static_cast<int>(target.year()), static_cast<unsigned>(target.month()), day_of_month};
}

std::string Date::to_iso() const {
  const std::chrono::year_month_day all = parts();  // once for all three
  return std::to_string(static_cast<int>(all.year())) + "-" +
         padded(static_cast<unsigned>(all.month())) + "-" +
         padded(static_cast<unsigned>(all.day()));
}

std::string Date::to_words() const {
  std::string words;
  append_words(words, *this);
  return words;
}

void append_words(std::string& words, Date day) {
  const std::chrono::year_month_day parts{
      std::chrono::sys_days{std::chrono::days{day.days()}}};  // once for all three
  words += std::to_string(static_cast<unsigned>(parts.day()));
  words += ' ';
  words += kMonths[static_cast<unsigned>(parts.month()) - 1];
  words += ' ';
  words += std::to_string(static_cast<int>(parts.year()));
}

std::string Date::to_long_words() const {
  std::string name(to_string(weekday()));
  name.front() = static_cast<char>(name.front() - 'a' + 'A');
  return name + " " + to_words();
}

std::string_view to_string(Weekday day) {
  return kWeekdays[static_cast<std::size_t>(day)];
}

Result<Weekday> parse_weekday(std::string_view text) {
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    if (kWeekdays[i] == text) return static_cast<Weekday>(i);
  }
  return problem("\"" + std::string(text) + "\" is not a day of the week",
                 "Write it in full and in lower case, such as monday.");
}

}  // namespace lintel
