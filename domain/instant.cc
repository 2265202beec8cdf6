#include "domain/instant.h"

#include <array>

namespace lintel {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Date last_sunday(int year, unsigned month) {
  Date day = Date{year, month, 31};  // March and October both have 31 days
  while (day.weekday() != Weekday::sunday) day = day.plus_days(-1);
  return day;
}

Instant utc(Date day) {
  return std::chrono::sys_days{std::chrono::days{day.days()}};
}

bool is_summer_time(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const int year = static_cast<int>(std::chrono::year_month_day{day}.year());
  return at >= utc(last_sunday(year, 3)) + hours{1} && at < utc(last_sunday(year, 10)) + hours{1};
}

Instant london(Instant at) {
  return is_summer_time(at) ? at + hours{1} : at;
}

std::string padded(long number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

Date day_of(Instant at) {
  return Date::from_days(static_cast<std::int32_t>(
      std::chrono::floor<std::chrono::days>(at).time_since_epoch().count()));
}

std::string clock_face(Instant at) {
  const std::chrono::hh_mm_ss time{at - std::chrono::floor<std::chrono::days>(at)};
  return padded(time.hours().count(), 2) + ":" + padded(time.minutes().count(), 2);
}

}  // namespace

std::string to_iso(Instant at) {
  const std::chrono::hh_mm_ss time{at - std::chrono::floor<std::chrono::days>(at)};
  return day_of(at).to_iso() + "T" + clock_face(at) + ":" + padded(time.seconds().count(), 2) +
         "." + padded(time.subseconds().count(), 3) + "Z";
}

Result<Instant> parse_instant(std::string_view iso) {
  const auto refuse = [&] {
    return problem("\"" + std::string(iso) + "\" is not a moment in UTC",
                   "Write it as 2026-11-23T05:42:00.000Z.");
  };
  constexpr std::string_view kShape = "0000-00-00T00:00:00.000Z";
  if (iso.size() != kShape.size()) return refuse();
  for (std::size_t i = 10; i < iso.size(); ++i) {
    const bool digit = iso[i] >= '0' && iso[i] <= '9';
    if (kShape[i] == '0' ? !digit : iso[i] != kShape[i]) return refuse();
  }
  const Result<Date> day = Date::parse(iso.substr(0, 10));
  if (!day) return refuse();
  const auto number = [&](std::size_t at, std::size_t count) {
    return std::stoi(std::string(iso.substr(at, count)));
  };
  if (number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59) return refuse();
  return utc(*day) + hours{number(11, 2)} + minutes{number(14, 2)} +
         std::chrono::seconds{number(17, 2)} + std::chrono::milliseconds{number(20, 3)};
}

Date london_day(Instant at) {
  return day_of(london(at));
}

std::string london_words(Instant at) {
  constexpr std::array kShort = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Date day = london_day(at);
  return std::to_string(day.day()) + " " + kShort[day.month() - 1] + " " +
         std::to_string(day.year()) + ", " + clock_face(london(at));
}

Instant london_time(Date day, int hour, int minute) {
  const Instant as_winter = utc(day) + hours{hour} + minutes{minute};
  return is_summer_time(as_winter - hours{1}) ? as_winter - hours{1} : as_winter;
}

}  // namespace lintel
