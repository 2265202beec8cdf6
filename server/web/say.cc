#include "server/web/say.h"

#include <algorithm>
#include <cctype>

namespace lintel {
namespace {

constexpr std::string_view kMonths[] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::string_view kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

std::string with_commas(std::string digits) {
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) {
    digits.insert(static_cast<std::size_t>(i), 1, ',');
  }
  return digits;
}

}  // namespace

std::string day_and_month(Date day) {
  return std::to_string(day.day()) + " " + std::string(kMonths[day.month() - 1]);
}

std::string short_day(Date day) {
  return day_and_month(day) + " " + std::to_string(day.year());
}

std::string weekday_and_day(Date day) {
  return std::string(kDays[static_cast<std::size_t>(day.weekday())]) + " " + day_and_month(day);
}

std::string due_words(Date due, Date today) {
  const std::int32_t left = days_between(today, due);
  if (left < 0) return "Overdue " + std::to_string(-left) + "d";
  if (left == 0) return "Today";
  if (left == 1) return "Tomorrow";
  return due.year() == today.year() ? weekday_and_day(due) : short_day(due);
}

std::string due_style(Date due, Date today) {
  if (due < today) return "late";
  return due == today ? "today" : "soon";
}

std::string days_from_today(Date day, Date today) {
  const std::int32_t days = days_between(day, today);
  if (days == 0) return "today";
  if (days == 1) return "yesterday";
  if (days == -1) return "tomorrow";
  return days > 0 ? figure(days) + " days ago" : "in " + figure(-days) + " days";
}

std::string figure(std::int64_t number) {
  return number < 0 ? "-" + with_commas(std::to_string(-number))
                    : with_commas(std::to_string(number));
}

std::string count_of(std::int64_t number, std::string_view one, std::string_view many) {
  return figure(number) + " " + std::string(number == 1 ? one : many);
}

std::string plain_words(std::string_view word) {
  std::string words(word);
  std::replace(words.begin(), words.end(), '_', ' ');
  return capital(std::move(words));
}

std::string capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string signed_sum(Money sum) {
  return sum < Money{} ? "−" + (-sum).to_string() : sum.to_string();
}

std::string short_hash(const std::string& hex) {
  return hex.size() <= 9 ? hex : hex.substr(0, 4) + "…" + hex.substr(hex.size() - 4);
}

View balance_words(Money balance) {
  const bool credit = balance < Money{};
  View words;
  words.set("amount", (credit ? -balance : balance).to_string()).set("credit", credit);
  return words;
}

std::string balance_sentence(Money balance) {
  if (balance.is_zero()) return "nothing owed";
  return balance > Money{} ? balance.to_string() + " in arrears"
                           : (-balance).to_string() + " in credit";
}

std::string_view stage_style(Stage stage) {
  switch (stage) {
    case Stage::early_contact:
      return "early";
    case Stage::letter_1:
    case Stage::letter_2:
      return "letter";
    case Stage::agreement:
      return "agree";
    case Stage::notice:
      return "notice";
    case Stage::court:
      return "court";
    case Stage::order:
      return "order";
    case Stage::eviction:
      return "evict";
    case Stage::closed:
      return "g";
  }
  return "g";
}

}  // namespace lintel
