#include "workflows/length.h"

#include <array>
#include <cassert>

#include "domain/counting.h"

namespace lintel {
namespace {

struct UnitWords {
  std::string_view one;
  std::string_view many;
};

constexpr std::array<UnitWords, 11> kWords = {{
    {"day", "days"},
    {"week", "weeks"},
    {"month", "months"},
    {"working day", "working days"},
    {"clear day", "clear days"},
    {"day from service", "days from service"},
    {"week from service", "weeks from service"},
    {"month from service", "months from service"},
    {"day beginning with", "days beginning with"},
    {"week beginning with", "weeks beginning with"},
    {"month beginning with", "months beginning with"},
}};

constexpr int place_of(ValueType unit) {
  return static_cast<int>(unit) - static_cast<int>(ValueType::days);
}
constexpr ValueType moved(ValueType unit, ValueType to) {
  return static_cast<ValueType>(static_cast<int>(to) + place_of(unit));
}

}  // namespace

std::string_view length_words(ValueType unit, bool one) {
  assert(is_length(unit));
  const UnitWords& words = kWords[static_cast<std::size_t>(place_of(unit))];
  return one ? words.one : words.many;
}

bool is_plain_length(ValueType unit) {
  return unit >= ValueType::days && unit <= ValueType::months;
}

std::optional<ValueType> from_service(ValueType unit) {
  if (!is_plain_length(unit)) return std::nullopt;
  return moved(unit, ValueType::days_from_service);
}

bool is_from_service(ValueType unit) {
  return unit >= ValueType::days_from_service && unit <= ValueType::months_from_service;
}

std::optional<ValueType> beginning_with(ValueType unit) {
  if (!is_plain_length(unit)) return std::nullopt;
  return moved(unit, ValueType::days_beginning_with);
}

bool is_beginning_with(ValueType unit) {
  return unit >= ValueType::days_beginning_with;
}

Date end_of_length(
    Date day, ValueType unit, int count, const RuleBook& book, std::string_view calendar) {
  switch (unit) {
    case ValueType::days:
    case ValueType::days_from_service:
      return last_day_of_days_from(day, count);
    case ValueType::weeks:
    case ValueType::weeks_from_service:
      return last_day_of_weeks_from(day, count);
    case ValueType::months:
    case ValueType::months_from_service:
      return last_day_of_months_from(day, count);
    case ValueType::days_beginning_with:
      return last_day_of_days_beginning_with(day, count);
    case ValueType::weeks_beginning_with:
      return last_day_of_weeks_beginning_with(day, count);
    case ValueType::months_beginning_with:
      return last_day_of_months_beginning_with(day, count);
    case ValueType::working_days:
      return book.plus_working_days(calendar, day, count);
    case ValueType::clear_days:
      return book.leaving_clear_days(calendar, day, count);
    case ValueType::yes_no:
    case ValueType::number:
    case ValueType::money:
    case ValueType::date:
    case ValueType::text:
    case ValueType::list:
      break;
  }
  assert(false && "not a length of time");
  return day;
}

std::int64_t reach_in_days(ValueType unit, std::int64_t count) {
  const std::int64_t slack = count < 0 ? -30 : 30;  // days off that are passed over
  switch (unit) {
    case ValueType::weeks:
    case ValueType::weeks_from_service:
    case ValueType::weeks_beginning_with:
      return 7 * count;
    case ValueType::months:
    case ValueType::months_from_service:
    case ValueType::months_beginning_with:
      return 31 * count;
    case ValueType::working_days:
    case ValueType::clear_days:
      return 3 * count + slack;
    default:
      return count;
  }
}

}  // namespace lintel
