#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "domain/result.h"

namespace lintel {

enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

/// A civil day, from 1 January 1900 to 31 December 2199. Cannot be invalid, so there is no default.
///
/// A Date has no time and no zone. Instants live in logs, audit rows and jobs (domain/instant.h).
class Date {
 public:
  /// Throws std::out_of_range when there is no such day: for dates written in code. Strangers'
  /// dates go through parse().
  constexpr Date(int year, unsigned month, unsigned day)
      : days_(
            checked(std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day})) {}

  /// Reads "2026-11-23", whole text, nothing else. The Problem quotes the text.
  static Result<Date> parse(std::string_view iso);
  /// The day with these numbers, or a Problem when there is none (31 April, year 20206).
  static Result<Date> from_parts(int year, unsigned month, unsigned day);
  /// Days since 1 January 1970, the form in which stores keep a date. Throws std::out_of_range
  /// outside 1900 to 2199.
  static constexpr Date from_days(std::int32_t days) { return Date{days}; }

  constexpr std::int32_t days() const { return days_; }
  constexpr int year() const { return static_cast<int>(parts().year()); }
  constexpr unsigned month() const { return static_cast<unsigned>(parts().month()); }
  constexpr unsigned day() const { return static_cast<unsigned>(parts().day()); }
  constexpr Weekday weekday() const {
    return static_cast<Weekday>(((days_ % 7) + 10) % 7);  // 1 January 1970 was a Thursday
  }

  constexpr Date plus_days(std::int32_t days) const { return from_days(days_ + days); }
  /// The corresponding date: the same day of a later month, or that month's last day where it has
  /// no such day. The corresponding date rule: Dodds v Walker [1981] 1 WLR 1027.
  Date plus_months(int months) const;

  /// "2026-11-23"
  std::string to_iso() const;
  /// "23 November 2026", as letters say it.
  std::string to_words() const;
  /// "Monday 23 November 2026", as notices say it.
  std::string to_long_words() const;

  friend constexpr auto operator<=>(Date, Date) = default;
  /// Whole days from `from` to `to`; negative when `to` is earlier.
  friend constexpr std::int32_t days_between(Date from, Date to) { return to.days_ - from.days_; }

 private:
  explicit constexpr Date(std::int32_t days) : days_(in_range(days)) {}
  static constexpr std::int32_t checked(std::chrono::year_month_day day) {
    if (!day.ok()) throw std::out_of_range("no such day");
    return in_range(
        static_cast<std::int32_t>(std::chrono::sys_days{day}.time_since_epoch().count()));
  }
  static constexpr std::int32_t in_range(std::int32_t days) {
    if (days < -25567 || days > 84005) throw std::out_of_range("a date outside 1900 to 2199");
    return days;
  }
  constexpr std::chrono::year_month_day parts() const {
    return std::chrono::sys_days{std::chrono::days{days_}};
  }

  std::int32_t days_;
};

/// "monday"; the spelling of files and of the API.
std::string_view to_string(Weekday day);
Result<Weekday> parse_weekday(std::string_view text);

}  // namespace lintel
